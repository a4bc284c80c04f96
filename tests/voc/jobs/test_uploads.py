"""Uploaded files: under their own names while they wait, never outside their folder, gone after a day."""

import os
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.errors import InputError
from voc.jobs.queue import enqueue
from voc.jobs.uploads import open_upload, remove_left, remove_upload
from voc.settings import Settings


@pytest.fixture
def upload(settings: Settings) -> Path:
    folder = settings.workspace / "uploads"
    folder.mkdir()
    path = folder / "0a1b"
    path.write_text("comment\nhello\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("upload")
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("survey.csv", "survey.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\Interview 1.docx", "Interview 1.docx"),
        ("..", "upload"),
        ("a\nb.vtt", "ab.vtt"),
        ("x" * 300 + ".json", "x" * 120 + ".json"),
    ],
)
def test_a_file_is_read_under_its_own_name(settings: Settings, given: str, name: str) -> None:
    path = open_upload(settings, "0a1b", given)
    assert path.name == name
    assert path.parent.parent == settings.workspace / "uploads"
    assert open_upload(settings, "0a1b", given).read_text("utf-8") == "comment\nhello\n"


@pytest.mark.usefixtures("upload")
@pytest.mark.parametrize("number", ["", "..", "../voc.db", "0a1b/x", "nothing"])
def test_what_is_no_upload_is_refused(settings: Settings, number: str) -> None:
    with pytest.raises(InputError, match="is not there any more: send the file again"):
        open_upload(settings, number, "a.csv")


def test_a_file_that_was_read_is_gone_with_its_name(settings: Settings, upload: Path) -> None:
    open_upload(settings, "0a1b", "survey.csv")
    remove_upload(settings, "0a1b")
    remove_upload(settings, "0a1b")
    assert list(upload.parent.iterdir()) == []


def test_what_no_job_waits_for_goes_after_a_day(db: Database, settings: Settings, upload: Path) -> None:
    remove_left(db, settings)
    assert upload.exists()
    os.utime(upload, (0, 0))
    enqueue(db, settings, "ingest", {"file": "0a1b"}, author="ops")
    remove_left(db, settings)
    assert upload.exists()
    db.execute("UPDATE jobs SET state = 'failed'")
    remove_left(db, settings)
    assert not upload.exists()
