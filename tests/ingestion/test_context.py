"""The workspace's context files: what is read of them and what each bad row is told."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.context.tables import read_accounts, read_tier_events, read_usage
from tests.ingestion.making import kind_of
from voc.errors import InputError
from voc.records import Account, Catalogue, Change, Feature, Limit, Price, Reject, Tier, TierEvent, Usage

Write = Callable[[str, str], Path]
ACCOUNTS = """account_id,name,domain,arr,currency,renewal_on,owner,created_on,industry,segment.size
acct_1,Acme,acme.example,12000.5,EUR,2026-09-01,Kim,2024-01-15,health,mid
acct_2,Beta,,,,,,,,
acct_1,Acme again,,,,,,,,
acct_3,,,,,,,,,
acct_4,Delta,,much,,,,,,
acct_5,Echo,,,,next year,,,,
"""
EVENTS = """event_id,account_id,at,kind,from_tier,to_tier,seats,arr_before,arr_after,reason
e1,acct_1,2026-01-05,upgrade,team,business,25,1200,2400,growth
e2,acct_1,2026-01-06,promotion,,,,,,
e3,acct_1,,cancel,,,,,,
"""
CATALOGUE = """
tiers:
  - {id: team, name: Team, rank: 1}
  - {id: business, name: Business, rank: 2}
  - {id: team, name: Again, rank: 3}
features:
  - {id: sso, name: Single sign-on, also: [SAML], tiers: [business]}
  - {id: audit, name: Audit log, tiers: [enterprise]}
limits:
  - {id: seats, name: Seats, by_tier: {team: 10, business: null}}
prices:
  - {tier: team, amount: 12, currency: EUR, per: seat, from: 2026-01-01}
"""
CHANGES = """
- id: seats-2026
  name: Fewer seats in Team
  kind: limit
  announced_on: 2026-02-01
  effective_on: 2026-03-15
  tiers: [team]
  segments: {size: [smb, mid]}
  mode: all
  before: 25
  after: {seats: 10}
  affects: [friction.limits]
- {id: x, name: X, kind: limits, effective_on: 2026-03-15, tiers: [team], mode: all}
- {id: y, name: Y, kind: price, effective_on: soon, tiers: [team], mode: all}
- {id: z, name: Z, kind: price, effective_on: 2026-03-15, tiers: [team], mode: grandfathered}
- {id: seats-2026, name: Again, kind: price, effective_on: 2026-03-15, tiers: [team], mode: all}
"""
STRIPE = '{"data": [{"type": "customer.subscription.created", "livemode": true, "data": {}}]}'
CHARGEBEE = '{"event_type": "subscription_created", "occurred_at": 1772000000, "content": {}}'


def test_accounts_are_read_with_segments_and_bad_rows_say_what_is_wrong(write: Write) -> None:
    first, second, *rejects = read_accounts(write("accounts.csv", ACCOUNTS))
    assert first == Account(
        "acct_1", "Acme", "acme.example", 12000.5, "EUR", date(2026, 9, 1), "Kim", date(2024, 1, 15),
        {"industry": "health", "size": "mid"},
    )  # fmt: skip
    assert second == Account("acct_2", "Beta")
    assert [(r.origin.row, r.reason) for r in rejects if isinstance(r, Reject)] == [
        (2, "a repeated id: found 'acct_1', first in record 0, need it once"),
        (3, "no name: found a blank cell, need a value"),
        (4, "no number in 'arr': found 'much', need one such as 12000 or 99.5"),
        (5, "no date in 'renewal_on': found 'next year', need ISO 8601 such as 2026-03-15"),
    ]


def test_an_unknown_kind_of_tier_event_is_a_reject(write: Write) -> None:
    first, second, third = read_tier_events(write("tier_events.csv", EVENTS))
    assert first == TierEvent(
        "e1", "acct_1", date(2026, 1, 5), "upgrade", "team", "business", 25, 1200.0, 2400.0, "growth"
    )
    assert isinstance(second, Reject)
    assert second.reason.startswith("no event kind: found 'promotion', need one of start, upgrade, downgrade")
    assert isinstance(third, Reject)
    assert third.reason == "no at: found a blank cell, need a value"


def test_usage_is_read_once_for_an_account_a_measure_and_a_day(write: Write) -> None:
    seats = "a,seats,2026-01-31,9,10\n"
    content = f"account_id,measure,on,used,limit\n{seats}{seats}a,gate:sso,2026-01-31,4,\n"
    first, second, third = read_usage(write("usage.csv", content))
    assert first == Usage("a", "seats", date(2026, 1, 31), 9.0, 10.0)
    assert isinstance(second, Reject)
    assert third == Usage("a", "gate:sso", date(2026, 1, 31), 4.0)


def test_a_catalogue_leaves_out_what_names_no_tier(write: Write) -> None:
    *rejects, catalogue = read_catalogue(write("catalogue.yaml", CATALOGUE))
    assert catalogue == Catalogue(
        (Tier("team", "Team", 1), Tier("business", "Business", 2)),
        (Feature("sso", "Single sign-on", ("SAML",), ("business",)),),
        (Limit("seats", "Seats", (), {"team": 10.0, "business": None}),),
        (Price("team", 12.0, "EUR", "seat", date(2026, 1, 1)),),
    )
    assert [r.reason for r in rejects if isinstance(r, Reject)] == [
        "tiers: a repeated id: found 'team', there before, need it once",
        "features: no such tier: found 'enterprise', need one of business, team",
    ]


def test_changes_are_read_and_bad_ones_say_what_is_wrong(write: Write) -> None:
    first, *rejects = read_changes(write("changes.yaml", CHANGES))
    assert first == Change(
        "seats-2026", "Fewer seats in Team", "limit", date(2026, 3, 15), ("team",), "all",
        announced_on=date(2026, 2, 1), segments={"size": ("smb", "mid")}, affects=("friction.limits",),
        before="25", after="seats: 10",
    )  # fmt: skip
    assert [(r.origin.row, r.reason.split(",")[0]) for r in rejects if isinstance(r, Reject)] == [
        (1, "no kind: found 'limits'"),
        (2, "no date in 'effective_on': found 'soon'"),
        (3, "no until: found none"),
        (4, "a repeated id: found 'seats-2026'"),
    ]


def test_context_files_are_told_from_feedback(write: Write) -> None:
    assert kind_of(write("a.csv", ACCOUNTS)) == "accounts"
    assert kind_of(write("b.csv", EVENTS)) == "tier_events"
    assert kind_of(write("c.csv", "account_id,measure,on,used,limit\na,seats,2026-01-31,9,10\n")) == "usage"
    assert kind_of(write("d.yaml", CATALOGUE)) == "catalogue"
    assert kind_of(write("e.yaml", CHANGES)) == "changes"
    assert kind_of(write("f.csv", "account_id,name,arr,domain,comment\na,b,1,c,Too slow\n")) is None
    assert kind_of(write("g.txt", "Q: Why?\nA: Because.\n")) is None
    assert kind_of(write("h.csv", "")) is None


def test_a_missing_column_and_broken_yaml_are_errors(write: Write) -> None:
    with pytest.raises(InputError, match=r"accounts\.csv: no column 'name'; found 'account_id', 'arr'"):
        tuple(read_accounts(write("accounts.csv", "account_id,arr\na,1\n")))
    with pytest.raises(InputError, match=r"no YAML in line 2"):
        tuple(read_changes(write("changes.yaml", "- id: [a\n- b: c}\n")))
    with pytest.raises(InputError, match="found a YAML alias"):
        tuple(read_changes(write("changes.yaml", "- &a {id: x}\n- *a\n")))


def test_tables_of_other_systems_are_read_under_their_own_headings(write: Write) -> None:
    crm = "ID;Company;Plan;MRR;Website;Stripe Customer ID\n7;Acme;Pro;$1,000;acme.example;cus_1; cus_2\n"
    (account,) = read_accounts(write("crm.csv", crm.replace("cus_1; cus_2", '"cus_1; cus_2"')))
    assert account == Account(
        "7", "Acme", "acme.example", 12_000.0, segments={"plan": "Pro"}, keys={"stripe": ("cus_1", "cus_2")}
    )
    events = "id\tcustomer id\tdate\tevent\told plan\tnew plan\n1\t7\t2026-01-05\tUpgraded\tteam\tpro\n"
    assert tuple(read_tier_events(write("moves.tsv", events))) == (
        TierEvent("1", "7", date(2026, 1, 5), "upgrade", "team", "pro"),
    )
    used = "customer_id,metric,date,value,quota\n7,seats,2026-01-31,9,10\n"
    assert tuple(read_usage(write("u.csv", used))) == (Usage("7", "seats", date(2026, 1, 31), 9.0, 10.0),)


def test_context_tables_may_be_workbooks(tmp_path: Path) -> None:
    def workbook(name: str, *rows: tuple[object, ...]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        book.save(tmp_path / name)
        return tmp_path / name

    accounts = workbook(
        "a.xlsx", ("account_id", "name", "arr", "renewal_on"), (17, "Acme", 1200.5, date(2026, 9, 1))
    )
    events = workbook(
        "e.xlsx", ("event_id", "account_id", "at", "kind", "seats"), (1, 17, date(2026, 1, 5), "seats", 12)
    )
    usage = workbook(
        "u.xlsx", ("account_id", "measure", "on", "used"), (17, "seats", date(2026, 1, 31), "many")
    )
    assert [kind_of(path) for path in (accounts, events, usage)] == ["accounts", "tier_events", "usage"]
    assert tuple(read_accounts(accounts)) == (Account("17", "Acme", arr=1200.5, renewal_on=date(2026, 9, 1)),)
    assert tuple(read_tier_events(events)) == (TierEvent("1", "17", date(2026, 1, 5), "seats", seats=12),)
    (reject,) = read_usage(usage)
    assert isinstance(reject, Reject)
    assert reject.origin.row == 0
    assert reject.reason == "no number in 'used': found 'many', need one such as 12000 or 99.5"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("crm.csv", "id,company,plan,mrr\n1,Acme,pro,10\n", "accounts"),
        ("customers.csv", "id,company\n1,Acme\n", "accounts"),
        ("export.csv", "id,company,plan\n1,Acme,pro\n", None),
        ("nps.csv", "id,company,plan,mrr,nps\n1,Acme,pro,10,9\n", None),
        ("calls.csv", "id,account_id,date,type,notes\n1,a,2026-01-01,call,Too dear\n", None),
        ("moves.csv", "id,customer_id,date,event,new_plan\n1,a,2026-01-01,upgrade,pro\n", "tier_events"),
        ("u.csv", "customer_id,metric,date,value\na,seats,2026-01-01,4\n", "usage"),
        ("p.yml", "saasName: X\nfeatures: {}\nplans:\n  A: {price: 1}\n", "price_list"),
        ("s.json", STRIPE, "stripe_events"),
        ("c.jsonl", f"{CHARGEBEE}\n{CHARGEBEE}\n", "chargebee_events"),
        ("t.json", json.dumps([{"id": 1, "body": STRIPE}]), None),
    ],
)  # fmt: skip
def test_what_a_context_file_is_shows_in_its_columns_and_keys(
    write: Write, name: str, content: str, kind: str | None
) -> None:
    assert kind_of(write(name, content)) == kind


def test_a_tier_may_state_its_ids_in_a_billing_system(write: Write) -> None:
    content = "tiers:\n  - {id: team, name: Team, rank: 1, also: [price_team, prod_team]}\nprices: []\n"
    (catalogue,) = read_catalogue(write("catalogue.yaml", content))
    assert catalogue == Catalogue((Tier("team", "Team", 1, ("price_team", "prod_team")),))
