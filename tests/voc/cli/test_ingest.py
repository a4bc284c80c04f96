"""``voc ingest`` and ``voc rejects``: what is stored, what is said of a file that cannot be used."""

import csv
import io
import json
from pathlib import Path

import pytest

from voc.cli.app import main

SURVEY = """id,date,Comment,account
1,2026-03-01,"Far too expensive since the new price came in, write to jo@acme.example",acc_1
2,yesterday,The export of the monthly report never finishes for us,acc_1
3,2026-03-03,n/a,acc_2
4,,We hit the seat limit and cannot add the new colleagues,acc_2
"""
MAPPING = ("--map", "text=Comment", "--map", "id=id", "--map", "said_at=date", "--map", "account=account")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VOC_WORKSPACE", raising=False)
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["voc", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_a_file_is_counted_stored_and_not_stored_twice(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ingest", "survey.csv", *MAPPING, "--format", "json") == 0
    first = json.loads(capsys.readouterr().out)["files"]
    assert first == [
        {
            "path": "survey.csv",
            "reader": "generic_csv",
            "source": "generic_csv",
            "kind": "survey",
            "documents": 3,
            "utterances": 3,
            "verbatims": 3,
            "added": 3,
            "changed": 0,
            "unchanged": 0,
            "set_aside": 1,
            "rejects": 1,
            "reject_reasons": first[0]["reject_reasons"],
            "mapping": {"text": "Comment", "id": "id", "said_at": "date", "account": "account"},
            "resumed_at": None,
            "notices": [],
        }
    ]
    assert list(first[0]["reject_reasons"].values()) == [1]
    assert run(monkeypatch, "ingest", "survey.csv", *MAPPING, "--format", "json") == 0
    again = json.loads(capsys.readouterr().out)["files"][0]
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3)
    assert (folder / "voc-workspace" / "voc.db").is_file()


def test_a_rejected_row_is_listed_with_its_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    run(monkeypatch, "ingest", "survey.csv", *MAPPING)
    capsys.readouterr()
    assert run(monkeypatch, "rejects", "--format", "json") == 0
    rejects = json.loads(capsys.readouterr().out)["rejects"]
    assert [(reject["file"], reject["row"]) for reject in rejects] == [("survey.csv", 1)]
    assert "yesterday" in rejects[0]["reason"]


def test_personal_data_never_reaches_the_database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, "ingest", "survey.csv", *MAPPING)
    stored = (folder / "voc-workspace" / "voc.db").read_bytes()
    wal = folder / "voc-workspace" / "voc.db-wal"
    stored += wal.read_bytes() if wal.exists() else b""
    assert b"jo@acme.example" not in stored
    assert b"[EMAIL_1]" in stored


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "picture.png"),
        ("half.json", b'{"tickets": [{"id": 1, "comments": [', "half.json"),
        ("numbers.csv", b"a,b\n1,2\n3,4\n", "numbers.csv"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line_and_nothing_is_stored(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes,
    said: str,
) -> None:
    (folder / name).write_bytes(content)
    assert run(monkeypatch, "ingest", name) == 2
    error = capsys.readouterr().err
    assert error.startswith("voc: ")
    assert said in error
    assert error.count("\n") == 1


def test_a_folder_and_a_missing_file_are_said_plainly(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    assert run(monkeypatch, "ingest", "empty") == 2
    assert "folder" in capsys.readouterr().err
    assert run(monkeypatch, "ingest", "nowhere.csv") == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_a_folder_is_read_file_by_file_without_the_workspace_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "second.csv").write_text(SURVEY, encoding="utf-8")
    (folder / ".hidden.csv").write_text(SURVEY, encoding="utf-8")
    assert run(monkeypatch, "ingest", ".", *MAPPING, "--format", "json") == 0
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(file["path"], file["added"]) for file in files] == [("more/second.csv", 3), ("survey.csv", 0)]
    assert run(monkeypatch, "ingest", ".", "--format", "json") == 0
    assert [file["unchanged"] for file in json.loads(capsys.readouterr().out)["files"]] == [3, 3]


def test_a_look_beforehand_makes_no_workspace(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "ingest", "survey.csv", *MAPPING, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "3 documents (3 complete)" in shown
    assert "[EMAIL_1]" in shown
    assert "nothing stored" in shown
    assert not (folder / "voc-workspace").exists()


def test_a_column_that_is_not_there_is_named_with_those_that_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert run(monkeypatch, "ingest", "survey.csv", "--map", "text=Feedback") == 2
    error = capsys.readouterr().err
    assert "Feedback" in error
    assert "Comment" in error


def test_the_good_file_of_two_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty.csv").write_bytes(b"")
    assert run(monkeypatch, "ingest", "empty.csv", "survey.csv", *MAPPING, "--format", "json") == 2
    assert json.loads(capsys.readouterr().out)["files"][0]["added"] == 3


def test_without_a_workspace_an_answer_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    assert run(monkeypatch, "themes") == 2
    assert "voc init" in capsys.readouterr().err


def test_analysing_nothing_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert folder.is_dir()
    run(monkeypatch, "init")
    assert run(monkeypatch, "analyze") == 2
    assert "voc ingest" in capsys.readouterr().err


def test_a_rejected_row_is_no_formula_in_the_csv(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = "date,Comment\n2026-03-01,Too expensive for us since spring\n=1+2,The export never finishes\n"
    (folder / "survey.csv").write_text(survey, encoding="utf-8")
    run(monkeypatch, "ingest", "survey.csv", "--map", "text=Comment", "--map", "said_at=date")
    capsys.readouterr()
    run(monkeypatch, "rejects", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert row["raw"].startswith("'=1+2")
