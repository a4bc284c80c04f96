"""What others send: batches answered row by row, files streamed to disk, webhooks taken once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.voc.auth.test_signatures import SECRET, sign
from voc.api.app import create_app
from voc.auth.tokens import make_token
from voc.jobs.queue import read_jobs
from voc.jobs.records import Job
from voc.pipeline.workspace import init_workspace
from voc.settings import Settings
from voc.store.database import open_database
from voc.store.hooks import Hook, put_hook

BATCH = {
    "source": "app",
    "kind": "survey",
    "documents": [
        {"external_id": "1", "text": "The export is too slow for us", "said_at": "2026-03-02T09:00:00Z"},
        {"external_id": "2", "utterances": [{"text": "Why is SSO gone?", "role": "customer"}]},
        {"external_id": "3"},
        {"external_id": "4", "text": "x", "colour": "red"},
        {"text": "nobody knows me"},
    ],
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(workspace=tmp_path / "w", max_file_mb=0.01)
    init_workspace(made)
    return made


@pytest.fixture
def api(settings: Settings) -> TestClient:
    db = open_database(settings.database)
    with db.atomic():
        put_hook(db, Hook("billing", "stripe", "HOOK_SECRET"))
        text = make_token(db, "tests", scopes=("upload",), at=datetime.now(UTC))
    db.close()
    client = TestClient(create_app(settings), base_url="http://localhost")
    client.headers["Authorization"] = f"Bearer {text}"
    return client


@pytest.fixture
def jobs(settings: Settings) -> Callable[[], tuple[Job, ...]]:
    def read() -> tuple[Job, ...]:
        db = open_database(settings.database)
        try:
            return tuple(read_jobs(db))
        finally:
            db.close()

    return read


def test_each_row_of_a_batch_is_answered_by_itself(
    api: TestClient, settings: Settings, jobs: Callable[[], tuple[Job, ...]]
) -> None:
    answer = api.post("/api/v1/documents", json=BATCH)
    assert answer.status_code == 202
    body = answer.json()
    assert (body["accepted"], body["duplicates"], body["rejected"]) == (2, 0, 3)
    assert [row["status"] for row in body["rows"]] == [
        "accepted",
        "accepted",
        "rejected",
        "rejected",
        "rejected",
    ]
    assert body["rows"][2]["reason"] == "found neither 'text' nor 'utterances', need one of them"
    assert body["rows"][3]["reason"] == "colour: Extra inputs are not permitted"
    assert body["rows"][4]["reason"] == "external_id: Field required"
    (job,) = jobs()
    assert (job.id, job.kind, job.state) == (body["job"], "ingest", "queued")
    assert job.payload["source"] == "app"
    (kept,) = (settings.workspace / "uploads").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert [json.loads(line)["external_id"] for line in kept.read_text("utf-8").splitlines()] == ["1", "2"]


def test_the_same_batch_again_and_again_makes_one_job(
    api: TestClient, jobs: Callable[[], tuple[Job, ...]]
) -> None:
    first = api.post("/api/v1/documents", json=BATCH).json()
    for _ in range(20):
        again = api.post("/api/v1/documents", json=BATCH).json()
        assert (again["job"], again["accepted"], again["duplicates"]) == (None, 0, 2)
    changed = {**BATCH, "documents": [{"external_id": "1", "text": "The export is quick now"}]}
    assert api.post("/api/v1/documents", json=changed).json()["accepted"] == 1
    assert len(jobs()) == 2
    assert first["job"] in {job.id for job in jobs()}


def test_a_batch_needs_a_source_and_a_bounded_number_of_rows(api: TestClient) -> None:
    for wrong in (
        {**BATCH, "source": "../up"},
        {**BATCH, "source": ""},
        {**BATCH, "documents": []},
        {**BATCH, "documents": [{"external_id": "1", "text": "x"}] * 1001},
        {**BATCH, "kind": "chat"},
    ):
        answer = api.post("/api/v1/documents", json=wrong)
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_file_is_streamed_to_disk_and_read_by_a_job(
    api: TestClient, settings: Settings, jobs: Callable[[], tuple[Job, ...]]
) -> None:
    answer = api.post(
        "/api/v1/uploads",
        params={"name": "talk.vtt", "source": "study", "analyze": "false"},
        content=b"WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Seats ran out.\n",
    )
    assert answer.status_code == 202
    (job,) = jobs()
    assert job.id == answer.json()["job"]
    assert {name: job.payload[name] for name in ("name", "source", "analyze")} == {
        "name": "talk.vtt",
        "source": "study",
        "analyze": False,
    }
    assert (settings.workspace / "uploads" / str(job.payload["file"])).read_bytes().startswith(b"WEBVTT")


def test_a_file_that_is_too_large_or_empty_leaves_nothing_behind(
    api: TestClient, settings: Settings, jobs: Callable[[], tuple[Job, ...]]
) -> None:
    large = api.post("/api/v1/uploads", params={"name": "a.csv"}, content=b"x" * 10_001)
    assert (large.status_code, large.json()["type"]) == (413, "/problems/too-large")
    assert api.post("/api/v1/uploads", params={"name": "a.csv"}, content=b"").status_code == 422
    assert list((settings.workspace / "uploads").iterdir()) == []
    assert jobs() == ()


def test_a_webhook_is_taken_once_and_only_as_it_was_signed(
    api: TestClient, jobs: Callable[[], tuple[Job, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    del api.headers["Authorization"]
    body = json.dumps({"id": "evt_1", "type": "customer.subscription.updated"}).encode()
    headers = sign("stripe", body, at=datetime.now(UTC))
    path = "/api/v1/webhooks/billing"
    assert api.post(path, content=body + b" ", headers=headers).status_code == 401
    assert api.post("/api/v1/webhooks/unknown", content=body, headers=headers).status_code == 401
    assert jobs() == ()
    assert api.post(path, content=body, headers=headers).status_code == 202
    replayed = api.post(path, content=body, headers=headers)
    assert (replayed.status_code, replayed.json()["type"]) == (409, "/problems/replayed")
    (job,) = jobs()
    assert (job.kind, job.payload["system"], job.payload["source"]) == ("webhook", "stripe", "billing")


def test_a_webhook_without_a_secret_in_the_environment_is_refused(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOOK_SECRET", raising=False)
    body = b'{"id": "evt_1"}'
    answer = api.post("/api/v1/webhooks/billing", content=body, headers=sign("stripe", body))
    assert answer.status_code == 401
