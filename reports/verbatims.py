"""The verbatims behind a number, each with its signals, its origin and the turns around it."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from reports.answers import NO_FILTERS, Filters, VerbatimAnswer
from reports.dimensions import check_filters
from reports.measures import Measure, find_measure
from reports.narrowing import VERBATIMS, narrow
from reports.quotes import MAY_BE_SHOWN
from reports.surroundings import in_place
from voc.errors import NotFound

# What a number counts: mentions of a theme by strength, signals at the strict point by confidence, and
# without a measure everything that was said, the newest first.
SCORED = f"""
WITH scored AS (
    SELECT verbatim_id, strength AS score FROM mentions WHERE theme_id = :theme
    UNION ALL
    SELECT verbatim_id, confidence FROM signals WHERE code = :code AND point = 'strict'
    UNION ALL
    SELECT verbatims.id, COALESCE(julianday(COALESCE(utterances.said_at, documents.said_at)), 0)
    FROM verbatims JOIN utterances ON utterances.id = verbatims.utterance_id
    JOIN documents ON documents.id = verbatims.document_id WHERE :theme IS NULL AND :code IS NULL
), chosen AS (
    SELECT verbatims.id, scored.score, {MAY_BE_SHOWN} AS shown,
        COALESCE(verbatims.twin_of, verbatims.id) AS saying
    FROM scored JOIN verbatims ON verbatims.id = scored.verbatim_id
    JOIN utterances ON utterances.id = verbatims.utterance_id
    JOIN documents ON documents.id = verbatims.document_id
    WHERE {VERBATIMS} AND (:account IS NULL OR documents.account_id = :account)
        AND (:language IS NULL OR utterances.language = :language)
)
"""

PAGE = f"""
{SCORED}, sayings AS (
    SELECT id, score, shown, COUNT(*) OVER (PARTITION BY saying) - 1 AS alike,
        ROW_NUMBER() OVER (PARTITION BY saying, shown ORDER BY score DESC, id DESC) AS place
    FROM chosen
)
SELECT id, score, alike FROM sayings WHERE shown AND (:each OR place = 1) AND (:after IS NULL
    OR (score, id) < (SELECT score, id FROM chosen AS last WHERE last.id = :after))
ORDER BY score DESC, id DESC LIMIT :limit
"""

COUNT = f"""
{SCORED}
SELECT COUNT(*), COALESCE(SUM(NOT shown), 0) FROM chosen
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many verbatims there are in all, and how many of them may not be shown."""

    total: int
    hidden: int


def verbatims(  # noqa: PLR0913  (a list is narrowed, ordered and paged by name)
    db: Database,
    *,
    measure: str | None = None,
    account: str | None = None,
    filters: Filters = NO_FILTERS,
    language: str | None = None,
    each: bool = False,
    limit: int = 50,
    after: int | None = None,
) -> tuple[VerbatimAnswer, ...]:
    """Return a page of the verbatims behind a measure, the strongest first, or all, the newest first.

    ``after`` is the cursor: the id of the last verbatim of the page before. Codes count at the strict
    point, as they do in trends. Of verbatims that say the same only the first in this order comes, and its
    quote says how many more there are; ``each`` gives them all. What may not be quoted is left out;
    ``count`` says how many those are. ``language`` is an ISO 639-1 code.
    """
    named = _named(db, measure, account, filters, language=language)
    rows = db.execute(PAGE, {**named, "after": after, "limit": limit, "each": each}).fetchall()
    found = in_place(db, [(id_, score if measure else None) for id_, score, _ in rows])
    return tuple(
        replace(one, quote=replace(one.quote, alike=alike))
        for one, (_, _, alike) in zip(found, rows, strict=True)
    )


def count(
    db: Database,
    *,
    measure: str | None = None,
    account: str | None = None,
    filters: Filters = NO_FILTERS,
    language: str | None = None,
) -> Counted:
    """Return how many verbatims stand behind a measure, and how many of them are hidden."""
    total, hidden = db.execute(COUNT, _named(db, measure, account, filters, language=language)).fetchone()
    return Counted(total=total, hidden=hidden)


def verbatim(db: Database, verbatim_id: int) -> VerbatimAnswer:
    """Return one verbatim in its place; NotFound where there is none or it may not be quoted."""
    row = db.execute(
        f"SELECT {MAY_BE_SHOWN} FROM verbatims JOIN documents ON documents.id = verbatims.document_id "
        "WHERE verbatims.id = :id",
        {"id": verbatim_id},
    ).fetchone()
    if row is None:
        raise NotFound(f"no verbatim {verbatim_id}: it may have been deleted with its document")
    if not row[0]:
        raise NotFound(f"verbatim {verbatim_id} may not be quoted: it is counted, never shown")
    return in_place(db, [(verbatim_id, None)])[0]


def _named(
    db: Database, measure: str | None, account: str | None, filters: Filters, *, language: str | None
) -> dict[str, str | int | None]:
    check_filters(db, filters)
    found: Measure | None = find_measure(db, measure) if measure else None
    known = db.execute("SELECT EXISTS (SELECT 1 FROM accounts WHERE id = :id)", {"id": account}).fetchone()[0]
    if account and not known:
        raise NotFound(f"no account {account!r}: need an account_id of accounts.csv")
    return {
        **narrow(db, filters).named,
        "theme": found.key if found and found.is_theme else None,
        "code": found.key if found and not found.is_theme else None,
        "account": account,
        "language": language,
    }
