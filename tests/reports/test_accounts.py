"""Accounts with their tiers, and changes with whom they touched."""

from datetime import date

import pytest

from reports.accounts import account, accounts
from reports.answers import Filters
from reports.changes import changes
from tests.reports.conftest import Company
from voc.errors import NotFound
from voc.records import Change, ChangeMode
from voc.store.context import put_change


@pytest.fixture
def acme(company: Company) -> Company:
    company.account("a", ("2025-01-01", "team"), ("2026-02-01", "business"), industry="rail")
    company.account("b", ("2025-01-01", "team"), ("2026-01-15", "-"), industry="food")
    company.account("c", ("2026-01-10", "team"), industry="food")
    company.say("one", "2026-01-03", "a", codes={"friction.price": 0.9})
    company.say("two", "2026-02-03", "a", codes={"friction.price": 0.9, "friction.limits": 0.9})
    company.say("three", "2026-02-04", "c", codes={"friction.limits": 0.3})
    return company


def test_an_account_has_its_present_tier_and_the_codes_heard_from_it(acme: Company) -> None:
    found = account(acme.finish(), "a")
    assert (found.name, found.tier, found.segments, found.arr) == (
        "a Ltd",
        "business",
        {"industry": "rail"},
        100,
    )
    assert (found.mentions, found.last_said_on) == (2, date(2026, 2, 3))
    assert list(found.codes.items()) == [("friction.price", 2), ("friction.limits", 1)]


def test_accounts_come_by_mentions_and_one_that_left_has_no_tier(acme: Company) -> None:
    found = accounts(acme.finish())
    assert [(one.id, one.tier, one.mentions) for one in found] == [
        ("a", "business", 2),
        ("c", "team", 1),
        ("b", None, 0),
    ]


def test_accounts_are_narrowed_by_tier_segment_and_day(acme: Company) -> None:
    db = acme.finish()
    assert [one.id for one in accounts(db, filters=Filters(tier="team"))] == ["c"]
    assert [one.id for one in accounts(db, filters=Filters(segments={"industry": "food"}))] == ["c", "b"]
    before = accounts(db, filters=Filters(until=date(2026, 1, 12)), sort="name")
    assert [(one.id, one.tier, one.mentions) for one in before] == [
        ("a", "team", 1),
        ("b", "team", 0),
        ("c", "team", 0),
    ]
    assert [one.id for one in accounts(db, limit=1)] == ["a"]


def test_an_unknown_account_is_said_to_be_unknown(acme: Company) -> None:
    with pytest.raises(NotFound, match="no account 'zz': need an account_id"):
        account(acme.finish(), "zz")


@pytest.mark.parametrize(
    ("mode", "until", "exposed"),
    [
        ("all", None, 2),
        ("opt_in", None, 2),
        ("new_only", None, 1),
        ("grandfathered", None, 1),
        ("grandfathered", date(2026, 1, 20), 2),
    ],
)
def test_exposure_is_computed_from_spells(
    acme: Company, mode: ChangeMode, until: date | None, exposed: int
) -> None:
    change = Change("x", "X", "price", date(2026, 1, 5), ("team",), mode, until=until)
    put_change(acme.db, change)
    assert changes(acme.finish())[0].exposed_accounts == exposed


def test_exposure_is_narrowed_by_the_changes_segments(acme: Company) -> None:
    segments = {"industry": ("food",)}
    put_change(acme.db, Change("x", "X", "price", date(2026, 1, 5), ("team",), "all", segments=segments))
    assert changes(acme.finish())[0].exposed_accounts == 1


def test_what_a_change_affects_is_proposed_where_nobody_wrote_it(acme: Company) -> None:
    put_change(acme.db, Change("x", "X", "limit", date(2026, 1, 5), ("team",), "all"))
    put_change(
        acme.db, Change("y", "Y", "limit", date(2026, 1, 6), ("team",), "all", affects=("friction.trust",))
    )
    found = changes(acme.finish())
    assert [(one.affects, one.affects_by_default) for one in found] == [
        (("friction.limits", "readiness.limit_reached"), True),
        (("friction.trust",), False),
    ]
