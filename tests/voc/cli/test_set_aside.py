"""``voc set-aside`` and ``voc restore``: listed by reason, marked by hand, taken back."""

import json
from pathlib import Path

import pytest

from voc.cli.app import main

SURVEY = """id,date,comment
1,2026-03-01,The export never finishes and nobody answers
2,2026-03-02,n/a
3,2026-03-03,N/A
4,2026-03-04,asdf asdf
5,2026-03-05,We are the champions of the town
"""


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VOC_WORKSPACE", raising=False)
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    run(
        monkeypatch,
        "ingest",
        "survey.csv",
        "--map",
        "text=comment",
        "--map",
        "said_at=date",
        "--map",
        "id=id",
    )
    capsys.readouterr()


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["voc", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str
) -> list[dict[str, object]]:
    assert run(monkeypatch, "set-aside", *more, "--format", "json") == 0
    found: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return next(iter(found.values()))


@pytest.mark.usefixtures("filled")
def test_reasons_are_listed_with_counts_and_examples(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(monkeypatch, capsys) == [
        {
            "reason": "says nothing",
            "verbatims": 2,
            "documents": 2,
            "texts": 2,
            "examples": ["n/a", "N/A"],
        },
        {"reason": "keyboard mash", "verbatims": 1, "documents": 1, "texts": 1, "examples": ["asdf asdf"]},
    ]
    rows = listed(monkeypatch, capsys, "--reason", "keyboard mash")
    assert [(row["text"], row["author"]) for row in rows] == [("asdf asdf", None)]


@pytest.mark.usefixtures("filled")
def test_a_text_is_set_aside_by_hand_and_taken_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, "set-aside", "--text", "We are the champions of the town", "--author", "ada")
    assert capsys.readouterr().out == "1 verbatim set aside\n"
    (row,) = listed(monkeypatch, capsys, "--reason", "by hand")
    assert (row["text"], row["author"]) == ("We are the champions of the town", "ada")
    assert run(monkeypatch, "restore", str(row["verbatim_id"]), "--reason", "says nothing") == 0
    assert capsys.readouterr().out == "3 verbatims restored; run 'voc analyze' to have them read\n"
    assert [one["reason"] for one in listed(monkeypatch, capsys)] == ["keyboard mash"]


@pytest.mark.usefixtures("filled")
def test_what_cannot_be_restored_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "restore") == 2
    assert run(monkeypatch, "restore", "99") == 2
    assert run(monkeypatch, "restore", "--reason", "rude") == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[2] == "voc: nothing is set aside as 'rude': there is keyboard mash, says nothing"
