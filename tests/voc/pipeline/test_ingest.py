"""Reading a file into a workspace: broken off and carried on, broken further down, looked at beforehand."""

import csv
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from voc.errors import InputError
from voc.pipeline.ingest import BATCH, IngestOptions, ingest_file
from voc.pipeline.preview import preview_file, unsaved_workspace
from voc.pipeline.progress import Progress
from voc.store.ingests import interrupted

ROWS = 3 * BATCH + 10
MAPPING = {"text": "comment", "id": "id", "said_at": "date"}
TABLES = ("documents", "utterances", "verbatims", "identities", "rejects")


@pytest.fixture
def db() -> Database:
    return unsaved_workspace()[0]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date", "comment"))
        for row in range(ROWS):
            day = "someday" if row % 100 == 50 else "2026-03-02"
            writer.writerow((row, day, f"The export fails for report {row}, write to u{row}@acme.example"))
    return path


def options(**said: object) -> IngestOptions:
    return IngestOptions(ReadOptions(**{"mapping": MAPPING, **said}), b"key", isolated=False)  # type: ignore[arg-type]


def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    return {name: db.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall() for name in TABLES}


def breaking_off(after: int) -> Progress:
    def progress(stage: str, done: int, total: int | None) -> None:
        if stage == "read" and total is None and done >= after:
            raise KeyboardInterrupt

    return progress


def test_a_reading_that_was_broken_off_is_carried_on_with_the_same_result(db: Database, table: Path) -> None:
    other, _ = unsaved_workspace()
    whole = ingest_file(other, table, options=options())
    with pytest.raises(KeyboardInterrupt):
        ingest_file(db, table, options=options(), progress=breaking_off(2 * BATCH))
    assert [(left.file, left.taken) for left in interrupted(db)] == [("answers.csv", 2 * BATCH)]
    report = ingest_file(db, table, options=options())
    assert report.resumed_at == 2 * BATCH
    assert (report.documents, report.added, report.rejects) == (whole.documents, whole.added, whole.rejects)
    assert contents(db) == contents(other)
    assert interrupted(db) == ()


def test_another_reading_of_the_same_file_begins_at_its_beginning(db: Database, table: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        ingest_file(db, table, options=options(), progress=breaking_off(BATCH))
    report = ingest_file(db, table, options=options(source="other"))
    assert (report.resumed_at, report.added) == (None, ROWS - 8)


def test_nothing_is_added_of_a_file_that_breaks_further_down(db: Database, table: Path) -> None:
    ingest_file(db, table, options=options())
    before = contents(db)
    broken = table.with_name("broken.csv")
    broken.write_text(
        table.read_text("utf-8").replace("\n1,", "\nfirst,") + 'x,2026-01-01,"never closed', "utf-8"
    )
    with pytest.raises(InputError, match=r"broken\.csv"):
        ingest_file(db, broken, options=options())
    assert contents(db) == before
    assert interrupted(db) == ()


def test_a_mapping_is_remembered_for_tables_of_the_same_columns(db: Database, table: Path) -> None:
    ingest_file(db, table, options=options())
    later = table.with_name("later.csv")
    later.write_text("ID,Date,Comment\n9000,2026-05-01,Seats are gone\n", encoding="utf-8")
    report = ingest_file(db, later, options=options(mapping=None))
    assert report.mapping == {"text": ("comment",), "id": ("id",), "said_at": ("date",)}
    assert report.added == 1


def test_a_look_beforehand_stores_nothing(db: Database, table: Path) -> None:
    before = contents(db)
    preview = preview_file(db, table, options=options())
    assert contents(db) == before
    assert (preview.report.documents, preview.report.rejects, preview.dated) == (ROWS - 8, 8, ROWS - 8)
    assert preview.rows[0].text == "The export fails for report 0, write to [EMAIL_1]"
    assert preview.rows[0].said_at == "2026-03-02T00:00:00Z"
    assert preview.rejects[0].origin.row == 50
    assert dict(preview.statuses) == {"complete": ROWS - 8}


def test_a_look_at_a_context_file_says_what_it_is(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("account_id,name,domain,arr\na1,Acme,acme.example,100\n", encoding="utf-8")
    preview = preview_file(db, path, options=options(mapping=None))
    assert (preview.report.reader, preview.report.kind) == ("accounts", "context")
