"""Periods of days."""

from datetime import date

import pytest

from reports.answers import PeriodName
from reports.periods import Period, period_of, periods


@pytest.mark.parametrize(
    ("period", "start", "until"),
    [
        ("day", date(2026, 1, 1), date(2026, 1, 2)),
        ("week", date(2025, 12, 29), date(2026, 1, 5)),
        ("month", date(2026, 1, 1), date(2026, 2, 1)),
        ("quarter", date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_a_period_holds_the_day_that_it_is_asked_for(period: PeriodName, start: date, until: date) -> None:
    assert period_of(date(2026, 1, 1), period) == Period(start, until)


def test_the_last_month_of_a_year_ends_in_the_next() -> None:
    assert period_of(date(2025, 12, 31), "month") == Period(date(2025, 12, 1), date(2026, 1, 1))
    assert period_of(date(2025, 12, 31), "quarter") == Period(date(2025, 10, 1), date(2026, 1, 1))


def test_periods_cover_every_day_and_end_before_the_excluded_one() -> None:
    assert [one.start for one in periods(date(2026, 1, 31), date(2026, 3, 1), "month")] == [
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


def test_no_days_give_no_periods() -> None:
    assert periods(date(2026, 1, 1), date(2026, 1, 1), "day") == ()
