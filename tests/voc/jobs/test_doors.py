"""Jobs and schedules at the doors: the API's routes and the command's verbs."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import TypeAlias

import pytest
from sqlite_utils import Database
from starlette.testclient import TestClient

from tests.voc.jobs.conftest import Hire
from voc.api.app import create_app
from voc.auth.scopes import read_scopes
from voc.auth.tokens import make_token
from voc.cli.app import main
from voc.jobs.queue import enqueue, read_jobs
from voc.jobs.records import Result, Task
from voc.settings import Settings
from voc.store.connections import add_connection

Ask: TypeAlias = Callable[..., tuple[int, str, str]]


def count(_task: Task) -> Result:
    return {"counted": 3}


@pytest.fixture
def api(db: Database, settings: Settings) -> Iterator[TestClient]:
    """A client that may ask for jobs."""
    text = make_token(db, "ops", scopes=read_scopes(["upload"]), at=datetime.now(UTC))
    with closing(TestClient(create_app(settings), base_url="http://localhost")) as client:
        client.headers["Authorization"] = f"Bearer {text}"
        yield client


@pytest.fixture
def ask(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command on the workspace and gives its exit code, output and errors."""
    monkeypatch.setenv("VOC_WORKSPACE", str(settings.workspace))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["voc", *words])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def test_a_job_is_asked_for_and_followed_through_the_api(api: TestClient, hire: Hire) -> None:
    asked = api.post("/api/v1/jobs", json={"kind": "analyze"})
    assert asked.status_code == 202
    job = asked.json()
    assert (job["kind"], job["state"], job["author"], job["result"]) == ("analyze", "queued", "ops", None)
    hire({"analyze": count}).step()
    done = api.get(f"/api/v1/jobs/{job['id']}").json()
    assert (done["state"], done["result"]) == ("done", {"counted": 3})
    assert [one["id"] for one in api.get("/api/v1/jobs?state=done&kind=analyze").json()["jobs"]] == [
        job["id"]
    ]
    assert api.get("/api/v1/jobs?state=failed").json() == {"jobs": []}


def test_a_job_is_cancelled_and_tried_again_through_the_api(api: TestClient) -> None:
    job = api.post("/api/v1/jobs", json={"kind": "analyze"}).json()["id"]
    assert api.post(f"/api/v1/jobs/{job}/cancel").json()["state"] == "cancelled"
    assert api.post(f"/api/v1/jobs/{job}/retry").json()["state"] == "queued"
    refused = api.post(f"/api/v1/jobs/{job}/retry")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-input")
    assert refused.json()["detail"] == f"job {job}: found it queued, need one that failed or was cancelled"


def test_what_cannot_be_asked_for_is_said(api: TestClient, db: Database) -> None:
    add_connection(db, "help-desk", connector="zendesk", settings={}, secret="TOKEN")  # noqa: S106  (a name)
    assert api.post("/api/v1/jobs", json={"kind": "pull", "source": "help-desk"}).status_code == 202
    unknown = api.post("/api/v1/jobs", json={"kind": "pull", "source": "crm"})
    assert (unknown.status_code, unknown.json()["type"]) == (404, "/problems/not-found")
    assert api.post("/api/v1/jobs", json={"kind": "pull"}).status_code == 422
    assert api.post("/api/v1/jobs", json={"kind": "ingest"}).status_code == 422
    assert api.get("/api/v1/jobs/job_x").status_code == 404
    assert api.get("/api/v1/jobs?state=lost").status_code == 422


def test_jobs_are_listed_shown_cancelled_and_tried_again_by_the_command(
    ask: Ask, db: Database, settings: Settings
) -> None:
    assert ask("jobs") == (0, "no jobs\n", "")
    job = enqueue(db, settings, "analyze", {}, author="ops").id
    assert ask("jobs", "--format", "csv")[1].splitlines()[0] == (
        "id,kind,state,progress,attempt,asked for,ended,by,failure"
    )
    listed = json.loads(ask("jobs", "--format", "json", "--state", "queued")[1])
    assert [(one["id"], one["state"]) for one in listed["jobs"]] == [(job, "queued")]
    assert json.loads(ask("jobs", "cancel", job)[1])["state"] == "cancelled"
    assert json.loads(ask("jobs", "retry", job)[1])["state"] == "queued"
    assert json.loads(ask("jobs", "show", job)[1])["id"] == job
    assert job in ask("jobs")[1]


def test_the_command_says_in_a_line_what_it_cannot_do(ask: Ask) -> None:
    assert ask("jobs", "show", "job_x") == (
        2,
        "",
        "voc: no job 'job_x': 'voc jobs' lists those that there are\n",
    )
    assert ask("jobs", "--state", "lost") == (
        2,
        "",
        "voc: --state 'lost': need one of queued, running, done, failed, cancelled\n",
    )


def test_schedules_are_added_listed_and_removed_by_the_command(ask: Ask, db: Database) -> None:
    add_connection(db, "help-desk", connector="zendesk", settings={}, secret="TOKEN")  # noqa: S106  (a name)
    assert ask("schedules") == (0, "no schedules\n", "")
    added = ask("schedules", "add", "desk", "--every", "30", "pull", "help-desk")
    assert added == (0, "desk: pull help-desk every 30 minutes, the first time at once\n", "")
    assert ask("schedules", "add", "night", "--every", "1440", "analyze")[0] == 0
    listed = json.loads(ask("schedules", "--format", "json")[1])["schedules"]
    assert [(one["name"], one["kind"], one["payload"], one["minutes"]) for one in listed] == [
        ("desk", "pull", {"source": "help-desk"}, 30),
        ("night", "analyze", {}, 1440),
    ]
    assert ask("schedules", "remove", "desk") == (0, "desk is removed\n", "")
    assert ask("schedules", "add", "crm", "pull", "crm")[0] == 2
    assert read_jobs(db) == ()
