"""``voc changes``: proposals from price lists, and changes taken away."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingestion.context.changes import read_changes as read_file
from voc.cli.app import main
from voc.cli.changes import app
from voc.errors import InputError, NotFound
from voc.records import Catalogue, Change, Tier
from voc.settings import Settings
from voc.store.context import put_catalogue, put_change, read_changes
from voc.store.database import create_database, open_database

LIST = """saasName: Corvane
createdAt: '{day}'
currency: EUR
features: {{sso: {{valueType: BOOLEAN, defaultValue: {sso}}}}}
plans: {{TEAM_PLAN: {{price: {price}, unit: user/month}}}}
"""


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    for name, day, sso, price in (("old", "2025-03-01", "false", 12), ("new", "2026-03-01", "true", 15)):
        (tmp_path / f"{name}.yml").write_text(LIST.format(day=day, sso=sso, price=price), encoding="utf-8")
    return str(tmp_path / "old.yml"), str(tmp_path / "new.yml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_proposal_goes_to_standard_output_and_its_table_to_the_terminal(
    lists: tuple[str, str], tmp_path: Path
) -> None:
    result = run("propose", *lists, "-w", str(tmp_path / "none"))
    (tmp_path / "proposed.yaml").write_text(result.stdout, encoding="utf-8")
    price, sso = read_file(tmp_path / "proposed.yaml")
    assert isinstance(price, Change)
    assert isinstance(sso, Change)
    assert (price.kind, price.tiers, price.after) == ("price", ("team_plan",), "15 EUR per user and month")
    assert (sso.kind, sso.name, sso.before) == ("feature_moved", "Feature moved: sso", "none")
    assert "2 changes proposed, 0 keys taken as renamed, 0 questions" in result.stderr


def test_a_proposal_is_written_to_a_file_with_the_catalogues_tiers(
    lists: tuple[str, str], tmp_path: Path, empty_company: Settings
) -> None:
    db = create_database(empty_company.database)
    with db.atomic():
        put_catalogue(db, Catalogue((Tier("team", "Team", 1, ("team plan",)),)))
    db.close()
    out = tmp_path / "proposed.yaml"
    result = run("propose", *lists, "--out", str(out), "-w", str(empty_company.workspace))
    assert result.stdout.splitlines()[-1] == f"wrote {out}: look through it, then 'voc ingest {out}'"
    assert "tiers: [team]" in out.read_text("utf-8")


def test_a_file_that_cannot_be_written_or_read_is_an_error(lists: tuple[str, str], tmp_path: Path) -> None:
    result = run("propose", *lists, "--out", str(tmp_path / "no" / "where.yaml"))
    assert isinstance(result.exception, InputError)
    assert isinstance(run("propose", *reversed(lists)).exception, InputError)


def test_a_change_is_taken_away_by_its_id(empty_company: Settings) -> None:
    db = create_database(empty_company.database)
    with db.atomic():
        put_change(db, Change("c1", "Price", "price", date(2026, 1, 1), ("team",), "all"))
    db.close()
    folder = str(empty_company.workspace)
    assert run("remove", "c1", "-w", folder).stdout == "removed c1\n"
    assert read_changes(open_database(empty_company.database)) == ()
    again = run("remove", "c1", "-w", folder)
    assert isinstance(again.exception, NotFound)


def test_a_workspace_without_changes_says_so_in_every_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = str(tmp_path / "w")
    for words in (
        ("init",),
        ("changes", "-f", "json"),
        ("accounts", "-f", "json"),
        ("verbatims", "-f", "json"),
    ):
        monkeypatch.setattr("sys.argv", ["voc", *words, "-w", workspace])
        with pytest.raises(SystemExit):
            main()
    shown = capsys.readouterr().out
    assert [
        name for name in ('"changes": []', '"accounts": []', '"verbatims": []') if name not in shown
    ] == []
