"""Dates and times as vendors write them."""

from datetime import UTC, datetime

import pytest

from ingestion.times import DateOrder, Zone, find_order, has_open_order, local_zone, read_moment

BERLIN = Zone("Europe/Berlin", assumed=True)


@pytest.mark.parametrize(
    ("value", "order", "expected"),
    [
        ("2026-03-02T14:05:00Z", "month_first", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("2026-03-02 14:05:00 UTC", "month_first", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("2026-03-02T14:05:00+05:30", "month_first", datetime(2026, 3, 2, 8, 35, tzinfo=UTC)),
        ("2026-03-02 14:05", "month_first", datetime(2026, 3, 2, 13, 5, tzinfo=UTC)),
        ("2026-07-02 14:05", "month_first", datetime(2026, 7, 2, 12, 5, tzinfo=UTC)),
        ("3/2/2026 2:05:09 PM", "month_first", datetime(2026, 3, 2, 13, 5, 9, tzinfo=UTC)),
        ("3/2/2026 12:05 am", "month_first", datetime(2026, 3, 1, 23, 5, tzinfo=UTC)),
        ("3/2/26 14:05", "month_first", datetime(2026, 3, 2, 13, 5, tzinfo=UTC)),
        ("03/02/2026", "day_first", datetime(2026, 2, 3, tzinfo=UTC)),
        ("25/02/2026", "month_first", datetime(2026, 2, 25, tzinfo=UTC)),
        ("2.3.2026 14:05", "month_first", datetime(2026, 3, 2, 13, 5, tzinfo=UTC)),
        ("2026/03/02 2:05:09 PM GMT+1", "month_first", datetime(2026, 3, 2, 13, 5, 9, tzinfo=UTC)),
        ("Mar 2, 2026", "month_first", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2 March 2026 at 14:05", "month_first", datetime(2026, 3, 2, 13, 5, tzinfo=UTC)),
        ("1772460300", "month_first", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("1772460300000", "month_first", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
    ],
)
def test_a_time_is_brought_to_utc(value: str, order: DateOrder, expected: datetime) -> None:
    moment = read_moment(value, order=order, zone=BERLIN)
    assert moment is not None
    assert moment.at == expected


@pytest.mark.parametrize(
    "value", ["yesterday", "13/13/2026", "2026-02-30", "20260302", "42", "0", "a/b", "9" * 80]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert read_moment(value, order="month_first", zone=BERLIN) is None


def test_a_stated_zone_is_kept_and_a_missing_one_marked_as_assumed() -> None:
    stated = read_moment("2026-03-02T14:05:00+05:30", order="month_first", zone=BERLIN)
    silent = read_moment("2026-03-02 14:05", order="month_first", zone=BERLIN)
    assert stated is not None
    assert silent is not None
    assert (stated.zone, stated.assumed) == ("+05:30", False)
    assert (silent.zone, silent.assumed) == ("Europe/Berlin", True)
    assert local_zone("UTC", "Asia/Tokyo") == Zone("Asia/Tokyo", assumed=False)
    assert local_zone("UTC", None, "No/Where") == Zone("UTC", assumed=True)


def test_a_column_proves_its_order_of_day_and_month() -> None:
    assert find_order(["1/2/2026", "13/2/2026"]) == "day_first"
    assert find_order(["1/2/2026", "2/13/2026"]) == "month_first"
    assert find_order(["1.2.2026"]) == "day_first"
    assert find_order(["1/2/2026", "2026-02-13"]) is None
    assert has_open_order("1/2/2026")
    assert not has_open_order("2026-02-01")
