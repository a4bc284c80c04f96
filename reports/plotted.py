"""What the charts plot: each point and theme as flat values, with the words of its tooltip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from reports.answers import PeriodName, Point, Series, ThemeAnswer, Trend, Unit
from reports.periods import period_of
from reports.wording import percent

Value: TypeAlias = dict[str, str | int | float | None]

LEVELS = 3
ROOM_FOR_NAMES = 1.2


@dataclass(frozen=True, slots=True)
class Label:
    """A change's name on a chart: at which of three heights, and on which side of its rule."""

    value: Value
    level: int
    leftward: bool


def name_of(series: Series) -> str:
    """Return what a segment is called in a legend."""
    return ", ".join(series.segment.values()) or "all"


def largest(series: Sequence[Series], most: int) -> tuple[Series, ...]:
    """Return the series with the largest population at any time, in the order in which they come."""
    ranked = sorted(series, key=lambda one: -max((point.population or 0 for point in one.points), default=0))
    kept = {id(one) for one in ranked[:most]}
    return tuple(one for one in series if id(one) in kept)


def trend_values(trend: Trend, shown: Sequence[Series]) -> list[Value]:
    """Return the points of a trend, a complete and a partial one under different names.

    A gap keeps its place with nothing in it, which is what breaks a line.
    """
    return [_point(point, trend.period, name_of(series)) for series in shown for point in series.points]


def _point(point: Point, period: PeriodName, segment: str) -> Value:
    complete = point.state == "complete"
    partial = point.state == "partial"
    span = period_of(point.start, period)
    return {
        "segment": segment,
        "middle": (span.start + (span.until - span.start) / 2).isoformat(),
        "period": period_name(point.start, period),
        "complete": _rounded(point.reach) if complete else None,
        "low_complete": _rounded(point.low) if complete else None,
        "high_complete": _rounded(point.high) if complete else None,
        "partial": _rounded(point.reach) if partial else None,
        "low_partial": _rounded(point.low) if partial else None,
        "high_partial": _rounded(point.high) if partial else None,
        "rate": _interval(point.reach, point.low, point.high),
        "of": f"{point.accounts} of {point.population}",
        "mentions": point.mentions,
        "state": point.state,
    }


def ceiling(trend: Trend) -> float:
    """Return the share at which a chart ends: above every point and every interval.

    Where segments share a chart it is nine in ten of the intervals, because those of a segment with few
    accounts would press everything else flat.
    """
    points = [point for series in trend.series for point in series.points]
    highs = sorted(point.high for point in points if point.high is not None)
    top = max((point.reach for point in points if point.reach is not None), default=0.0)
    if not highs:
        return 1.0
    share = 9 * len(highs) // 10 if len(trend.series) > 1 else -1
    room = ROOM_FOR_NAMES if trend.changes else 1.0
    return min(1.0, room * max(1.2 * top, highs[share], 0.01))


def period_name(start: date, period: PeriodName) -> str:
    """Return a period as people call it: ``2026-03-02``, ``2026-W10``, ``March 2026``, ``2026 Q1``."""
    if period == "day":
        return start.isoformat()
    if period == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return f"{start:%B %Y}" if period == "month" else f"{start.year} Q{(start.month + 2) // 3}"


def theme_values(themes: Sequence[ThemeAnswer], unit: Unit) -> list[Value]:
    """Return the themes with their reach and interval, in their order."""
    return [
        {
            "label": theme.label,
            "kind": theme.kind,
            "reach": _rounded(theme.reach),
            "low": _rounded(theme.low),
            "high": _rounded(theme.high),
            "rate": _interval(theme.reach, theme.low, theme.high),
            "of": f"{theme.accounts} of {theme.population} {unit}",
            "verbatims": theme.verbatims,
        }
        for theme in themes
    ]


def change_labels(trend: Trend) -> tuple[Label, ...]:
    """Return the names of the changes; one near the right edge stands to the left of its rule."""
    return tuple(_labels(trend))


def _labels(trend: Trend) -> Iterator[Label]:
    starts = [point.start for series in trend.series for point in series.points]
    if not starts:
        return
    first, last = min(starts), max(starts)
    for number, change in enumerate(trend.changes):
        yield Label(
            value={
                "on": change.effective_on.isoformat(),
                "day": change.effective_on.isoformat(),
                "name": change.name,
            },
            level=number % LEVELS,
            leftward=(change.effective_on - first) > (last - first) * 0.6,
        )


def _interval(reach: float | None, low: float | None, high: float | None) -> str | None:
    if reach is None or low is None or high is None:
        return None
    return f"{percent(reach)} ({100 * low:.1f} to {percent(high)})"


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
