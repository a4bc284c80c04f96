"""Two dated price lists, and the packaging changes proposed from them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingestion.context.price_list import read_price_list
from ingestion.context.pricing import ProposedChange, diff_price_lists
from voc.errors import InputError

Write = Callable[[str, str], Path]
OLD = """
saasName: Corvane
syntaxVersion: '2.1'
createdAt: '2025-03-01'
currency: EUR
features:
  sso: {description: Single sign-on with your own provider, valueType: BOOLEAN, defaultValue: false}
  boards: {description: Boards, valueType: BOOLEAN, defaultValue: true}
  auditLog: {description: Who did what, valueType: BOOLEAN, defaultValue: false}
  exportAsCsv: {description: Export rows as CSV, valueType: BOOLEAN, defaultValue: true}
  support: {description: Support, valueType: TEXT, defaultValue: by mail}
usageLimits:
  seats: {valueType: NUMERIC, defaultValue: 3}
plans:
  FREE: {price: 0, unit: user/month, features: null, usageLimits: null}
  TEAM: {price: 12, unit: user/month, features: {sso: {value: true}}, usageLimits: {seats: {value: 10}}}
  BUSINESS:
    price: 20
    unit: user/month
    features: {sso: {value: true}, auditLog: {value: true}}
    usageLimits: {seats: {value: 100000000000}}
"""
NEW = """
saasName: Corvane
syntaxVersion: '2.1'
createdAt: 2026-03-15
currency: EUR
features:
  sso: {description: Single sign-on with your own provider, valueType: BOOLEAN, defaultValue: false}
  boards: {description: Boards, valueType: BOOLEAN, defaultValue: true}
  auditLogs: {description: Who did what, valueType: BOOLEAN, defaultValue: false}
  exportAsCsv: {description: Export rows as CSV, valueType: BOOLEAN, defaultValue: true}
  support: {description: Support, valueType: TEXT, defaultValue: by mail and chat}
usageLimits:
  seats: {valueType: NUMERIC, defaultValue: 2}
plans:
  FREE: {price: 0, unit: user/month}
  TEAM: {price: 15, unit: user/month, usageLimits: {seats: {value: 10}}}
  BUSINESS_PLUS:
    price: 20
    unit: user/month
    features: {sso: {value: true}, auditLogs: {value: true}}
    usageLimits: {seats: {value: .inf}}
  ENTERPRISE: {price: Contact Sales, features: {sso: {value: true}, auditLogs: {value: true}}}
addOns:
  vault: {price: 5, unit: user/month, availableFor: [BUSINESS_PLUS], features: {auditLogs: {value: true}}}
"""


@pytest.fixture
def proposed(write: Write) -> tuple[ProposedChange, ...]:
    return diff_price_lists(read_price_list(write("old.yml", OLD)), read_price_list(write("new.yml", NEW)))


def _kinds(proposed: tuple[ProposedChange, ...]) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(p.what, p.old, p.new, p.change.kind if p.change else None) for p in proposed]


def test_every_change_of_a_price_list_is_proposed_once(proposed: tuple[ProposedChange, ...]) -> None:
    assert _kinds(proposed) == [
        ("plan", "TEAM", "TEAM", "price"),
        ("plan", "BUSINESS", "BUSINESS_PLUS", "tier_renamed"),
        ("plan", None, "ENTERPRISE", "tier_added"),
        ("feature", "sso", "sso", "feature_moved"),
        ("feature", "auditLog", "auditLogs", "feature_moved"),
        ("feature", "support", "support", "terms"),
        ("limit", "seats", "seats", "limit"),
        ("addon", None, "vault", "addon"),
    ]


def test_a_proposal_says_what_was_and_what_is_and_which_tiers_it_touches(
    proposed: tuple[ProposedChange, ...],
) -> None:
    price, sso, seats = (proposed[n].change for n in (0, 3, 6))
    assert price is not None
    assert (price.id, price.effective_on, price.mode) == (
        "corvane-2026-03-15-price-team", date(2026, 3, 15), "all",
    )  # fmt: skip
    assert (price.before, price.after) == ("12 EUR per user and month", "15 EUR per user and month")
    assert "between which it took effect" in (price.note or "")
    assert sso is not None
    assert (sso.tiers, sso.before, sso.after) == (("team",), "team, business", "business_plus, enterprise")
    assert seats is not None
    assert (seats.tiers, seats.before) == (("free",), "free: 3, team: 10, business: unlimited")
    assert seats.after == "free: 2, team: 10, business_plus: unlimited, enterprise: 2"


def test_renames_are_proposed_as_matches_with_their_likeness(proposed: tuple[ProposedChange, ...]) -> None:
    renamed = [(p.old, p.new) for p in proposed if p.renamed]
    assert renamed == [("BUSINESS", "BUSINESS_PLUS"), ("auditLog", "auditLogs")]
    assert all(0.6 <= p.likeness < 1 for p in proposed if p.renamed)
    assert all(p.likeness == 1 for p in proposed if not p.renamed)


def test_a_name_alone_that_changed_is_no_packaging_change(write: Write) -> None:
    old = read_price_list(write("old.yml", OLD))
    new = read_price_list(write("new.yml", OLD.replace("exportAsCsv", "csvExport")))
    (only,) = diff_price_lists(old, new)
    assert (only.old, only.new, only.change, only.renamed) == ("exportAsCsv", "csvExport", None, True)
    assert diff_price_lists(old, old) == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("tiers: []", "a.yml: found no plans (tiers), need a price list in Pricing2Yaml"),
        ("plans: {a: {price: 1}}", "a.yml: no date in 'createdAt'"),
        ("plans: [", "a.yml: no YAML in line 1"),
    ],
)
def test_a_file_of_no_price_list_says_what_it_lacks(write: Write, content: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_price_list(write("a.yml", content))
    assert says in str(caught.value)
