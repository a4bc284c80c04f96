"""Rollups: who mentioned what on which day, from which source and in which tier.

A row is one measure (``theme:<id>``, ``code:<code>`` or ``all``), one document and one day, so that any
count of accounts, documents or mentions over days and segments is exact. Only documents marked as changed
are counted anew.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlite_utils import Database

MENTIONED = """
WITH said AS (
    SELECT verbatims.id AS verbatim_id, documents.id AS document_id, documents.source_id,
        documents.account_id, local_day(COALESCE(utterances.said_at, documents.said_at)) AS day
    FROM documents JOIN utterances ON utterances.document_id = documents.id
    JOIN verbatims ON verbatims.utterance_id = utterances.id
    WHERE documents.rolled = 0 AND verbatims.set_aside IS NULL AND documents.status IN ('complete', 'partial')
        AND COALESCE(utterances.said_at, documents.said_at) IS NOT NULL
), measured AS (
    SELECT 'all' AS measure, said.* FROM said
    UNION ALL
    SELECT 'theme:' || mentions.theme_id, said.* FROM said JOIN mentions USING (verbatim_id)
    UNION ALL
    SELECT 'code:' || signals.code, said.* FROM said JOIN signals USING (verbatim_id)
        WHERE signals.point = 'strict'
)
INSERT INTO rollups (measure, document_id, day, source_id, account_id, tier, mentions)
SELECT measure, document_id, day, source_id, account_id,
    (SELECT tier FROM spells WHERE spells.account_id = measured.account_id AND since <= day
        AND (until IS NULL OR day < until) ORDER BY since DESC LIMIT 1),
    COUNT(*)
FROM measured GROUP BY measure, document_id, day
"""


def refresh_rollups(db: Database, *, zone: str) -> int:
    """Count the changed documents anew, by the days of ``zone``; return how many were changed.

    After another zone all days are other days, and every document has changed.
    """
    days = _LocalDay(zone)
    db.register_function(days.of, name="local_day", deterministic=True, replace=True)
    with db.atomic():
        if _zone_of(db) != zone:
            mark_all(db)
            db.execute(
                "INSERT OR REPLACE INTO facts VALUES ('rollup_zone', :zone)",
                {"zone": zone},
            )
        changed = int(db.execute("SELECT COUNT(*) FROM documents WHERE rolled = 0").fetchone()[0])
        if changed:
            db.execute("DELETE FROM rollups WHERE document_id IN (SELECT id FROM documents WHERE rolled = 0)")
            db.execute(MENTIONED)
            db.execute("UPDATE documents SET rolled = 1 WHERE rolled = 0")
    return changed


def mark_all(db: Database) -> None:
    """Mark every document as changed: after new tier events, or another time zone."""
    db.execute("UPDATE documents SET rolled = 0")


def _zone_of(db: Database) -> str | None:
    row = db.execute("SELECT value FROM facts WHERE name = 'rollup_zone'").fetchone()
    return None if row is None else str(row[0])


class _LocalDay:
    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._utc = zone == "UTC"

    def of(self, instant: str | None) -> str | None:
        """Return the day of a UTC instant in the zone."""
        if instant is None or self._utc:
            return instant and instant[:10]
        moment = datetime.fromisoformat(instant).astimezone(UTC)
        return moment.astimezone(self._zone).date().isoformat()
