"""Trends: rates, denominators, gaps, partial periods, splits."""

from datetime import date

import pytest

from reports.answers import Filters, Point
from reports.trends import resolve_measure, trend
from tests.reports.conftest import Company
from voc.errors import InputError, NotFound

SEATS = {"th_1": 0.9}


@pytest.fixture
def acme(company: Company) -> Company:
    """Three accounts; documents in January, March and, up to the 10th, in April; a theme in two of them."""
    company.theme("Seat limit", "Slow boards")
    company.tiers("Team", "Business", "Starter")
    company.account("a", ("2025-01-01", "team"), industry="rail")
    company.account("b", ("2025-01-01", "team"), ("2026-03-05", "business"), industry="food")
    company.account("c", ("2025-01-01", "business"), industry="rail")
    company.say("no room for hires", "2026-01-03T09:00", "a", themes=SEATS, codes={"friction.limits": 0.9})
    company.say("still no room", "2026-01-20T09:00", "a", themes=SEATS, codes={"friction.limits": 0.3})
    company.say("slow", "2026-01-21T09:00", "c", themes={"th_2": 0.8}, source="survey", kind="survey")
    company.say("slow again", "2026-03-02T09:00", "c", themes={"th_2": 0.8}, source="survey", kind="survey")
    company.say("seats again", "2026-03-06T09:00", "b", themes=SEATS)
    company.say("fine", "2026-04-10T09:00", "c")
    return company


def reached(points: tuple[Point, ...]) -> list[tuple[str, int | None, int | None, int | None, str]]:
    return [(str(one.start), one.accounts, one.population, one.mentions, one.state) for one in points]


def test_reach_counts_accounts_and_zero_is_not_a_gap(acme: Company) -> None:
    found = trend(acme.finish(), "Seat limit")
    assert reached(found.series[0].points) == [
        ("2026-01-01", 1, 3, 2, "complete"),
        ("2026-02-01", None, None, None, "gap"),
        ("2026-03-01", 1, 3, 1, "complete"),
        ("2026-04-01", 0, 3, 0, "partial"),
    ]
    first = found.series[0].points[0]
    assert (first.reach, first.low, first.high) == pytest.approx((1 / 3, 0.06149, 0.79234), abs=1e-5)
    assert found.series[0].points[1].reach is None
    assert (found.measure, found.label, found.unit) == ("theme:th_1", "Seat limit", "accounts")
    assert (found.ledger_version, found.detector_version) == (2, "2026.1")


def test_the_tier_is_that_of_the_day_and_tiers_come_by_rank(acme: Company) -> None:
    found = trend(acme.finish(), "th_1", by=("tier",))
    assert [dict(series.segment) for series in found.series] == [{"tier": "team"}, {"tier": "business"}]
    team, business = (reached(series.points) for series in found.series)
    assert team[2] == ("2026-03-01", 0, 2, 0, "complete")
    assert business[2] == ("2026-03-01", 1, 2, 1, "complete")


def test_a_segment_may_be_named_without_its_prefix(acme: Company) -> None:
    found = trend(acme.finish(), "th_1", by=("industry",))
    assert found.by == ("segment.industry",)
    assert [dict(series.segment) for series in found.series] == [
        {"segment.industry": "food"},
        {"segment.industry": "rail"},
    ]
    assert reached(found.series[0].points)[2] == ("2026-03-01", 1, 1, 1, "complete")


def test_split_by_source_each_source_has_its_own_gaps_and_all_active_accounts(acme: Company) -> None:
    found = trend(acme.finish(), "th_2", by=("source",))
    assert [series.segment["source"] for series in found.series] == ["survey", "tickets"]
    assert reached(found.series[0].points) == [
        ("2026-01-01", 1, 3, 1, "complete"),
        ("2026-02-01", None, None, None, "gap"),
        ("2026-03-01", 1, 3, 1, "partial"),
        ("2026-04-01", None, None, None, "gap"),
    ]
    assert reached(found.series[1].points)[0] == ("2026-01-01", 0, 3, 0, "complete")


def test_a_source_that_began_later_is_a_gap_before(acme: Company) -> None:
    acme.say("a talk", "2026-03-20T09:00", "a", themes=SEATS, source="talks", kind="interview")
    points = trend(acme.finish(), "th_1", by=("source",)).series[1].points
    assert [(point.state, point.mentions) for point in points] == [
        ("gap", None),
        ("gap", None),
        ("partial", 1),
        ("gap", None),
    ]


def test_two_dimensions_give_every_pair_that_has_a_population(acme: Company) -> None:
    found = trend(acme.finish(), "th_1", by=("tier", "industry"))
    assert [tuple(series.segment.values()) for series in found.series] == [
        ("team", "food"),
        ("team", "rail"),
        ("business", "food"),
        ("business", "rail"),
    ]
    assert [tuple(s.segment.values()) for s in trend(acme.db, "th_1", by=("source", "tier")).series] == [
        ("survey", "team"),
        ("survey", "business"),
        ("tickets", "team"),
        ("tickets", "business"),
    ]


def test_a_filter_by_source_moves_the_horizon_and_makes_silence_a_gap(acme: Company) -> None:
    found = trend(acme.finish(), "th_2", filters=Filters(source="survey"))
    assert reached(found.series[0].points) == [
        ("2026-01-01", 1, 3, 1, "complete"),
        ("2026-02-01", None, None, None, "gap"),
        ("2026-03-01", 1, 3, 1, "partial"),
    ]
    assert found.filters == {"source": "survey"}


def test_a_period_that_the_dates_cut_is_partial(acme: Company) -> None:
    filters = Filters(since=date(2026, 1, 10), until=date(2026, 3, 6))
    found = trend(acme.finish(), "th_1", filters=filters)
    assert reached(found.series[0].points) == [
        ("2026-01-01", 1, 3, 1, "partial"),
        ("2026-02-01", None, None, None, "gap"),
        ("2026-03-01", 0, 3, 0, "partial"),
    ]


def test_a_code_counts_at_the_strict_point(acme: Company) -> None:
    found = trend(acme.finish(), "friction.limits")
    assert found.measure == "code:friction.limits"
    assert reached(found.series[0].points)[0] == ("2026-01-01", 1, 3, 1, "complete")


def test_an_account_without_an_active_spell_counts_in_mentions_alone(acme: Company) -> None:
    acme.account("gone", ("2024-01-01", "team"), ("2025-01-01", "-"))
    acme.say("we left for the seats", "2026-01-05T09:00", "gone", themes=SEATS)
    acme.say("who are we", "2026-01-06T09:00", None, themes=SEATS)
    found = trend(acme.finish(), "th_1")
    assert reached(found.series[0].points)[0] == ("2026-01-01", 1, 3, 4, "complete")


def test_a_filter_by_tier_narrows_both_sides_of_the_rate(acme: Company) -> None:
    found = trend(acme.finish(), "th_1", filters=Filters(tier="business"))
    assert reached(found.series[0].points)[2] == ("2026-03-01", 1, 2, 1, "complete")


def test_changes_in_view_are_marked(acme: Company) -> None:
    acme.change("old", "2024-01-01", "team")
    acme.change("seats", "2026-03-05", "team")
    marks = trend(acme.finish(), "th_1").changes
    assert [(mark.id, str(mark.effective_on), mark.exposes) for mark in marks] == [
        ("seats", "2026-03-05", ("team",))
    ]


def test_coverage_says_what_the_answer_rests_on(acme: Company) -> None:
    acme.say("no date", None, "a")
    found = trend(acme.finish(), "th_1").coverage
    assert (found.documents, found.verbatims, found.undated, found.without_account) == (7, 7, 1, 0)
    assert found.unthemed == pytest.approx(2 / 7)


def test_without_accounts_documents_are_the_unit(company: Company) -> None:
    company.theme("Seat limit")
    company.say("one", "2026-01-03", themes=SEATS)
    company.say("two", "2026-01-04", source="survey", kind="survey")
    company.say("three", "2026-02-01", themes=SEATS)
    found = trend(company.finish(), "th_1")
    assert found.unit == "documents"
    assert reached(found.series[0].points) == [
        ("2026-01-01", 1, 2, 1, "complete"),
        ("2026-02-01", 1, 1, 1, "partial"),
    ]
    by_source = trend(company.db, "th_1", by=("source",)).series
    assert reached(by_source[1].points)[0] == ("2026-01-01", 1, 1, 1, "complete")


def test_without_dates_there_are_no_points(company: Company) -> None:
    company.theme("Seat limit")
    company.say("one", None, themes=SEATS)
    assert trend(company.finish(), "th_1").series[0].points == ()


def test_a_measure_is_found_by_id_label_or_code(acme: Company) -> None:
    db = acme.finish()
    for text in ("theme:th_1", "th_1", "seat LIMIT"):
        assert resolve_measure(db, text) == "theme:th_1"
    for text in ("code:friction.limits", "friction.limits"):
        assert resolve_measure(db, text) == "code:friction.limits"


def test_an_unknown_measure_is_answered_with_what_is_near(acme: Company) -> None:
    with pytest.raises(NotFound, match="no theme or code 'Seat limits': near it are 'Seat limit'") as raised:
        trend(acme.finish(), "Seat limits")
    assert str(raised.value).endswith("run 'voc themes' to see what there is")


def test_unknown_dimensions_and_filters_name_what_there_is(acme: Company) -> None:
    db = acme.finish()
    with pytest.raises(NotFound, match=r"by 'size': this workspace has tier, source, segment\.industry"):
        trend(db, "th_1", by=("size",))
    with pytest.raises(InputError, match="need one or two different names"):
        trend(db, "th_1", by=("tier", "tier"))
    with pytest.raises(NotFound, match="no tier 'gold': there is business, team"):
        trend(db, "th_1", filters=Filters(tier="gold"))
    with pytest.raises(NotFound, match="no source 'mail': there is survey, tickets"):
        trend(db, "th_1", filters=Filters(source="mail"))
    with pytest.raises(NotFound, match=r"no segment\.industry 'sea': there is food, rail"):
        trend(db, "th_1", filters=Filters(segments={"industry": "sea"}))
    with pytest.raises(InputError, match="holds no day"):
        trend(db, "th_1", filters=Filters(since=date(2026, 2, 1), until=date(2026, 2, 1)))
