"""The job that stores a webhook's event."""

import json

from sqlite_utils import Database

from voc.jobs.queue import add_job, read_job
from voc.jobs.records import Result, Task
from voc.pipeline.progress import silent
from voc.settings import Settings
from voc.worker import webhook


def test_a_job_stores_the_event_and_takes_its_file_away(settings: Settings, db: Database) -> None:
    (settings.workspace / "redaction.key").write_bytes(b"k" * 32)
    uploads = settings.workspace / "uploads"
    uploads.mkdir()
    event = {"form_response": {"token": "t1", "submitted_at": "2026-03-01T09:02:00Z", "answers": []}}
    (uploads / "17").write_text(json.dumps(event))
    payload = {"file": "17", "source": "survey", "system": "typeform", "analyze": True}
    job = read_job(db, add_job(db, "webhook", payload, author="webhook of typeform"))
    kept: list[Result] = []
    assert webhook(Task(job, settings, silent, kept.append)) == {
        "source": "survey", "rejects": 0, "added": 1, "analysis": None,
    }  # fmt: skip
    assert [dict(result)["added"] for result in kept] == [1]
    assert db.execute("SELECT source_id, external_id FROM documents").fetchall() == [("survey", "t1")]
    assert [path.name for path in uploads.iterdir()] == []
