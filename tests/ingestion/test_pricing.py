"""Two dated price lists, and the packaging changes proposed from them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingestion.context.changes import read_changes
from ingestion.context.price_list import read_price_list
from ingestion.context.pricing import Proposal, propose_changes
from ingestion.context.proposal import proposal_rows, proposal_yaml, questions
from voc.errors import InputError
from voc.records import Change

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
  support: {description: Support, valueType: TEXT, defaultValue: By mail}
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
def proposal(write: Write) -> Proposal:
    return propose_changes(read_price_list(write("old.yml", OLD)), read_price_list(write("new.yml", NEW)))


def between(write: Write, old: str, new: str, *, taken: float = 0.8) -> Proposal:
    lists = read_price_list(write("old.yml", old)), read_price_list(write("new.yml", new))
    return propose_changes(*lists, taken=taken)


def said(proposal: Proposal) -> list[tuple[str, str, str | None, str | None]]:
    changes = [proposed.change for proposed in proposal.changes]
    return [(change.name, ", ".join(change.tiers), change.before, change.after) for change in changes]


def listed(features: str, plans: str, *, on: str = "2025-03-01", more: str = "") -> str:
    return (
        f"saasName: Corvane\ncreatedAt: '{on}'\ncurrency: EUR\nfeatures: {features}\nplans: {plans}\n{more}"
    )


def test_every_change_of_a_price_list_is_proposed_once(proposal: Proposal) -> None:
    assert said(proposal) == [
        ("Price: team", "team", "12 EUR per user and month", "15 EUR per user and month"),
        ("Tier renamed: business plus", "business, business_plus", "business", "business_plus"),
        ("New tier: enterprise", "enterprise", "none", "Contact Sales"),
        ("Terms: support", "free, team, business_plus",
         "free: By mail, team: By mail, business_plus: By mail",
         "free: by mail and chat, team: by mail and chat, business_plus: by mail and chat"),
        ("Feature moved: sso", "team", "team, business_plus", "business_plus, enterprise"),
        ("Limit: seats", "free", "free: 3", "free: 2"),
        ("Add-on newly listed: vault", "business_plus", "none", "5 EUR per user and month for business_plus"),
    ]  # fmt: skip


def test_a_proposal_is_dated_and_says_where_it_comes_from(proposal: Proposal) -> None:
    price = proposal.changes[0].change
    assert (price.id, price.kind, price.effective_on, price.mode, price.note) == (
        "corvane-2026-03-15-price-team", "price", date(2026, 3, 15), "all",
        "proposed from the price lists of 2025-03-01 and 2026-03-15",
    )  # fmt: skip


def test_renames_are_taken_with_their_likeness_and_evidence(proposal: Proposal) -> None:
    assert [(m.what, m.old, m.new, m.score) for m in proposal.renamed] == [
        ("plan", "BUSINESS", "BUSINESS_PLUS", 0.79),
        ("feature", "auditLog", "auditLogs", 0.97),
    ]
    assert proposal.renamed[1].evidence == "key 0.95, description 1.00, the same in 3 of 3 plans"


def test_the_yaml_is_read_as_changes_and_asks_its_questions_first(write: Write, proposal: Proposal) -> None:
    text = proposal_yaml(proposal)
    read = tuple(read_changes(write("proposed.yaml", text)))
    assert read == tuple(proposed.change for proposed in proposal.changes)
    assert text.splitlines()[4] == "# Questions (1)"
    assert text.splitlines()[5] == (
        "# - plan BUSINESS -> BUSINESS_PLUS (0.79: name 0.76, features 0.67, price 20 EUR per user and month "
        "and 20 EUR per user and month)? taken as renamed; if not, one tier was retired and one added"
    )
    assert text.splitlines()[7:9] == [
        "# Taken as the same under another name (1)",
        "# - feature auditLog -> auditLogs (0.97: key 0.95, description 1.00, the same in 3 of 3 plans)",
    ]


def test_a_name_alone_that_changed_is_no_change_and_too_unlike_a_name_is_asked_about(write: Write) -> None:
    later = OLD.replace("2025-03-01", "2026-03-01")
    assert said(between(write, OLD, later.replace("exportAsCsv", "csvExport"))) == []
    asked = between(write, OLD, later.replace("exportAsCsv", "csvExport"), taken=0.9)
    tiers = "free, team, business"
    assert said(asked) == [
        ("Feature no longer listed: export as csv", tiers, tiers, "none"),
        ("Feature newly listed: csv export", tiers, "none", tiers),
    ]
    (question,) = questions(asked)
    assert question == (
        "feature exportAsCsv -> csvExport (0.83: key 0.67, description 1.00, the same in 3 of 3 plans)? "
        "taken as two; if it is one, strike both from what went and what came"
    )
    assert [row[-1] for row in proposal_rows(asked)] == ["gone, 1 asked", "new, 1 asked"]


def test_lists_alike_give_an_empty_file_of_changes(write: Write) -> None:
    same = between(write, OLD, OLD.replace("2025-03-01", "2026-03-01"))
    assert tuple(read_changes(write("none.yaml", proposal_yaml(same)))) == ()


def test_many_features_that_moved_alike_are_one_change(write: Write) -> None:
    names = [f"thing{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    features = "{" + ", ".join(f"{name}: {{valueType: BOOLEAN, defaultValue: false}}" for name in names) + "}"
    held = "{" + ", ".join(f"{name}: {{value: true}}" for name in names) + "}"
    old = listed(
        features, f"{{TEAM: {{price: 1, features: {held}}}, BUSINESS: {{price: 2, features: {held}}}}}"
    )
    new = listed(
        features, f"{{TEAM: {{price: 1}}, BUSINESS: {{price: 2, features: {held}}}}}", on="2026-03-01"
    )
    (only,) = between(write, old, new).changes
    assert (only.change.name, only.change.tiers, only.change.before, only.change.after) == (
        "Features moved: thing a, thing b, thing c and 23 more",
        ("team",),
        "team, business",
        "business",
    )
    assert len(only.keys) == 26


def test_a_feature_that_went_from_a_plan_to_an_addon_names_the_addon(write: Write) -> None:
    features = "{ai: {valueType: BOOLEAN, defaultValue: false}}"
    addon = "addOns: {aiPack: {price: 3, availableFor: [TEAM], features: {ai: {value: true}}}}"
    old = listed(features, "{TEAM: {price: 1, features: {ai: {value: true}}}}")
    new = listed(features, "{TEAM: {price: 1}}", on="2026-03-01", more=addon)
    assert said(between(write, old, new)) == [
        ("Feature moved: ai", "team", "team", "add-on ai pack"),
        ("Add-on newly listed: ai pack", "team", "none", "3 EUR for team"),
    ]


def test_another_currency_or_billing_period_is_a_question(write: Write) -> None:
    old = listed("{}", "{TEAM: {price: 10}}", more="billing: {monthly: 1}")
    new = listed("{}", "{TEAM: {price: 8}}", on="2026-03-01", more="billing: {monthly: 1, annual: 0.8}")
    assert questions(between(write, old, new.replace("EUR", "USD"))) == (
        "the lists are in EUR and USD: are their prices of one market?",
        "the lists bill monthly 1 and monthly 1, annual 0.8: did prices change, or what they are for?",
    )


def test_old_forms_of_price_lists_are_read(write: Write) -> None:
    former = (
        "saasName: Corvane\nversion: '2.0'\ncreatedAt: 2024-01-01\ncurrency: EUR\n"
        "features: {sso: {valueType: BOOLEAN, defaultValue: false}}\n"
        "usageLimits: {calls: {type: TIME_DRIVEN, valueType: NUMERIC, defaultValue: 10}}\n"
        "plans: {TEAM: {monthlyPrice: 10, annualPrice: 8, unit: user}, "
        "ENTERPRISE: {price: '#seats * 2', unit: user/month}}\n"
    )
    found = read_price_list(write("old.yml", former))
    assert (found.on, dict(found.plans)) == (
        date(2024, 1, 1),
        {"TEAM": "10 EUR per user", "ENTERPRISE": "#seats * 2"},
    )
    first = former.replace("createdAt: 2024-01-01", "day: 3\nmonth: 2\nyear: 2023")
    assert read_price_list(write("first.yml", first)).on == date(2023, 2, 3)


def test_the_later_list_given_first_is_an_error(write: Write) -> None:
    with pytest.raises(InputError, match="price lists of 2026-03-15 and 2025-03-01: found the later first"):
        between(write, NEW, OLD)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("tiers: []", "a.yml: found no plans (tiers), need a price list in Pricing2Yaml"),
        ("plans: {a: {price: 1}}", "a.yml: no date in 'createdAt'"),
        ("version: '2.0'\nplans: {a: {price: 1}}", "a.yml: no date in 'createdAt'"),
        ("plans: [", "a.yml: no YAML in line 1"),
    ],
)
def test_a_file_of_no_price_list_says_what_it_lacks(write: Write, content: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read_price_list(write("a.yml", content))
    assert says in str(caught.value)


def test_hostile_names_stay_within_comments_and_entries(write: Write) -> None:
    name = '"x\\n- id: evil"'
    old = listed(f"{{{name}: {{valueType: BOOLEAN, defaultValue: true}}}}", "{TEAM: {price: 1}}")
    new = listed("{}", "{TEAM: {price: 1}}", on="2026-03-01")
    (read,) = read_changes(write("proposed.yaml", proposal_yaml(between(write, old, new))))
    assert isinstance(read, Change)
    assert read.name == "Feature no longer listed: x id evil"
