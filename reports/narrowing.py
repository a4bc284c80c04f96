"""Filters as SQL: the named parameters and the conditions that every report's statement shares."""

import json

from reports.answers import Filters
from voc.store.analysis import TAKES_PART

MATCHING_ACCOUNTS = """
    SELECT account_segments.account_id FROM account_segments JOIN json_each(:segments) AS wanted
    ON account_segments.name = wanted.key AND account_segments.value = wanted.value
    GROUP BY account_segments.account_id HAVING COUNT(*) = (SELECT COUNT(*) FROM json_each(:segments))
"""

ROLLUPS = f"""
    (:source IS NULL OR rollups.source_id = :source) AND (:since IS NULL OR rollups.day >= :since)
    AND (:until IS NULL OR rollups.day < :until) AND (:tier IS NULL OR rollups.tier = :tier)
    AND (:segments IS NULL OR rollups.account_id IN ({MATCHING_ACCOUNTS}))
"""

# The day of a verbatim is the day of the rollups, in the workspace's zone. A document's days come in the
# order of its instants, so that counting its verbatims off against its days finds each one's day again.
SAID = f"""
    days AS (
        SELECT document_id, day, tier, mentions,
            SUM(mentions) OVER (PARTITION BY document_id ORDER BY day) AS upto
        FROM rollups WHERE measure = 'all'
    ), placed AS (
        SELECT verbatims.id AS verbatim_id, verbatims.document_id, ROW_NUMBER() OVER (
            PARTITION BY verbatims.document_id
            ORDER BY COALESCE(utterances.said_at, documents.said_at), verbatims.id) AS place
        FROM verbatims JOIN utterances ON utterances.id = verbatims.utterance_id
        JOIN documents ON documents.id = verbatims.document_id
        WHERE {TAKES_PART} AND COALESCE(utterances.said_at, documents.said_at) IS NOT NULL
    ), said AS (
        SELECT placed.verbatim_id, days.day, days.tier FROM placed
        JOIN days ON days.document_id = placed.document_id
        WHERE placed.place <= days.upto AND placed.place > days.upto - days.mentions
    )
"""

# SQLite looks into ``said`` only where :whole is false, so that an answer without dates stays quick.
VERBATIMS = f"""
    {TAKES_PART} AND (:source IS NULL OR documents.source_id = :source)
    AND (:segments IS NULL OR documents.account_id IN ({MATCHING_ACCOUNTS}))
    AND (:whole OR verbatims.id IN (
        SELECT verbatim_id FROM said WHERE (:since IS NULL OR day >= :since)
        AND (:until IS NULL OR day < :until) AND (:tier IS NULL OR tier = :tier)))
"""


def parameters(filters: Filters) -> dict[str, str | int | None]:
    """Return the named parameters of the conditions in this file.

    ``whole`` is 1 where neither a date nor a tier narrows the answer: undated documents count then.
    """
    return {
        "source": filters.source,
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "tier": filters.tier,
        "segments": json.dumps(dict(filters.segments)) if filters.segments else None,
        "whole": int(filters.since is None and filters.until is None and filters.tier is None),
    }
