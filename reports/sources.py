"""The sources with their health: how much came, from when to when, silences, and how the last pull went."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlite_utils import Database

from reports.overview import sources
from reports.source_health import Gap, SourceHealth
from voc.store.connections import Connection, read_connections

LEAST_DAYS = 14
TIMES_USUAL = 5

COUNTED = """
SELECT source_id, COUNT(*) - COUNT(said_at) FROM documents
WHERE status IN ('complete', 'partial') GROUP BY source_id
"""
# A later reading of a file tells of the whole of it again, a later pull of what is new alone.
REJECTS = """
SELECT source_id, COUNT(*) FROM rejects JOIN ingests ON ingests.id = rejects.ingest_id
WHERE source_id IS NOT NULL AND ingests.id IN (SELECT MAX(id) FROM ingests GROUP BY source_id, file)
GROUP BY source_id
"""
# The days that trends count; before an analysis those of the documents.
DAYS = """
SELECT source_id, day FROM rollups WHERE measure = 'all'
UNION SELECT source_id, substr(said_at, 1, 10) FROM documents
WHERE said_at IS NOT NULL AND rolled = 0 AND status IN ('complete', 'partial')
ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class _Stored:
    kind: str = "context"
    documents: int = 0
    verbatims: int = 0


def read_sources(db: Database) -> tuple[SourceHealth, ...]:
    """Return all sources by name, those that are pulled but brought nothing yet among them."""
    pulled = {connection.source: connection for connection in read_connections(db)}
    rejects, undated = dict(db.execute(REJECTS).fetchall()), dict(db.execute(COUNTED).fetchall())
    grouped = itertools.groupby(db.execute(DAYS).fetchall(), key=lambda row: str(row[0]))
    days = {source: [date.fromisoformat(day) for _, day in rows] for source, rows in grouped}
    stored = {one.id: _Stored(one.kind, one.documents, one.verbatims) for one in sources(db)}
    found = []
    for name in sorted({*stored, *pulled}):
        held, connection = stored.get(name, _Stored()), pulled.get(name)
        spoken = days.get(name, [])
        found.append(
            SourceHealth(
                id=name,
                kind=held.kind,
                documents=held.documents,
                verbatims=held.verbatims,
                first_said_on=spoken[0] if spoken else None,
                last_said_on=spoken[-1] if spoken else None,
                undated=undated.get(name, 0),
                rejects=rejects.get(name, 0),
                gaps=find_gaps(spoken),
                connector=connection.connector if connection else None,
                pulled_at=connection.pulled_at if connection else None,
                cursor=connection.cursor if connection else None,
                state=_state(connection),
                failure=connection.failure if connection else None,
            )
        )
    return tuple(found)


def find_gaps(days: Iterable[date]) -> tuple[Gap, ...]:
    """Return the silences between days with documents: two weeks or more, and five times the usual pause."""
    pairs = tuple(itertools.pairwise(days))
    if not pairs:
        return ()
    usual = timedelta(days=median((later - earlier).days for earlier, later in pairs))
    least = max(timedelta(days=LEAST_DAYS), TIMES_USUAL * usual)
    return tuple(
        Gap(earlier, later, (later - earlier).days) for earlier, later in pairs if later - earlier >= least
    )


def _state(connection: Connection | None) -> str:
    if connection is None:
        return "file"
    if connection.failure:
        return "failed"
    return "ok" if connection.pulled_at else "new"
