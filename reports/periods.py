"""Days, ISO weeks, months and quarters as half-open stretches of days."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.answers import PeriodName


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` on, up to but without ``until``."""

    start: date
    until: date


def period_of(day: date, period: PeriodName) -> Period:
    """Return the whole period that holds a day; weeks begin on Monday (ISO 8601)."""
    if period == "day":
        return Period(day, day + timedelta(days=1))
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))
    months = 1 if period == "month" else 3
    first = (day.month - 1) // months * months
    return Period(_month(day.year, first), _month(day.year, first + months))


def _month(year: int, index: int) -> date:
    return date(year + index // 12, index % 12 + 1, 1)


def periods(since: date, until: date, period: PeriodName) -> tuple[Period, ...]:
    """Return the whole periods that touch the days from ``since`` on, up to but without ``until``."""
    found = []
    day = since
    while day < until:
        current = period_of(day, period)
        found.append(current)
        day = current.until
    return tuple(found)
