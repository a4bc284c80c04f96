"""The trend panel: what can be chosen, the chosen trend, its quotes and its figures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlite_utils import Database

from reports.answers import Finding, SignalMark, Trend, VerbatimAnswer
from reports.dimensions import dimensions, tier_order
from reports.measures import CODE, Measure, all_measures
from reports.trends import resolve_measure, trend
from reports.verbatims import Counted, count, verbatims
from voc.api.filters import TrendShape
from voc.records import ThemeKind
from voc.settings import Settings

QUOTES = 6
PERIODS = ("week", "month", "quarter")


class PageQuery(TrendShape):
    """What the overview page may be asked; without a measure it chooses one."""

    measure: str | None = None
    kind: ThemeKind | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form of the panel offers."""

    themes: tuple[Measure, ...]
    codes: tuple[Measure, ...]
    dimensions: tuple[str, ...]
    tiers: tuple[str, ...]
    sources: tuple[str, ...]
    periods: tuple[str, ...] = PERIODS


@dataclass(frozen=True, slots=True)
class TrendPanel:
    """A trend with all that the page shows of it; ``query`` is the address of the same trend elsewhere."""

    choices: Choices
    trend: Trend
    quotes: tuple[VerbatimAnswer, ...]
    counted: Counted
    query: str
    quotes_query: str

    @property
    def split(self) -> str:
        """The dimension that the form shows as chosen, empty where there is none."""
        return self.trend.by[0] if self.trend.by else ""

    def marks(self, answer: VerbatimAnswer) -> tuple[SignalMark, ...]:
        """Return the evidence to show in a quote: of the code that the trend is of, else of all codes."""
        if not self.trend.measure.startswith(CODE):
            return answer.signals
        return tuple(mark for mark in answer.signals if CODE + mark.code == self.trend.measure)


def read_choices(db: Database, sources: tuple[str, ...]) -> Choices:
    """Return what a trend can be asked of and split by."""
    measures = all_measures(db)
    splits = dimensions(db)
    return Choices(
        themes=tuple(one for one in measures if one.is_theme),
        codes=tuple(one for one in measures if not one.is_theme),
        dimensions=splits,
        tiers=tier_order(db) if "tier" in splits else (),
        sources=sources,
    )


def trend_panel(
    db: Database, settings: Settings, asked: PageQuery, *, choices: Choices, preferred: Finding | None = None
) -> TrendPanel | None:
    """Return the panel of the measure that was asked for, else of the preferred, else of the first one.

    None where the workspace has neither themes nor codes yet.
    """
    text = asked.measure or (preferred and preferred.measure)
    by = asked.by if asked.measure or preferred is None else preferred.by
    every = (*choices.themes, *choices.codes)
    if text is None and not every:
        return None
    measure = resolve_measure(db, text) if text else every[0].id
    filters = asked.filters()
    answer = trend(
        db,
        measure,
        period=asked.period,
        by=by,
        filters=filters,
        confidence=settings.confidence,
    )
    narrowed = filters.shown()
    query = {"measure": measure, "period": answer.period, **narrowed}
    if answer.by:
        query["by"] = ",".join(answer.by)
    return TrendPanel(
        choices=choices,
        trend=answer,
        quotes=verbatims(db, measure=measure, filters=filters, limit=QUOTES),
        counted=count(db, measure=measure, filters=filters),
        query=urlencode(query),
        quotes_query=urlencode({"measure": measure, **narrowed}),
    )
