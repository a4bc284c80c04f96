"""Themes with their size, reach, mix of codes and most telling quotes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from sqlite_utils import Database

from reports.answers import NO_FILTERS, Filters, ThemeAnswer, Themes, Unit
from reports.coverage import coverage
from reports.dimensions import check_filters
from reports.extent import read_voice
from reports.intervals import wilson
from reports.measures import THEME, find_measure
from reports.mixes import NO_MIX, Mix, theme_mixes
from reports.narrowing import MATCHING_ACCOUNTS, ROLLUPS, Narrowed, narrow
from reports.periods import Period
from reports.population import active_unit, population
from reports.quotes import strongest_quotes
from voc.errors import NotFound
from voc.records import ThemeKind
from voc.store.analysis import TAKES_PART
from voc.store.themes import StoredTheme, ledger_version, read_themes

Sort: TypeAlias = Literal["reach", "verbatims", "label"]
LIVING = ("active", "proposed")

# An undated verbatim stands in no rollup; it counts as long as no date or tier is asked for. CROSS JOIN
# makes SQLite begin with the undated documents, which are few.
UNDATED = f"""
undated AS (
    SELECT verbatims.id AS verbatim_id, documents.id AS document_id, documents.account_id
    FROM documents CROSS JOIN utterances ON utterances.document_id = documents.id
    CROSS JOIN verbatims ON verbatims.utterance_id = utterances.id
    WHERE :whole AND documents.said_at IS NULL AND utterances.said_at IS NULL AND {TAKES_PART}
        AND (:source IS NULL OR documents.source_id = :source)
        AND (:segments IS NULL OR documents.account_id IN ({MATCHING_ACCOUNTS}))
)
"""

MENTIONED = f"""
WITH {UNDATED}
SELECT measure, account_id, document_id, mentions FROM rollups
WHERE measure >= 'theme:' AND measure < 'theme;' AND {ROLLUPS}
UNION ALL
SELECT 'theme:' || theme_id, account_id, document_id, 1 FROM undated CROSS JOIN mentions USING (verbatim_id)
"""

DOCUMENTS = f"""
WITH {UNDATED}
SELECT COUNT(*) FROM (
    SELECT document_id FROM rollups WHERE measure = 'all' AND {ROLLUPS}
    UNION SELECT document_id FROM undated)
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
    narrowed = narrow(db, check_filters(db, filters))
    ground = _ground(db, narrowed, confidence)
    living = [_answer(one, ground) for one in read_themes(db) if one.status in LIVING]
    chosen = _sorted([one for one in living if kind in (None, one.kind)], sort)
    return Themes(
        unit=ground.unit,
        ledger_version=ledger_version(db),
        confidence=confidence,
        filters=filters.shown(),
        themes=tuple(_quoted(db, one, quotes, narrowed) for one in chosen),
        coverage=coverage(db, narrowed),
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
    narrowed = narrow(db, check_filters(db, filters))
    ground = _ground(db, narrowed, confidence)
    stored = next(one for one in read_themes(db) if one.id == found.key)
    return _quoted(db, _answer(stored, ground), quotes, narrowed)


def _quoted(db: Database, answer: ThemeAnswer, limit: int, narrowed: Narrowed) -> ThemeAnswer:
    return replace(answer, quotes=strongest_quotes(db, answer.id, limit=limit, narrowed=narrowed))


def _ground(db: Database, narrowed: Narrowed, confidence: float) -> Ground:
    unit = active_unit(db)
    total, active = _whole(db, narrowed, unit)
    sizes: dict[str, Size] = defaultdict(Size)
    for measure, account, document, mentions in db.execute(MENTIONED, dict(narrowed.named)):
        size = sizes[measure]
        size.verbatims += mentions
        if unit == "documents":
            size.who.add(document)
        elif account in active:
            size.who.add(account)
    return Ground(unit=unit, population=total, confidence=confidence, sizes=sizes, mixes=theme_mixes(db))


def _whole(db: Database, narrowed: Narrowed, unit: Unit) -> tuple[int, frozenset[str]]:
    """Return the population over all days in view and, where it is of accounts, their ids."""
    if unit == "documents":
        return int(db.execute(DOCUMENTS, dict(narrowed.named)).fetchone()[0]), frozenset()
    days = days_in_view(db, narrowed.filters)
    active = frozenset(account for _, account in population(db, (days,), filters=narrowed.filters).ranges)
    return len(active), active


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
    mix = ground.mixes.get(stored.id, NO_MIX)
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
        quotes=(),
    )


def _sorted(answers: Sequence[ThemeAnswer], sort: Sort) -> list[ThemeAnswer]:
    if sort == "label":
        return sorted(answers, key=lambda one: (one.label.casefold(), one.id))
    if sort == "verbatims":
        return sorted(answers, key=lambda one: (-one.verbatims, one.label, one.id))
    return sorted(answers, key=lambda one: (-(one.reach or 0.0), -one.verbatims, one.label, one.id))
