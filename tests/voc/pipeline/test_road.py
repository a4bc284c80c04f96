"""The whole road with the real parts: files in, themes, signals and rollups out, twice the same."""

import csv
import json
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from nlp.codebook import DEFAULT_CODEBOOK
from voc.errors import SettingsError
from voc.pipeline.analyze import RunReport, analyze
from voc.pipeline.detection import detect_file
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.trial import try_file
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
from voc.settings import Settings
from voc.store.analysis import input_digests

SUBJECTS = {
    "seats": (
        "We hit the seat limit and cannot invite {} new colleagues to the workspace",
        "The user limit of our plan is full and {} people wait for a seat",
        "No seats left on the plan, so {} new hires share one login",
        "Please raise the seat cap, we need to add {} more users to our team",
    ),
    "export": (
        "The export of the monthly report with {} thousand rows times out",
        "Exporting a large report fails after {} minutes with a timeout",
        "Our report export never finishes, we tried {} times this week",
        "Large CSV exports stop at {} percent and then fail",
    ),
    "price": (
        "The price went up {} percent and we get nothing more for it",
        "Too expensive for a small company since the price rise of {} percent",
        "The new price is {} dollars a user, far too much for us",
        "Your price increase of {} percent is hard to explain to our board",
    ),
}
ROUNDS = 12


def rows(rounds: range) -> list[tuple[str, str, str]]:
    made = []
    for number in rounds:
        for subject, texts in SUBJECTS.items():
            for place, text in enumerate(texts):
                day = f"2026-{1 + number % 6:02d}-{1 + place * 7:02d}"
                made.append((f"{subject}-{number}-{place}", day, text.format(3 + number)))
    return made


def write(path: Path, rounds: range) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date", "comment"))
        writer.writerows(rows(rounds))
    return path


def build(folder: Path, *files: Path) -> tuple[Database, Settings, RunReport]:
    settings = Settings(workspace=folder)
    init_workspace(settings)
    db = open_workspace(settings)
    options = IngestOptions(ReadOptions(), redaction_key(settings))
    for file in files:
        ingest_file(db, file, options)
    return db, settings, analyze(db, settings)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("files") / "survey.csv", range(ROUNDS))


def test_two_runs_on_the_same_input_give_the_same_themes_mentions_and_rollups(
    survey: Path, tmp_path: Path
) -> None:
    first = build(tmp_path / "one", survey)[2]
    second = build(tmp_path / "two", survey)[2]
    assert first.results == second.results
    assert first.themes == second.themes == 3


def test_a_second_analysis_has_nothing_to_do_and_changes_nothing(survey: Path, tmp_path: Path) -> None:
    db, settings, first = build(tmp_path / "one", survey)
    again = analyze(db, settings)
    assert (again.assigned, again.detected, again.new_themes) == (0, 0, 0)
    assert again.results == first.results
    assert again.manifest == first.manifest


def test_new_verbatims_join_the_themes_that_are_there(survey: Path, tmp_path: Path) -> None:
    db, settings, first = build(tmp_path / "one", survey)
    later = write(tmp_path / "later.csv", range(ROUNDS, ROUNDS + 2))
    ingest_file(db, later, IngestOptions(ReadOptions(), redaction_key(settings)))
    report = analyze(db, settings)
    assert report.assigned == report.detected == 24
    assert report.ledger_version == first.ledger_version
    assert report.themes == first.themes


def test_a_theme_holds_the_verbatims_of_its_subject(survey: Path, tmp_path: Path) -> None:
    db = build(tmp_path / "one", survey)[0]
    subjects = db.execute(
        "SELECT theme_id, COUNT(DISTINCT substr(external_id, 1, 4)), COUNT(*) FROM mentions "
        "JOIN verbatims ON verbatims.id = verbatim_id JOIN documents ON documents.id = document_id "
        "GROUP BY theme_id"
    ).fetchall()
    assert [row[1] for row in subjects] == [1, 1, 1]
    assert sum(row[2] for row in subjects) >= 0.9 * ROUNDS * 12


def test_a_trial_gives_every_record_in_file_order(survey: Path) -> None:
    trial = try_file(survey, Settings())
    assert trial.records == ROUNDS * 12
    assert len(trial.themes) == 3
    assert [row.row for row in trial.rows] == sorted(row.row for row in trial.rows)
    assert {row.theme_id for row in trial.rows} == {theme.id for theme in trial.themes}
    assert all(0 < row.strength <= 1 for row in trial.rows)


def test_a_trial_of_notes_takes_a_line_for_a_record(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("\n".join(text for _, _, text in rows(range(4))), encoding="utf-8")
    trial = try_file(notes, Settings())
    assert (trial.reader, trial.records) == ("notes", 48)


def test_detection_answers_every_line_in_order_with_spans_inside_the_text(tmp_path: Path) -> None:
    texts = ["Far too expensive since the price rise.", "", "How do I export a list?"]
    lines = [json.dumps({"id": number, "text": text, "more": 1}) for number, text in enumerate(texts)]
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = list(detect_file(path, Settings()))
    assert [one.id for one in found] == [0, 1, 2]
    assert "friction.price" in [signal.code for signal in found[0].codes]
    assert found[1].codes == ()
    for one, text in zip(found, texts, strict=True):
        codes = [signal.code for signal in one.codes]
        assert len(codes) == len(set(codes))
        assert all(0 <= signal.start < signal.end <= len(text) for signal in one.codes)


def test_verbatims_that_share_nothing_are_unthemed_and_counted_as_such(tmp_path: Path) -> None:
    path = tmp_path / "three.csv"
    path.write_text(
        "comment\nThe invoice shows a charge twice\nOur goats ate the router cable\nWhere is the moon now\n",
        encoding="utf-8",
    )
    report = build(tmp_path / "one", path)[2]
    assert (report.themes, report.assigned, report.unthemed) == (0, 3, 1.0)


def test_another_time_zone_has_the_days_counted_anew(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_text(
        "id,date,comment\n1,2026-02-28T23:30:00Z,We have no seats left for the new people\n", "utf-8"
    )
    db, settings, _ = build(tmp_path / "one", path)
    analyze(db, settings.model_copy(update={"time_zone": "Europe/Berlin"}))
    assert db.execute("SELECT DISTINCT day FROM rollups").fetchall() == [("2026-03-01",)]


def test_themes_found_by_another_encoder_are_not_silently_lost(survey: Path, tmp_path: Path) -> None:
    db, settings, _ = build(tmp_path / "one", survey)
    db.execute("UPDATE centroids SET model = 'another@1'")
    with pytest.raises(SettingsError, match="another@1"):
        analyze(db, settings)


def test_the_manifest_knows_every_file_and_what_the_codes_mean(tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("account_id,name,arr\na1,Acme,1200\n", encoding="utf-8")
    comments = tmp_path / "c.csv"
    comments.write_text("comment\nWe have no seats left for the new people\n", encoding="utf-8")
    db, settings, first = build(tmp_path / "one", accounts, comments)
    assert all(len(digest) == 64 for digest in input_digests(db))
    assert len(input_digests(db)) == 2
    book = tmp_path / "codes.toml"
    book.write_text(DEFAULT_CODEBOOK.read_text("utf-8").replace("too high", "far too high"), "utf-8")
    again = analyze(db, settings.model_copy(update={"codebook": book}))
    assert again.manifest != first.manifest
