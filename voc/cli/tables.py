"""Answers as narrow tables for the terminal; every figure that is left out here is in JSON and CSV."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from reports.answers import AccountAnswer, ChangeAnswer, Point, Themes, Trend, VerbatimAnswer

Table: TypeAlias = tuple[tuple[str, ...], list[tuple[object, ...]]]
NOTHING = "-"


def theme_table(answer: "Themes") -> Table:
    """Return themes with reach and interval in per cent."""
    columns = (
        "id",
        "theme",
        "kind",
        f"reach % of {answer.unit}",
        "interval",
        answer.unit,
        "verbatims",
        "codes",
    )
    return columns, [
        (
            theme.id,
            theme.label + (" (proposed)" if theme.status == "proposed" else ""),
            theme.kind,
            percent(theme.reach),
            interval(theme.low, theme.high),
            theme.accounts,
            theme.verbatims,
            _shares(theme.codes),
        )
        for theme in answer.themes
    ]


def trend_table(answer: "Trend") -> Table:
    """Return a trend with a row a period and, where it is split, a column a segment."""
    if len(answer.series) == 1:
        single = ("period", "reach %", "interval", answer.unit, "population", "mentions", "state")
        return single, [_point(point) for point in answer.series[0].points]
    names = [" / ".join(series.segment.values()) for series in answer.series]
    columns = ("period", *names, "state")
    rows: list[tuple[object, ...]] = []
    for points in zip(*(series.points for series in answer.series), strict=True):
        cells = (f"{percent(point.reach)}  ({point.accounts} of {point.population})" for point in points)
        gaps = (NOTHING if point.state == "gap" else cell for point, cell in zip(points, cells, strict=True))
        rows.append((points[0].start.isoformat(), *gaps, _state([point.state for point in points])))
    return columns, rows


def _point(point: "Point") -> tuple[object, ...]:
    return (
        point.start.isoformat(),
        percent(point.reach),
        interval(point.low, point.high),
        point.accounts,
        point.population,
        point.mentions,
        point.state,
    )


def _state(states: Sequence[str]) -> str:
    return states[0] if len(set(states)) == 1 else "mixed"


def verbatim_table(answers: Sequence["VerbatimAnswer"]) -> Table:
    """Return quotes with who said them where, and the codes found in them."""
    columns = ("id", "quote", "said", "account", "tier", "source", "codes")
    return columns, [
        (
            answer.quote.verbatim_id,
            answer.quote.text + (f" (and {answer.quote.alike} more alike)" if answer.quote.alike else ""),
            (answer.quote.said_at or NOTHING)[:10],
            answer.quote.account_id,
            answer.tier,
            answer.quote.source,
            ", ".join(answer.quote.codes),
        )
        for answer in answers
    ]


def account_table(answers: Sequence["AccountAnswer"]) -> Table:
    """Return accounts with the codes most heard from them."""
    columns = ("id", "account", "tier", "ARR", "renewal", "mentions", "last said", "most heard")
    return columns, [
        (
            answer.id,
            answer.name,
            answer.tier,
            answer.arr,
            answer.renewal_on,
            answer.mentions,
            answer.last_said_on,
            ", ".join(f"{code} {number}" for code, number in list(answer.codes.items())[:3]),
        )
        for answer in answers
    ]


def change_table(answers: Sequence["ChangeAnswer"]) -> Table:
    """Return packaging changes with the accounts that they expose."""
    columns = ("id", "change", "kind", "effective", "tiers", "mode", "exposed accounts", "could move")
    return columns, [
        (
            answer.id,
            answer.name,
            answer.kind,
            answer.effective_on,
            ", ".join(answer.tiers),
            answer.mode,
            answer.exposed_accounts,
            ", ".join(answer.affects),
        )
        for answer in answers
    ]


def percent(share: float | None) -> str:
    """Return a share in per cent with one decimal, a sign where there is none."""
    return NOTHING if share is None else f"{share:.1%}".removesuffix("%")


def interval(low: float | None, high: float | None) -> str:
    """Return an interval of shares in per cent."""
    return NOTHING if low is None or high is None else f"{percent(low)} to {percent(high)}"


def _shares(codes: Mapping[str, float]) -> str:
    return ", ".join(f"{code} {share:.0%}" for code, share in list(codes.items())[:2])
