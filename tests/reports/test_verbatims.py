"""The quotes behind a number: pages, consent, days, neighbours."""

from datetime import UTC, date, datetime

import pytest

from reports.answers import NO_FILTERS, Filters
from reports.coverage import coverage
from reports.narrowing import narrow
from reports.themes import theme
from reports.trends import trend
from reports.verbatims import Counted, count, verbatim, verbatims
from tests.reports.conftest import Company, Said
from voc.errors import NotFound
from voc.store.twins import write_twins


@pytest.fixture
def acme(company: Company) -> Company:
    company.theme("Seat limit")
    company.account("a", ("2025-01-01", "team"), ("2026-02-01", "business"))
    company.say("first", "2026-01-03", "a", themes={"th_1": 0.7}, codes={"friction.limits": 0.9})
    company.say("second", "2026-02-04", "a", themes={"th_1": 0.9}, codes={"friction.limits": 0.3})
    company.say("third", "2026-02-05", None, themes={"th_1": 0.8})
    company.say("secret", "2026-02-06", "a", themes={"th_1": 0.6}, consent="no_quote")
    company.say("other", "2026-02-07", "a")
    return company


def texts(
    acme: Company, *, measure: str | None = None, account: str | None = None, filters: Filters = NO_FILTERS
) -> list[str]:
    found = verbatims(acme.db, measure=measure, account=account, filters=filters)
    return [one.quote.text for one in found]


def test_a_themes_verbatims_come_strongest_first_and_hidden_ones_are_counted(acme: Company) -> None:
    acme.finish()
    assert texts(acme, measure="Seat limit") == ["second", "third", "first"]
    assert count(acme.db, measure="Seat limit") == Counted(total=4, hidden=1)


def test_a_code_opens_to_what_was_counted_at_the_strict_point(acme: Company) -> None:
    acme.finish()
    assert texts(acme, measure="friction.limits") == ["first"]


def test_without_a_measure_the_newest_come_first(acme: Company) -> None:
    acme.finish()
    assert texts(acme) == ["other", "third", "second", "first"]
    assert texts(acme, account="a") == ["other", "second", "first"]


def test_pages_follow_each_other_without_a_gap(acme: Company) -> None:
    db = acme.finish()
    first = verbatims(db, measure="th_1", limit=2)
    rest = verbatims(db, measure="th_1", limit=2, after=first[-1].quote.verbatim_id)
    assert [one.quote.text for one in (*first, *rest)] == ["second", "third", "first"]


def test_filters_narrow_by_day_and_by_the_tier_of_the_day(acme: Company) -> None:
    acme.finish()
    assert texts(acme, filters=Filters(until=date(2026, 2, 5))) == ["second", "first"]
    assert texts(acme, filters=Filters(tier="team")) == ["first"]


def test_the_verbatims_of_a_long_ticket_fall_on_their_own_days(acme: Company) -> None:
    later = datetime(2026, 3, 2, 9, tzinfo=UTC)
    around: list[Said] = [("we will look", "agent", None), ("still waiting", "customer", later)]
    acme.say("opened", "2026-02-27", "a", around=around)
    acme.finish()
    assert texts(acme, filters=Filters(since=date(2026, 3, 1))) == ["still waiting"]
    assert texts(acme, filters=Filters(since=date(2026, 2, 20), until=date(2026, 3, 1))) == ["opened"]


def test_the_count_agrees_with_the_trend(acme: Company) -> None:
    db = acme.finish()
    filters = Filters(since=date(2026, 1, 1), until=date(2026, 2, 5))
    points = trend(db, "th_1", filters=filters).series[0].points
    assert (
        sum(point.mentions or 0 for point in points) == count(db, measure="th_1", filters=filters).total == 2
    )


def test_a_verbatim_stands_between_its_neighbours(company: Company) -> None:
    around: list[Said] = [
        ("hm", "agent", None),
        ("yes", "customer", None),
        ("and", "agent", None),
        ("no", "system", None),
    ]
    company.theme("A theme")
    company.say("start", "2026-01-01", None, codes={"friction.price": 0.9}, around=around)
    db = company.finish()
    found = next(one for one in verbatims(db) if one.quote.text == "yes")
    assert [turn.text for turn in found.before] == ["start", "hm"]
    assert [turn.text for turn in found.after] == ["and", "no"]
    assert (found.turn.text, found.start, found.end) == ("yes", 0, 3)
    first = verbatim(db, found.quote.verbatim_id - 1)
    assert (first.before, first.file, first.row, first.external_id) == ((), "said.csv", 0, "start")
    assert [(mark.code, mark.start, mark.end, mark.strict) for mark in first.signals] == [
        ("friction.price", 0, 4, True)
    ]


def test_a_verbatim_that_may_not_be_quoted_is_not_shown(acme: Company) -> None:
    db = acme.finish()
    hidden = db.execute("SELECT id FROM verbatims WHERE text = 'secret'").fetchone()[0]
    with pytest.raises(NotFound, match="may not be quoted"):
        verbatim(db, hidden)
    with pytest.raises(NotFound, match="no verbatim 999"):
        verbatim(db, 999)


def test_the_tier_is_that_of_the_day(acme: Company) -> None:
    db = acme.finish()
    assert [(one.quote.text, one.tier) for one in verbatims(db, measure="th_1")] == [
        ("second", "business"),
        ("third", None),
        ("first", "team"),
    ]


def test_an_unknown_account_is_said_to_be_unknown(acme: Company) -> None:
    with pytest.raises(NotFound, match="no account 'zz'"):
        verbatims(acme.finish(), account="zz")


def test_verbatims_that_say_the_same_come_once_and_are_all_counted(acme: Company) -> None:
    db = acme.finish()
    ids = dict(db.execute("SELECT text, id FROM verbatims").fetchall())
    twins = {ids["third"]: ids["first"], ids["second"]: ids["first"], ids["secret"]: ids["first"]}
    write_twins(db, twins, of="m")
    found = verbatims(db, measure="th_1")
    assert [(one.quote.text, one.quote.alike) for one in found] == [("second", 3)]
    assert count(db, measure="th_1") == Counted(total=4, hidden=1)
    assert [one.quote.text for one in verbatims(db, measure="th_1", each=True)] == [
        "second",
        "third",
        "first",
    ]
    quoted = theme(db, "th_1").quotes
    assert [(quote.text, quote.alike) for quote in quoted] == [("second", 3), ("third", 3)]
    early = Filters(until=date(2026, 2, 5))
    assert [(one.quote.text, one.quote.alike) for one in verbatims(db, measure="th_1", filters=early)] == [
        ("second", 1)
    ]


def test_pages_of_verbatims_that_say_the_same_follow_each_other(acme: Company) -> None:
    db = acme.finish()
    ids = dict(db.execute("SELECT text, id FROM verbatims").fetchall())
    write_twins(db, {ids["third"]: ids["first"]}, of="m")
    first = verbatims(db, measure="th_1", limit=1)
    rest = verbatims(db, measure="th_1", limit=5, after=first[-1].quote.verbatim_id)
    assert [one.quote.text for one in (*first, *rest)] == ["second", "third"]


def test_verbatims_in_another_language_are_found_and_counted_as_such(acme: Company) -> None:
    db = acme.finish()
    db.execute("UPDATE utterances SET language = CASE text WHEN 'first' THEN 'de' WHEN 'other' THEN 'en' END")
    assert [one.quote.language for one in verbatims(db)] == ["en", None, None, "de"]
    assert [one.quote.text for one in verbatims(db, language="de")] == ["first"]
    assert count(db, language="de") == Counted(total=1, hidden=0)
    assert coverage(db, narrow(db, NO_FILTERS)).other_languages == 1
