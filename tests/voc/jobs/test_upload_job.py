"""The job that reads an uploaded file: under the workspace's settings, as the command would."""

import pytest
from sqlite_utils import Database

from voc.errors import InputError
from voc.jobs.queue import add_job, read_job
from voc.jobs.records import Task
from voc.pipeline.progress import silent
from voc.settings import Settings
from voc.worker import ingest


def test_a_job_holds_a_file_to_the_workspaces_limit(settings: Settings, db: Database) -> None:
    (settings.workspace / "redaction.key").write_bytes(b"k" * 32)
    uploads = settings.workspace / "uploads"
    uploads.mkdir()
    (uploads / "17").write_text("comment\nThe seats ran out again and nobody answers\n")
    job = read_job(db, add_job(db, "ingest", {"file": "17", "name": "answers.csv"}, author="tests"))
    small = settings.model_copy(update={"max_file_mb": 0.00001})
    with pytest.raises(InputError, match=r"answers\.csv: found 51 bytes, need at most 10"):
        ingest(Task(job, small, silent, lambda _: None))
    assert ingest(Task(job, settings, silent, lambda _: None))["added"] == 1
