"""Figures, days and words as a page writes them."""

from datetime import date

import pytest

from reports.answers import SignalMark
from voc.web.words import (
    Piece,
    axis_end,
    day,
    dimension,
    evidence,
    interval,
    number,
    percent,
    period_name,
    timecode,
    web_link,
)


def test_shares_keep_a_digit_unless_they_are_whole() -> None:
    assert [percent(share) for share in (0.0, 0.0606, 1.0, None)] == [
        "0\u202f%",
        "6.1\u202f%",
        "100\u202f%",
        "\u2013",
    ]


def test_an_interval_is_written_once_with_its_sign() -> None:
    assert interval(0.0364, 0.0993) == "3.6\u20139.9\u202f%"
    assert interval(None, None) == "\u2013"


def test_an_axis_ends_at_a_round_share() -> None:
    assert [round(axis_end(widest), 2) for widest in (0.0, 0.03, 0.17, 0.862, 0.97)] == [
        0.05,
        0.05,
        0.2,
        0.9,
        1,
    ]


def test_numbers_and_days_are_written_for_people() -> None:
    assert number(16020) == "16,020"
    assert day("2026-03-02T09:00:00Z") == "2 Mar 2026"
    assert day(None) == "undated"
    assert dimension("segment.company_size") == "company size"
    assert [timecode(value) for value in (61_000, 3_723_000, None)] == ["1:01", "1:02:03", ""]


@pytest.mark.parametrize(
    ("period", "name"), [("month", "Apr 2026"), ("quarter", "Q2 2026"), ("week", "6 Apr 2026")]
)
def test_a_period_is_called_by_its_name(period: str, name: str) -> None:
    assert period_name(date(2026, 4, 6), period) == name


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "https:", "http://[", None, ""]
)
def test_only_web_links_are_links(link: str | None) -> None:
    assert web_link(link) is None


def test_a_web_link_is_a_link() -> None:
    assert web_link("https://desk.example/1") == "https://desk.example/1"


def test_evidence_that_overlaps_is_one_piece() -> None:
    marks = (
        SignalMark("friction.price", 0.9, 4, 9, strict=True),
        SignalMark("friction.limits", 0.8, 7, 12, strict=True),
    )
    assert evidence("the price went up", marks) == (
        Piece("the ", marked=False),
        Piece("price we", marked=True),
        Piece("nt up", marked=False),
    )
    assert evidence("", marks) == ()
