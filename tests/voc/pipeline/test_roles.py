"""Roles corrected: verbatims made anew, names kept out of sight, and kept when the file comes again."""

import csv
import io
import json
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from voc.cli.app import main
from voc.errors import InputError, NotFound
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.roles import Corrector, correct_roles
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
from voc.settings import Settings
from voc.store.roles import find_talk, read_corrections, read_speakers

TALK = """Title: Acme
Date: 2026-03-04

Priya Nair: We could not add the night shift, because the plan stops at fifty seats.
Jonas Weber: Do you share logins?
Priya Nair: We share two. Is that allowed?
Jonas Weber: Priya Nair asked whether it is. Would you move up?
Priya Nair: If the price holds.
"""
CORRECTOR = Corrector("kim", b"k", "UTC")


@pytest.fixture
def workspace(tmp_path: Path) -> Settings:
    settings = Settings(workspace=tmp_path / "space")
    init_workspace(settings)
    return settings


def _ingest(settings: Settings, content: str) -> Database:
    path = settings.workspace / "talk.txt"
    path.write_text(content, encoding="utf-8")
    db = open_workspace(settings)
    ingest_file(db, path, IngestOptions(ReadOptions(source="study"), redaction_key(settings), isolated=False))
    return db


def _speakers(db: Database) -> list[tuple[str | None, str, str, int]]:
    return [(s.speaker, s.role, s.role_from, s.turns) for s in read_speakers(db)]


def _labels(db: Database) -> tuple[str, str]:
    """Return the stored labels of the two, as whatever redaction makes of an interviewer's name."""
    first, second = (speaker.speaker or "" for speaker in read_speakers(db))
    return first, second


def _verbatims(db: Database) -> list[str]:
    return [row["text"] for row in db.query("SELECT text FROM verbatims ORDER BY utterance_id, start")]


def test_every_speaker_is_listed_with_role_turns_and_words(workspace: Settings) -> None:
    db = _ingest(workspace, TALK)
    assert [found[1:] for found in _speakers(db)] == [
        ("customer", "questions", 3),
        ("interviewer", "questions", 2),
    ]
    assert _labels(db)[0] == "[PERSON_1]"
    assert [s.words for s in read_speakers(db)] == [24, 13]


def test_a_correction_makes_the_verbatims_anew_and_counts_them(workspace: Settings) -> None:
    db = _ingest(workspace, TALK)
    nair, weber = _labels(db)
    after = correct_roles(db, "1", {nair: "interviewer", weber: "customer"}, CORRECTOR)
    assert [(s.speaker, s.role, s.role_from) for s in after] == [
        ("[PERSON_1]", "interviewer", "corrected"),
        ("[PERSON_2]", "customer", "corrected"),
    ]
    assert _verbatims(db) == ["Do you share logins?", "[PERSON_1] asked whether it is. Would you move up?"]
    assert list(db.query("SELECT measure, day, mentions FROM rollups")) == [
        {"measure": "all", "day": "2026-03-04", "mentions": 2}
    ]
    kept = list(db.query("SELECT author, role FROM role_corrections ORDER BY id"))
    assert kept == [{"author": "kim", "role": "interviewer"}, {"author": "kim", "role": "customer"}]


def test_a_name_that_becomes_a_customers_is_stored_nowhere(workspace: Settings) -> None:
    db = _ingest(workspace, TALK + "Priya Nair: As Jonas Weber said, it is capped.\n")
    correct_roles(db, "1", {_labels(db)[1]: "customer"}, CORRECTOR)
    assert "Jonas Weber" not in "\n".join(db.conn.iterdump())
    assert "As [PERSON_2] said, it is capped." in "\n".join(_verbatims(db))


def test_a_correction_survives_the_same_file_and_a_changed_one(workspace: Settings) -> None:
    db = _ingest(workspace, TALK.replace("Title: Acme\n", ""))
    nair, weber = _labels(db)
    key = redaction_key(workspace)
    correct_roles(db, "1", {nair: "interviewer", weber: "customer"}, Corrector("kim", key, "UTC"))
    talk = find_talk(db, "1")
    # The same talk under the same id, with a speaker before the others: placeholders are numbered anew.
    path = workspace.workspace / "talk.json"
    entries = [
        {"text": "Hello from the other side?", "speaker": "Zoe Marsh"},
        {"text": "We stop at fifty.", "speaker": "Priya Nair"},
        {"text": "We share logins.", "speaker": "Jonas Weber"},
    ]
    path.write_text(json.dumps({"id": talk.external_id, **_assembly(entries)}), encoding="utf-8")
    options = IngestOptions(ReadOptions(source="study"), key, isolated=False)
    assert ingest_file(db, path, options).changed == 1
    named = [(s.role, s.role_from) for s in read_speakers(db)]
    assert named == [("interviewer", "questions"), ("interviewer", "corrected"), ("customer", "corrected")]
    assert _verbatims(db) == ["We share logins."]
    assert ingest_file(db, path, options).unchanged == 1
    assert [(s.role, s.role_from) for s in read_speakers(db)] == named
    assert sorted(read_corrections(db, talk).values()) == ["customer", "interviewer"]


def _assembly(entries: list[dict[str, str]]) -> dict[str, object]:
    timed = [{**entry, "start": n * 1000, "end": n * 1000 + 900} for n, entry in enumerate(entries)]
    return {"audio_url": "x", "acoustic_model": "y", "utterances": timed, "words": []}


def test_what_cannot_be_corrected_is_said_in_a_sentence(workspace: Settings) -> None:
    db = _ingest(workspace, TALK)
    with pytest.raises(NotFound, match="no document '7': need its number or source/external_id"):
        correct_roles(db, "7", {"P1": "customer"}, CORRECTOR)
    with pytest.raises(NotFound, match=r"no speaker 'P1', need one of '\[PERSON_1\]', '"):
        correct_roles(db, "1", {"P1": "customer"}, CORRECTOR)
    with pytest.raises(InputError, match="found the role 'client', need one of customer, agent"):
        correct_roles(db, "1", {_labels(db)[1]: "client"}, CORRECTOR)
    assert _speakers(db)[1][1:] == ("interviewer", "questions", 2)


def test_words_of_nobody_named_can_be_given_a_role(workspace: Settings) -> None:
    db = _ingest(workspace, "WEBVTT\n\n00:01.000 --> 00:02.000\nThe cap is low.\n")
    assert _speakers(db) == [(None, "customer", "assumed", 1)]
    correct_roles(db, "1", {"-": "agent"}, CORRECTOR)
    assert (_speakers(db), _verbatims(db)) == ([(None, "agent", "corrected", 1)], [])


def test_the_command_lists_and_corrects(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = _ingest(workspace, TALK)
    name, weber = f"study/{find_talk(db, '1').external_id}", _labels(db)[1]
    db.close()
    space = ("--workspace", str(workspace.workspace), "--format", "csv")

    def run(*words: str) -> list[list[str]]:
        monkeypatch.setattr("sys.argv", ["voc", "roles", *words, *space])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
        return list(csv.reader(io.StringIO(capsys.readouterr().out)))

    header = ["document", "id", "speaker", "role", "from", "turns", "words"]
    first = ["1", name, "[PERSON_1]", "customer", "questions", "3", "24"]
    assert run() == [header, first, ["1", name, weber, "interviewer", "questions", "2", "13"]]
    assert run("--source", "elsewhere") == [header]
    assert run(name, "--set", f"{weber}=agent")[2][3:5] == ["agent", "corrected"]
    assert run("1")[2][3:5] == ["agent", "corrected"]
