"""Context files: recognised by their content, stored, and tied to what was there already."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from voc.pipeline.file_report import FileReport
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
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


def test_new_tier_events_have_the_rollups_counted_anew(
    workspace: tuple[Database, IngestOptions, Path],
) -> None:
    db = workspace[0]
    read(workspace, "survey.csv")
    db.execute("UPDATE documents SET rolled = 1")
    read(workspace, "tier_events.csv")
    assert db.execute("SELECT rolled FROM documents").fetchall() == [(0,)]
