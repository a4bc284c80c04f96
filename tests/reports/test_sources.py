"""The health of sources: silences are told from the usual pauses."""

from datetime import date, timedelta

from reports.source_health import Gap
from reports.sources import find_gaps

FIRST = date(2026, 1, 1)


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in numbers]


def test_two_weeks_of_silence_are_a_gap_where_something_comes_every_day() -> None:
    assert find_gaps(days(0, 1, 2, 3, 16, 17)) == ()
    assert find_gaps(days(0, 1, 2, 3, 17, 18)) == (Gap(date(2026, 1, 4), date(2026, 1, 18), 14),)


def test_a_source_that_speaks_once_a_month_has_no_gap_within_it() -> None:
    assert find_gaps(days(0, 30, 60, 90, 150)) == ()
    assert find_gaps(days(0, 30, 60, 90, 240)) == (Gap(date(2026, 4, 1), date(2026, 8, 29), 150),)


def test_one_day_or_none_has_no_gap() -> None:
    assert find_gaps(days()) == find_gaps(days(5)) == ()
