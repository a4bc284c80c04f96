"""What is set aside and why: counts and examples by reason, and the verbatims of a reason."""

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from reports.quotes import MAY_BE_SHOWN
from voc.errors import NotFound

# A test's or a spammer's whole document stays out, whatever is written in it.
SET_ASIDE = f"""
WITH aside AS (
    SELECT verbatims.id, verbatims.document_id, documents.source_id, verbatims.digest,
        CASE documents.status
            WHEN 'test' THEN 'test response' WHEN 'spam' THEN 'spam' ELSE set_aside END AS reason,
        CASE WHEN {MAY_BE_SHOWN} THEN verbatims.text END AS text
    FROM verbatims JOIN documents ON documents.id = verbatims.document_id
    WHERE set_aside IS NOT NULL OR documents.status IN ('test', 'spam')
)
"""

REASONS = f"""
{SET_ASIDE}
SELECT reason, COUNT(*), COUNT(DISTINCT document_id), COUNT(DISTINCT digest) FROM aside
GROUP BY reason ORDER BY 2 DESC, 1
"""

EXAMPLES = f"""
{SET_ASIDE}, texts AS (
    SELECT reason, text, ROW_NUMBER() OVER (PARTITION BY reason ORDER BY COUNT(*) DESC, MIN(id)) AS place
    FROM aside WHERE text IS NOT NULL GROUP BY reason, text
)
SELECT reason, text FROM texts WHERE place <= :examples ORDER BY reason, place
"""

VERBATIMS = f"""
{SET_ASIDE}, decided AS (
    SELECT digest, author, at, ROW_NUMBER() OVER (PARTITION BY digest ORDER BY id DESC) AS place
    FROM set_aside_decisions
)
SELECT aside.id, reason, text, source_id, author, at FROM aside
LEFT JOIN decided ON decided.digest = aside.digest AND decided.place = 1
WHERE reason = :reason ORDER BY aside.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class ReasonAnswer:
    """A reason with what it keeps out, and the texts that it is given most for."""

    reason: str
    verbatims: int
    documents: int
    texts: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsideAnswer:
    """A verbatim that is set aside; ``text`` is None where it may not be quoted.

    ``author`` and ``at`` tell of the person who decided it, None where nobody did.
    """

    verbatim_id: int
    reason: str
    text: str | None
    source: str
    author: str | None
    at: str | None


def reasons(db: Database, *, examples: int = 3) -> tuple[ReasonAnswer, ...]:
    """Return the reasons for which verbatims are set aside, the commonest first."""
    shown: defaultdict[str, list[str]] = defaultdict(list)
    for reason, text in db.execute(EXAMPLES, {"examples": examples}):
        shown[reason].append(text)
    return tuple(
        ReasonAnswer(reason, verbatims, documents, texts, tuple(shown[reason]))
        for reason, verbatims, documents, texts in db.execute(REASONS).fetchall()
    )


def set_aside(db: Database, reason: str, *, limit: int) -> tuple[AsideAnswer, ...]:
    """Return up to ``limit`` verbatims of a reason, in order of id; raises NotFound for an unknown one."""
    known = [one.reason for one in reasons(db, examples=0)]
    if reason not in known:
        there = f"there is {', '.join(known)}" if known else "nothing is set aside"
        raise NotFound(f"nothing is set aside as {reason!r}: {there}")
    return tuple(AsideAnswer(*row) for row in db.execute(VERBATIMS, {"reason": reason, "limit": limit}))
