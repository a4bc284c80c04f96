"""Themes: sizes, kinds, quotes."""

from datetime import date

import pytest

from reports.answers import Filters
from reports.themes import theme, themes
from tests.reports.conftest import Company
from voc.errors import NotFound


@pytest.fixture
def acme(company: Company) -> Company:
    company.theme("Seat limit", "Time saved")
    company.account("a", ("2025-01-01", "team"))
    company.account("b", ("2025-01-01", "team"))
    company.account("c", ("2025-01-01", "business"))
    company.account("old", ("2024-01-01", "team"), ("2025-06-01", "-"))
    limits = {"friction.limits": 0.9}
    company.say("no seats left for new people", "2026-01-03", "a", themes={"th_1": 0.7}, codes=limits)
    company.say("we ran out of licences", "2026-01-04", "a", themes={"th_1": 0.9}, codes=limits)
    company.say("seat cap again!", "2026-02-01", "b", themes={"th_1": 0.8}, codes={"friction.limits": 0.3})
    company.say("two hours a week less", "2026-02-02", "c", themes={"th_2": 0.9}, codes={})
    return company


def test_reach_is_of_all_accounts_active_in_the_days_in_view(acme: Company) -> None:
    found = themes(acme.finish())
    assert [(one.id, one.accounts, one.population, one.verbatims) for one in found.themes] == [
        ("th_1", 2, 3, 3),
        ("th_2", 1, 3, 1),
    ]
    assert found.themes[0].reach == pytest.approx(2 / 3)
    assert found.themes[0].low == pytest.approx(0.20765, abs=1e-5)
    assert (found.unit, found.ledger_version, found.coverage.verbatims) == ("accounts", 2, 4)


def test_the_kind_follows_from_the_mix_of_codes(acme: Company) -> None:
    first, second = themes(acme.finish()).themes
    assert (first.kind, first.codes) == ("friction", {"friction.limits": 1.0})
    assert (second.kind, second.codes) == ("other", {})


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ({"readiness.value_realised": 0.9}, "value"),
        ({"readiness.growth": 0.9}, "readiness"),
        ({"churn_risk.competitor": 0.9}, "churn_risk"),
        ({"friction.limits": 0.9, "readiness.limit_reached": 0.9}, "friction"),
        ({"our.own_code": 0.9}, "other"),
    ],
)
def test_each_group_of_codes_has_its_kind(company: Company, codes: dict[str, float], kind: str) -> None:
    company.theme("A theme")
    company.say("said", "2026-01-01", themes={"th_1": 0.9}, codes=codes)
    assert themes(company.finish()).themes[0].kind == kind


def test_a_small_share_of_codes_gives_no_kind(company: Company) -> None:
    company.theme("A theme")
    for number in range(4):
        codes = {"friction.price": 0.9} if number == 0 else {}
        company.say(f"said {number}", "2026-01-01", themes={"th_1": 0.9}, codes=codes)
    found = themes(company.finish()).themes[0]
    assert (found.kind, found.codes) == ("other", {"friction.price": 0.25})


def test_quotes_are_the_strongest_of_distinct_accounts(acme: Company) -> None:
    quotes = themes(acme.finish()).themes[0].quotes
    assert [(one.text, one.account_id, one.source, one.said_at) for one in quotes] == [
        ("we ran out of licences", "a", "tickets", "2026-01-04T00:00:00Z"),
        ("seat cap again!", "b", "tickets", "2026-02-01T00:00:00Z"),
    ]


def test_nothing_is_quoted_against_a_customers_wish(acme: Company) -> None:
    acme.say("never show me", "2026-02-03", "c", themes={"th_1": 1.0}, consent="no_quote")
    found = themes(acme.finish()).themes[0]
    assert found.verbatims == 4
    assert "never show me" not in [quote.text for quote in found.quotes]


def test_nearly_the_same_text_is_not_quoted_twice(acme: Company) -> None:
    acme.say("We ran out of  licences!", "2026-02-03", "c", themes={"th_1": 0.95})
    quotes = themes(acme.finish()).themes[0].quotes
    assert [quote.text for quote in quotes] == [
        "We ran out of  licences!",
        "seat cap again!",
        "no seats left for new people",
    ]


def test_filters_narrow_sizes_population_and_quotes(acme: Company) -> None:
    db = acme.finish()
    found = themes(db, filters=Filters(since=date(2026, 2, 1), until=date(2026, 3, 1), tier="team")).themes[0]
    assert (found.accounts, found.population, found.verbatims) == (1, 2, 1)
    assert [quote.text for quote in found.quotes] == ["seat cap again!"]


def test_undated_feedback_counts_as_long_as_no_dates_are_asked_for(company: Company) -> None:
    company.theme("A theme")
    company.say("said once", None, themes={"th_1": 0.9})
    company.say("said twice", None)
    db = company.finish()
    found = themes(db).themes[0]
    assert (found.accounts, found.population, found.verbatims) == (1, 2, 1)
    assert themes(db, filters=Filters(since=date(2026, 1, 1))).themes[0].verbatims == 0


def test_themes_can_be_sorted_and_picked_by_kind(acme: Company) -> None:
    db = acme.finish()
    assert [one.label for one in themes(db, sort="label").themes] == ["Seat limit", "Time saved"]
    assert [one.label for one in themes(db, sort="verbatims").themes] == ["Seat limit", "Time saved"]
    assert [one.label for one in themes(db, kind="friction").themes] == ["Seat limit"]


def test_one_theme_is_found_by_its_label(acme: Company) -> None:
    found = theme(acme.finish(), "seat limit", quotes=1)
    assert (found.id, len(found.quotes), found.accounts) == ("th_1", 1, 2)


def test_a_code_is_no_theme(acme: Company) -> None:
    with pytest.raises(NotFound, match=r"'friction\.limits' is a code, not a theme"):
        theme(acme.finish(), "friction.limits")


def test_an_empty_workspace_has_no_themes(company: Company) -> None:
    assert themes(company.finish()).themes == ()
