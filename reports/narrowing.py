"""Filters as SQL: the named parameters and the conditions that every report's statement shares."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

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

# A verbatim's day is its document's day in the rollups, in the workspace's zone. Most documents lie
# wholly inside or outside of a filter. For the others: days come in the order of instants, so that
# counting a document's verbatims off against its days finds the day of each.
INSIDE = f"""
WITH held AS (
    SELECT document_id, SUM(mentions) AS mentions, SUM(mentions * (
        (:since IS NULL OR day >= :since) AND (:until IS NULL OR day < :until)
        AND (:tier IS NULL OR tier IS :tier))) AS inside
    FROM rollups WHERE measure = 'all' GROUP BY document_id
), days AS (
    SELECT document_id, day, tier, mentions,
        SUM(mentions) OVER (PARTITION BY document_id ORDER BY day) AS upto
    FROM rollups WHERE measure = 'all'
        AND document_id IN (SELECT document_id FROM held WHERE inside > 0 AND inside < mentions)
), placed AS (
    SELECT verbatims.id AS verbatim_id, verbatims.document_id, ROW_NUMBER() OVER (
        PARTITION BY verbatims.document_id
        ORDER BY COALESCE(utterances.said_at, documents.said_at), verbatims.id) AS place
    FROM held JOIN documents ON documents.id = held.document_id
    JOIN verbatims ON verbatims.document_id = held.document_id
    JOIN utterances ON utterances.id = verbatims.utterance_id
    WHERE inside > 0 AND inside < mentions AND {TAKES_PART}
        AND COALESCE(utterances.said_at, documents.said_at) IS NOT NULL
)
SELECT verbatims.id FROM held JOIN verbatims ON verbatims.document_id = held.document_id
WHERE inside = mentions
UNION ALL
SELECT placed.verbatim_id FROM placed JOIN days ON days.document_id = placed.document_id
WHERE place <= upto AND place > upto - mentions
    AND (:since IS NULL OR day >= :since) AND (:until IS NULL OR day < :until)
    AND (:tier IS NULL OR tier = :tier)
"""

VERBATIMS = f"""
    {TAKES_PART} AND (:source IS NULL OR documents.source_id = :source)
    AND (:segments IS NULL OR documents.account_id IN ({MATCHING_ACCOUNTS}))
    AND (:inside IS NULL OR verbatims.id IN (SELECT value FROM json_each(:inside)))
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Filters made ready for statements: ``named`` holds the parameters of the conditions in this file.

    ``inside`` holds the verbatims said in the days and the tier of the filter, or None where neither
    narrows: undated documents count then, and the parameter ``whole`` is 1.
    """

    filters: Filters
    named: Mapping[str, str | int | None]
    inside: frozenset[int] | None


def parameters(filters: Filters) -> dict[str, str | int | None]:
    """Return the named parameters of what narrows rollups and accounts."""
    return {
        "source": filters.source,
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "tier": filters.tier,
        "segments": json.dumps(dict(filters.segments)) if filters.segments else None,
    }


def narrow(db: Database, filters: Filters) -> Narrowed:
    """Return the filters with the verbatims that they leave."""
    named = parameters(filters)
    whole = filters.since is None and filters.until is None and filters.tier is None
    ids = None if whole else sorted(row[0] for row in db.execute(INSIDE, named))
    return Narrowed(
        filters=filters,
        named={**named, "whole": int(whole), "inside": None if ids is None else json.dumps(ids)},
        inside=None if ids is None else frozenset(ids),
    )
