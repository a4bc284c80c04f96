"""Questions over waves: known again, listed, and a scale that changes said once."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.questions import identify_questions
from voc.store.database import create_database
from voc.store.questions import read_questions

HEADER = (
    "Respondent ID,Collector ID,End Date,{recommend},{why},{what}\n,,,Response,Why?,Open-Ended Response\n"
)
FIRST = HEADER.format(
    recommend='"Would you recommend us? 1 - not at all, 5 - certainly"',
    why="",
    what="What help would you want?",
) + (
    "1,9,03/24/2025 12:09:01 PM,4,It saves time,More training for new people\n"
    "2,9,03/25/2025 12:09:01 PM,5,,Examples of boards\n"
)
SECOND = HEADER.format(
    recommend='"Would you recommend us? 10 - certainly, 0 - not at all"',
    why="",
    what="What help would you want most? (e.g. training)",
) + (
    "3,9,03/24/2026 12:09:01 PM,9,The price is fair,Training in German\n"
    "4,9,03/25/2026 12:09:01 PM,3,Too slow,\n"
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return create_database(tmp_path / "voc.db")


def _ingest(db: Database, path: Path, content: str) -> tuple[str, ...]:
    path.write_text(content)
    options = IngestOptions(read=ReadOptions(source="survey"), key=b"k" * 32, isolated=False)
    return ingest_file(db, path, options=options).notices


def test_a_question_asked_again_in_other_words_is_one_with_two_wordings(db: Database, tmp_path: Path) -> None:
    _ingest(db, tmp_path / "2025.csv", FIRST)
    notices = _ingest(db, tmp_path / "2026.csv", SECOND)
    why, what = sorted(read_questions(db), key=lambda question: question.wording, reverse=True)
    assert (why.waves, why.answers, why.first, why.last) == (2, 3, "2025-03-24", "2026-03-25")
    assert (what.wording, what.waves, what.answers) == ("What help would you want?", 2, 3)
    assert what.wordings == ("What help would you want most? (e.g. training)", "What help would you want?")
    assert (
        "questions reworded since they were asked before are counted together: "
        "'What help would you want most? (e.g. training)' with 'What help would you want?'"
    ) in notices


def test_a_changed_scale_is_said_once_and_the_scores_keep_their_own(db: Database, tmp_path: Path) -> None:
    assert _ingest(db, tmp_path / "2025.csv", FIRST) == ()
    notices = _ingest(db, tmp_path / "2026.csv", SECOND)
    assert "nps of source survey: scale 1 to 5 until now, 0 to 10 in this file; kept apart" in notices
    scores = db.execute("SELECT value, low, high FROM scores ORDER BY document_id").fetchall()
    assert scores == [(4, 1, 5), (5, 1, 5), (9, 0, 10), (3, 0, 10)]


def test_identifying_twice_changes_nothing(db: Database, tmp_path: Path) -> None:
    _ingest(db, tmp_path / "2025.csv", FIRST)
    before = db.execute("SELECT id, question_id FROM utterances ORDER BY id").fetchall()
    assert all(question for _, question in before)
    assert identify_questions(db) == ()
    assert db.execute("SELECT id, question_id FROM utterances ORDER BY id").fetchall() == before


def test_the_same_question_of_two_sources_is_two(db: Database, tmp_path: Path) -> None:
    for source in ("a", "b"):
        path = tmp_path / f"{source}.csv"
        path.write_text(FIRST)
        options = IngestOptions(read=ReadOptions(source=source), key=b"k" * 32, isolated=False)
        ingest_file(db, path, options)
    assert identify_questions(db) == ()
    assert [question.source for question in read_questions(db)] == ["a", "b", "a", "b"]
    assert len(read_questions(db, source="a")) == 2


def test_vendors_names_tie_a_rewritten_question(db: Database, tmp_path: Path) -> None:
    table = (
        "ResponseId,RecordedDate,Finished,Q2\nResponse ID,Recorded Date,Finished,{label}\n"
        '"{{""ImportId"":""_recordId""}}","{{""ImportId"":""recordedDate""}}","{{""ImportId"":""finished""}}",'
        '"{{""ImportId"":""QID2_TEXT""}}"\n{row}\n'
    )
    first = table.format(
        label="What should we change first?", row="R_1aBcDeFgHi,2025-03-02 10:00:00,1,The price of a seat"
    )
    second = table.format(
        label="What is the first thing that we should change?",
        row="R_2aBcDeFgHi,2026-03-02 10:00:00,1,The limits of boards",
    )
    _ingest(db, tmp_path / "one.csv", first)
    _ingest(db, tmp_path / "two.csv", second)
    (question,) = read_questions(db)
    assert (question.waves, question.answers) == (2, 2)
