"""Context files: recognised by their content, stored, and tied to what was there already."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from tests.ingestion.making import kind_of
from voc.errors import InputError
from voc.pipeline.context import ContextReport, store_context
from voc.pipeline.file_report import FileReport
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
from voc.records import Catalogue, Feature, Limit, Price, Tier
from voc.settings import Settings
from voc.store.context import read_catalogue, read_changes

FILES = {
    "accounts.csv": (
        "account_id,name,domain,arr,industry\na1,Acme,acme.example,1200,retail\na2,Bolt,,900,health\n"
    ),
    "tier_events.csv": (
        "event_id,account_id,at,kind,from_tier,to_tier\n"
        "e1,a1,2026-01-01,start,,team\n"
        "e2,a1,2026-03-01,upgrade,team,business\n"
        "e3,a2,soon,start,,team\n"
    ),
    "usage.csv": "account_id,measure,on,used,limit\na1,seats,2026-02-01,9,10\n",
    "catalogue.yaml": (
        "tiers:\n  - {id: business, name: Business, rank: 2}\n  - {id: team, name: Team, rank: 1}\n"
        "features:\n  - {id: sso, name: Single sign-on, also: [Okta], tiers: [business]}\n"
        "limits:\n  - {id: seats, name: Seats, by_tier: {team: 10, business: 50}}\n"
    ),
    "changes.yaml": (
        "- {id: c1, name: Seats cut, kind: limit, effective_on: 2026-02-15, tiers: [team], mode: all,"
        " affects: [friction.limits]}\n"
    ),
    "survey.csv": "id,date,comment,account\n1,2026-02-10,We have no seats left for the new people,Acme\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> tuple[Database, IngestOptions, Path]:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = Settings(workspace=tmp_path / "workspace")
    init_workspace(settings)
    options = IngestOptions(ReadOptions(), redaction_key(settings), isolated=False)
    return open_workspace(settings), options, tmp_path


def read(workspace: tuple[Database, IngestOptions, Path], name: str) -> FileReport:
    db, options, folder = workspace
    return ingest_file(db, folder / name, options)


def store(workspace: tuple[Database, IngestOptions, Path], name: str) -> ContextReport:
    db, options, folder = workspace
    kind = kind_of(folder / name)
    assert kind is not None
    return store_context(db, folder / name, kind, digest="00", key=options.key)


def test_every_context_file_is_recognised_and_counted(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    reports = [read(workspace, name) for name in list(FILES)[:5]]
    assert [(report.reader, report.kind, report.added, report.rejects) for report in reports] == [
        ("accounts", "context", 2, 0),
        ("tier_events", "context", 2, 1),
        ("usage", "context", 1, 0),
        ("catalogue", "context", 1, 0),
        ("changes", "context", 1, 0),
    ]
    db = workspace[0]
    assert [tier.id for tier in read_catalogue(db).tiers] == ["team", "business"]
    assert [change.affects for change in read_changes(db)] == [("friction.limits",)]
    spells = db.execute("SELECT account_id, tier, since, until FROM spells ORDER BY since").fetchall()
    assert spells == [("a1", "team", "2026-01-01", "2026-03-01"), ("a1", "business", "2026-03-01", None)]


@pytest.mark.parametrize("order", [("survey.csv", "accounts.csv"), ("accounts.csv", "survey.csv")], ids=str)
def test_a_document_finds_its_account_whichever_comes_first(
    workspace: tuple[Database, IngestOptions, Path], order: tuple[str, str]
) -> None:
    for name in order:
        read(workspace, name)
    assert workspace[0].execute("SELECT account_id FROM documents").fetchall() == [("a1",)]


def test_new_tier_events_have_the_rollups_of_their_accounts_counted_anew(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db = workspace[0]
    for name in ("accounts.csv", "survey.csv"):
        read(workspace, name)
    db.execute("UPDATE documents SET rolled = 1")
    read(workspace, "tier_events.csv")
    assert db.execute("SELECT rolled FROM documents").fetchall() == [(0,)]


def test_a_second_ingest_changes_nothing_and_has_nothing_counted_anew(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db = workspace[0]
    for name in FILES:
        read(workspace, name)
    db.execute("UPDATE documents SET rolled = 1")
    again = [store(workspace, name) for name in list(FILES)[:5]]
    assert [(report.added, report.changed, report.unchanged) for report in again] == [
        (0, 0, 2),
        (0, 0, 2),
        (0, 0, 1),
        (0, 0, 1),
        (0, 0, 1),
    ]
    assert db.execute("SELECT rolled FROM documents").fetchall() == [(1,)]


def test_what_changed_in_a_file_is_changed_and_a_catalogue_is_replaced(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db, _, folder = workspace
    for name in FILES:
        read(workspace, name)
    for name, old, new in (
        ("accounts.csv", "1200,retail", "1200,health"),
        ("tier_events.csv", "2026-03-01", "2026-04-01"),
        ("usage.csv", "9,10", "10,10"),
        ("catalogue.yaml", "  - {id: team, name: Team, rank: 1}\n", ""),
        ("changes.yaml", "id: c1", "id: c2"),
    ):
        (folder / name).write_text(FILES[name].replace(old, new), encoding="utf-8")
    reports = [store(workspace, name) for name in list(FILES)[:5]]
    assert [(report.added, report.changed) for report in reports] == [(0, 1), (0, 1), (0, 1), (0, 1), (1, 0)]
    assert [tier.id for tier in read_catalogue(db).tiers] == ["business"]
    assert reports[3].notices == ("tiers of tier events that are not in the catalogue: team",)
    (kept,) = reports[4].notices
    assert kept == (
        "changes of the workspace that are not in this file, and kept: c1; 'voc changes remove ID' takes "
        "one away"
    )


def test_events_of_unknown_accounts_are_kept_and_counted(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    notices = [store(workspace, name).notices for name in ("tier_events.csv", "usage.csv")]
    assert notices == [
        ("account ids of tier events in no accounts file, kept until they come: a1",),
        ("account ids of usage in no accounts file, kept until they come: a1",),
    ]


def test_stripe_events_become_spells_once_catalogue_and_accounts_name_their_ids(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db, _, folder = workspace
    price = {"id": "price_pro", "unit_amount": 1500, "currency": "eur", "recurring": {"interval": "month"}}
    event = {
        "id": "evt_1", "type": "customer.subscription.created", "created": 1_772_000_000, "livemode": True,
        "data": {"object": {"customer": "cus_1", "items": {"data": [{"price": price, "quantity": 2}]}}},
    }  # fmt: skip
    test = {**event, "id": "evt_2", "livemode": False}
    (folder / "stripe.json").write_text(json.dumps({"data": [event, test]}), encoding="utf-8")
    before = store(workspace, "stripe.json")
    assert (before.added, dict(before.reasons)) == (0, {"no tier for a price": 1})
    assert before.notices[0] == "events left out: 1 of test mode (livemode false)"
    assert before.notices[1].startswith("the workspace has no catalogue: billing events need catalogue.yaml")

    catalogue = FILES["catalogue.yaml"].replace("rank: 2", "rank: 2, also: [price_pro]")
    (folder / "catalogue.yaml").write_text(catalogue, encoding="utf-8")
    read(workspace, "catalogue.yaml")
    after = store(workspace, "stripe.json")
    assert after.added == 1
    assert after.notices[1:] == (
        "account ids of tier events in no accounts file, kept until they come: cus_1",
    )
    accounts = "account_id,name,stripe_id\na1,Acme,cus_1\n"
    (folder / "accounts.csv").write_text(accounts, encoding="utf-8")
    read(workspace, "accounts.csv")
    assert db.execute("SELECT account_id, tier, since FROM spells").fetchall() == [
        ("a1", "business", "2026-02-25")
    ]
    assert store(workspace, "stripe.json").unchanged == 1
    assert db.execute("SELECT COUNT(*) FROM account_segments").fetchone() == (0,)


def test_chargebee_events_are_compared_with_those_of_earlier_files(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db, _, folder = workspace
    read(workspace, "catalogue.yaml")
    for number, (kind, plan) in enumerate((("created", "team"), ("changed", "business"))):
        subscription = {"id": "s1", "customer_id": "c1", "subscription_items": [{"item_price_id": plan}]}
        event = {
            "id": f"ev_{number}", "event_type": f"subscription_{kind}",
            "occurred_at": 1_772_000_000 + number * 86_400, "content": {"subscription": subscription},
        }  # fmt: skip
        (folder / f"{number}.json").write_text(json.dumps([event]), encoding="utf-8")
        read(workspace, f"{number}.json")
    kinds = "SELECT kind, from_tier, to_tier FROM tier_events ORDER BY at"
    assert db.execute(kinds).fetchall() == [("start", None, "team"), ("upgrade", "team", "business")]
    assert [store(workspace, name).unchanged for name in ("0.json", "1.json")] == [1, 1]


def test_a_price_list_becomes_the_catalogue_where_there_is_none_and_else_says_what_to_do(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db, _, folder = workspace
    content = (
        "saasName: Corvane\ncreatedAt: '2026-01-01'\ncurrency: EUR\n"
        "features:\n  sso: {valueType: BOOLEAN, defaultValue: false}\n"
        "usageLimits:\n  seats: {valueType: NUMERIC, defaultValue: 3}\n"
        "plans:\n  TEAM: {price: 12, unit: user/month}\n"
        "  BUSINESS: {price: Contact sales, features: {sso: {value: true}}}\n"
    )
    (folder / "prices.yml").write_text(content, encoding="utf-8")
    assert store(workspace, "prices.yml").added == 1
    assert store(workspace, "prices.yml").unchanged == 1
    assert read_catalogue(db) == Catalogue(
        (Tier("team", "Team", 1), Tier("business", "Business", 2)),
        (Feature("sso", "Sso", (), ("business",)),),
        (Limit("seats", "Seats", (), {"team": 3.0, "business": 3.0}),),
        (Price("team", 12.0, "EUR", "user and month", date(2026, 1, 1)),),
    )
    (folder / "prices.yml").write_text(content.replace("price: 12", "price: 15"), encoding="utf-8")
    with pytest.raises(InputError, match=r"use 'voc changes propose OLD\.yml prices\.yml' for what changed"):
        read(workspace, "prices.yml")
