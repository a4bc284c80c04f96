"""Who counts as active, when and where."""

from datetime import date

import pytest

from reports.answers import NO_FILTERS, Filters
from reports.periods import periods
from reports.population import active_unit, population
from tests.reports.conftest import Company

MONTHS = periods(date(2026, 1, 1), date(2026, 4, 1), "month")


@pytest.fixture
def three(company: Company) -> Company:
    company.account("a", ("2025-06-01", "team"), ("2026-02-10", "business"), size="big")
    company.account("b", ("2026-01-15", "team"), ("2026-02-01", "-"), size="small")
    company.account("c", ("2026-03-31", "team"))
    return company


def test_an_account_counts_in_each_tier_whose_spell_overlaps_the_period(three: Company) -> None:
    found = population(three.finish(), MONTHS, by=("tier",), filters=NO_FILTERS)
    assert found.counts == {("team",): (2, 1, 1), ("business",): (0, 1, 1)}


def test_an_account_that_changes_tier_counts_once_in_all(three: Company) -> None:
    assert population(three.finish(), MONTHS, filters=NO_FILTERS).counts == {(): (2, 1, 2)}


def test_a_segment_counts_only_accounts_that_have_a_value(three: Company) -> None:
    found = population(three.finish(), MONTHS, by=("segment.size",), filters=NO_FILTERS)
    assert found.counts == {("big",): (1, 1, 1), ("small",): (1, 0, 0)}


def test_filters_narrow_the_population(three: Company) -> None:
    db = three.finish()
    assert population(db, MONTHS, filters=Filters(tier="business")).counts == {(): (0, 1, 1)}
    assert population(db, MONTHS, filters=Filters(segments={"size": "small"})).counts == {(): (1, 0, 0)}


def test_an_account_that_comes_back_within_a_period_counts_once(company: Company) -> None:
    company.account("a", ("2026-01-01", "team"), ("2026-01-10", "-"), ("2026-01-20", "team"))
    assert population(company.finish(), MONTHS, filters=NO_FILTERS).counts == {(): (1, 1, 1)}


def test_without_tier_events_an_account_counts_from_its_creation_on(company: Company) -> None:
    company.account("a", created_on=date(2026, 2, 28))
    company.account("b")
    assert population(company.finish(), MONTHS, filters=NO_FILTERS).counts == {(): (1, 2, 2)}


def test_a_trial_counts(company: Company) -> None:
    company.account("a", ("2026-01-01", "team"))
    db = company.finish()
    db.execute("UPDATE spells SET trial = 1")
    assert population(db, MONTHS, filters=NO_FILTERS).counts == {(): (1, 1, 1)}


def test_the_unit_is_documents_where_nothing_is_tied_to_an_account(company: Company) -> None:
    company.say("hello", "2026-01-01")
    assert active_unit(company.finish()) == "documents"


def test_the_unit_is_accounts_where_feedback_is_tied_to_them(company: Company) -> None:
    company.account("a")
    company.say("hello", "2026-01-01", "a")
    assert active_unit(company.finish()) == "accounts"
