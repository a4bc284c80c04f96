"""Themes with their size, reach, mix of codes and most telling quotes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, TypeAlias

from sqlite_utils import Database

from reports.answers import NO_FILTERS, Filters, Quote, ThemeAnswer, Themes, Unit
from reports.coverage import coverage
from reports.dimensions import check_filters
from reports.extent import read_voice
from reports.intervals import wilson
from reports.measures import THEME, find_measure
from reports.mixes import Mix, theme_mixes
from reports.narrowing import MATCHING_ACCOUNTS, ROLLUPS, parameters
from reports.periods import Period
from reports.population import active_unit, population
from reports.quotes import strongest_quotes
from voc.errors import NotFound
from voc.records import ThemeKind
from voc.store.analysis import TAKES_PART
from voc.store.themes import StoredTheme, ledger_version, read_themes

Sort: TypeAlias = Literal["reach", "verbatims", "label"]
LIVING = ("active", "proposed")

# An undated verbatim stands in no rollup; it counts as long as no date or tier is asked for.
MENTIONED = f"""
WITH undated AS (
    SELECT verbatims.id AS verbatim_id, documents.id AS document_id, documents.account_id
    FROM documents JOIN utterances ON utterances.document_id = documents.id
    JOIN verbatims ON verbatims.utterance_id = utterances.id
    WHERE :whole AND documents.said_at IS NULL AND utterances.said_at IS NULL AND {TAKES_PART}
        AND (:source IS NULL OR documents.source_id = :source)
        AND (:segments IS NULL OR documents.account_id IN ({MATCHING_ACCOUNTS}))
)
SELECT measure, account_id, document_id, SUM(mentions) FROM rollups
WHERE (measure = 'all' OR measure >= 'theme:' AND measure < 'theme;') AND {ROLLUPS}
GROUP BY measure, document_id
UNION ALL
SELECT 'all', account_id, document_id, COUNT(*) FROM undated GROUP BY document_id
UNION ALL
SELECT 'theme:' || theme_id, account_id, document_id, COUNT(*)
FROM undated JOIN mentions USING (verbatim_id) GROUP BY theme_id, document_id
"""


@dataclass(slots=True)
class Size:
    """How often a theme was mentioned and by whom; filled row by row."""

    verbatims: int = 0
    who: set[str | int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ground:
    """What all themes of an answer share: the unit, the population, and what was found of each theme."""

    unit: Unit
    population: int
    confidence: float
    sizes: Mapping[str, Size]
    mixes: Mapping[str, Mix]
    quotes: Mapping[str, tuple[Quote, ...]]


def themes(
    db: Database,
    *,
    filters: Filters = NO_FILTERS,
    confidence: float = 0.95,
    quotes: int = 3,
    sort: Sort = "reach",
    kind: ThemeKind | None = None,
) -> Themes:
    """Return all living themes, or those of one kind, with up to ``quotes`` quotes each.

    Reach is the accounts that mention a theme over those active at any time in the days in view, with
    Wilson's interval. Raises NotFound for a filter value that the workspace does not have.
    """
    check_filters(db, filters)
    ground = _ground(db, filters, confidence=confidence, quotes=quotes)
    living = [_answer(theme, ground) for theme in read_themes(db) if theme.status in LIVING]
    return Themes(
        unit=ground.unit,
        ledger_version=ledger_version(db),
        confidence=confidence,
        filters=filters.shown(),
        themes=tuple(_sorted([one for one in living if kind in (None, one.kind)], sort)),
        coverage=coverage(db, filters),
    )


def theme(
    db: Database,
    id_or_label: str,
    *,
    filters: Filters = NO_FILTERS,
    confidence: float = 0.95,
    quotes: int = 10,
) -> ThemeAnswer:
    """Return one theme, found by its id or its label, whatever its status.

    Raises NotFound, with the nearest names, where there is none.
    """
    found = find_measure(db, id_or_label)
    if not found.is_theme:
        raise NotFound(f"{id_or_label!r} is a code, not a theme: run 'voc themes' to see the themes")
    check_filters(db, filters)
    ground = _ground(db, filters, confidence=confidence, quotes=quotes, only=found.key)
    return next(_answer(one, ground) for one in read_themes(db) if one.id == found.key)


def _ground(
    db: Database, filters: Filters, *, confidence: float, quotes: int, only: str | None = None
) -> Ground:
    unit = active_unit(db)
    rows = db.execute(MENTIONED, parameters(filters)).fetchall()
    total, active = _whole(db, filters, unit, documents=len({row[2] for row in rows if row[0] == "all"}))
    sizes: dict[str, Size] = defaultdict(Size)
    for measure, account, document, mentions in rows:
        size = sizes[measure]
        size.verbatims += mentions
        if unit == "documents":
            size.who.add(document)
        elif account in active:
            size.who.add(account)
    return Ground(
        unit=unit,
        population=total,
        confidence=confidence,
        sizes=sizes,
        mixes=theme_mixes(db),
        quotes=strongest_quotes(db, limit=quotes, filters=filters, theme=only),
    )


def _whole(db: Database, filters: Filters, unit: Unit, *, documents: int) -> tuple[int, frozenset[str]]:
    """Return the population over all days in view and, where it is of accounts, their ids."""
    if unit == "documents":
        return documents, frozenset()
    active = population(db, (days_in_view(db, filters),), filters=filters)
    return sum(sum(counts) for counts in active.counts.values()), frozenset(
        account for _, account in active.ranges
    )


def days_in_view(db: Database, filters: Filters) -> Period:
    """Return the days from the first document to the last, or as the filter narrows them.

    Without any dated document the view is all of time.
    """
    voice = read_voice(db, source=filters.source)
    first, after = (voice.first, voice.horizon + timedelta(days=1)) if voice else (date.min, date.max)
    since, until = max(first, filters.since or first), min(after, filters.until or after)
    return Period(since, max(since, until))


def _answer(stored: StoredTheme, ground: Ground) -> ThemeAnswer:
    size = ground.sizes.get(THEME + stored.id, Size())
    mix = ground.mixes.get(stored.id, Mix())
    hits, total = len(size.who), ground.population
    low, high = wilson(hits, total, confidence=ground.confidence)
    return ThemeAnswer(
        id=stored.id,
        label=stored.label,
        description=stored.description,
        kind=mix.kind,
        codes=mix.codes,
        parent=stored.parent_id,
        status=stored.status,
        pinned=stored.pinned,
        keywords=stored.keywords,
        verbatims=size.verbatims,
        accounts=hits,
        population=total,
        reach=hits / total if total else None,
        low=low if total else None,
        high=high if total else None,
        stability=None,
        precision=None,
        quotes=ground.quotes.get(stored.id, ()),
    )


def _sorted(answers: Sequence[ThemeAnswer], sort: Sort) -> list[ThemeAnswer]:
    if sort == "label":
        return sorted(answers, key=lambda one: (one.label.casefold(), one.id))
    if sort == "verbatims":
        return sorted(answers, key=lambda one: (-one.verbatims, one.label, one.id))
    return sorted(answers, key=lambda one: (-(one.reach or 0.0), -one.verbatims, one.label, one.id))
