"""The workspace's context files: what is read of them and what each bad row is told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.context.kinds import context_kind
from ingestion.context.tables import read_accounts, read_tier_events, read_usage
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
    assert context_kind(write("a.csv", ACCOUNTS)) == "accounts"
    assert context_kind(write("b.csv", EVENTS)) == "tier_events"
    assert (
        context_kind(write("c.csv", "account_id,measure,on,used,limit\na,seats,2026-01-31,9,10\n")) == "usage"
    )
    assert context_kind(write("d.yaml", CATALOGUE)) == "catalogue"
    assert context_kind(write("e.yaml", CHANGES)) == "changes"
    assert context_kind(write("f.csv", "account_id,name,arr,domain,comment\na,b,1,c,Too slow\n")) is None
    assert context_kind(write("g.txt", "Q: Why?\nA: Because.\n")) is None
    assert context_kind(write("h.csv", "")) is None


def test_a_missing_column_and_broken_yaml_are_errors(write: Write) -> None:
    with pytest.raises(InputError, match=r"accounts\.csv: no column 'name'; found 'account_id', 'arr'"):
        tuple(read_accounts(write("accounts.csv", "account_id,arr\na,1\n")))
    with pytest.raises(InputError, match=r"no YAML in line 2"):
        tuple(read_changes(write("changes.yaml", "- id: [a\n- b: c}\n")))
    with pytest.raises(InputError, match="found a YAML alias"):
        tuple(read_changes(write("changes.yaml", "- &a {id: x}\n- *a\n")))
