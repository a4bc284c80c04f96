"""Clean text on the whole road: blocks cut out, letters collapsed but counted, restored texts analysed."""

import csv

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from reports.set_aside import reasons
from reports.themes import themes
from voc.pipeline.analyze import analyze
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
from voc.settings import Settings
from voc.store.set_aside import decide, digests_set_aside

SAID = (
    "We hit the seat limit and cannot invite {} new colleagues",
    "The user limit of our plan is full and {} people wait for a seat",
    "No seats left on the plan, so {} new hires share one login",
    "The export of the report with {} thousand rows times out",
    "Exporting a large report fails after {} minutes",
    "Our report export never finishes, we tried {} times",
)
LETTER = (
    "Dear team {}, we ask you to raise the seat cap of the plan for schools before the term begins in autumn"
)
GERMAN = "Der Export bricht immer ab und niemand antwortet"
SIGNED = "The export of our report hangs.\n\nBest regards,\nJane Roe\nHead of Ops"
LETTERS = 30


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, Settings]:
    folder = tmp_path_factory.mktemp("workspace")
    texts = [text.format(number) for number in range(3, 11) for text in SAID]
    texts += [LETTER.format(number) for number in range(LETTERS)]
    texts += [GERMAN, SIGNED, "weiß nicht", "asdf asdf", "n/a"]
    path = folder / "survey.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date", "comment"))
        writer.writerows((number, "2026-03-01", text) for number, text in enumerate(texts))
    settings = Settings(workspace=folder / "voc", models=Settings().models)
    init_workspace(settings)
    db = open_workspace(settings)
    ingest_file(db, path, IngestOptions(ReadOptions(), redaction_key(settings)))
    analyze(db, settings)
    return db, settings


def test_what_says_nothing_is_listed_by_reason(workspace: tuple[Database, Settings]) -> None:
    found = {one.reason: one.verbatims for one in reasons(workspace[0])}
    assert found == {"says nothing": 2, "keyboard mash": 1, "signature": 1}


def test_a_signature_is_a_verbatim_of_its_own_beside_what_was_said(
    workspace: tuple[Database, Settings],
) -> None:
    rows = workspace[0].execute(
        "SELECT verbatims.text, set_aside, "
        "substr(utterances.text, start + 1, until - start) = verbatims.text "
        "FROM verbatims JOIN utterances ON utterances.id = utterance_id "
        "WHERE utterances.text LIKE '%report hangs%' ORDER BY start"
    )
    assert [(text.split("\n")[0], why, same) for text, why, same in rows] == [
        ("The export of our report hangs.", None, 1),
        ("Best regards,", "signature", 1),
    ]


def test_the_language_is_recorded_and_counted(workspace: tuple[Database, Settings]) -> None:
    db = workspace[0]
    assert db.execute("SELECT text FROM utterances WHERE language = 'de' ORDER BY id").fetchall() == [
        (GERMAN,),
        ("weiß nicht",),
    ]
    assert themes(db).coverage.other_languages == 1


def test_a_letter_of_many_is_counted_as_often_as_it_came_and_shown_once(
    workspace: tuple[Database, Settings],
) -> None:
    db = workspace[0]
    assert db.execute("SELECT COUNT(*) FROM verbatims WHERE twin_of IS NOT NULL").fetchone()[0] >= LETTERS - 1
    answers = themes(db, quotes=10).themes
    seats = next(one for one in answers if any("seat cap" in quote.text for quote in one.quotes))
    letters = [quote for quote in seats.quotes if "seat cap" in quote.text]
    assert [quote.alike for quote in letters] == [LETTERS - 1]
    assert seats.verbatims >= LETTERS - 1


def test_what_is_restored_is_read_by_the_next_analysis(workspace: tuple[Database, Settings]) -> None:
    db, settings = workspace
    assert decide(db, digests_set_aside(db, "keyboard mash"), reason=None, author="ada") == 1
    report = analyze(db, settings)
    assert (report.assigned, report.detected) == (1, 1)
    assert analyze(db, settings).assigned == 0
