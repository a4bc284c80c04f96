"""``voc questions``: what was asked and how much was answered."""

import json
from pathlib import Path

import pytest

from ingestion.reader import ReadOptions
from voc.cli.app import main
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.questions import identify_questions
from voc.store.database import create_database

SURVEY = "id,date,What should we improve?\n1,2026-03-01,The export never ends\n2,2026-03-09,The mobile app\n"


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["voc", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_questions_are_listed_with_waves_answers_and_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = create_database(tmp_path / "voc.db")
    assert _run(monkeypatch, "questions", "-w", str(tmp_path)) == 0
    assert capsys.readouterr().out == "no questions: they come with surveys, by 'voc ingest FILE'\n"
    (tmp_path / "survey.csv").write_text(SURVEY)
    options = IngestOptions(read=ReadOptions(source="nps"), key=b"k" * 32, isolated=False)
    ingest_file(db, tmp_path / "survey.csv", options)
    with db.atomic():
        identify_questions(db)
    assert _run(monkeypatch, "questions", "-w", str(tmp_path), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "questions": [
            {
                "id": 1,
                "source": "nps",
                "wording": "What should we improve?",
                "wordings": ["What should we improve?"],
                "waves": 1,
                "answers": 2,
                "first": "2026-03-01",
                "last": "2026-03-09",
            }
        ]
    }
    assert _run(monkeypatch, "questions", "-w", str(tmp_path), "--format", "csv") == 0
    assert capsys.readouterr().out == (
        "id,question,source,waves,wordings,answers,first,last\n"
        "1,What should we improve?,nps,1,1,2,2026-03-01,2026-03-09\n"
    )
