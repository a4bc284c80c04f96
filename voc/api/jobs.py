"""/jobs: what was asked for, how far it is, what came of it; asking, cancelling, trying again."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from voc.api.access import Known
from voc.api.connection import Asker, Connected
from voc.api.filters import NoQuery
from voc.jobs import queue
from voc.jobs.records import Job, State

ROUTER = APIRouter(tags=["jobs"])
Name = Annotated[str, Path(description="The job's id.", examples=["job_k3v9x2ab"])]


class JobDetail(BaseModel):
    """A job: its state and progress, its result once it is done, its failure in one sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    id: Annotated[str, Field(examples=["job_k3v9x2ab"])]
    kind: Annotated[str, Field(examples=["ingest"])]
    payload: dict[str, JsonValue]
    state: State
    stage: str | None
    done: int
    total: int | None
    attempt: int
    result: dict[str, JsonValue] | None
    failure: str | None
    author: str
    cancel: bool
    worker: str | None
    created_at: str
    started_at: str | None
    beat_at: str | None
    ended_at: str | None


class Jobs(BaseModel):
    """Jobs, the latest first."""

    jobs: tuple[JobDetail, ...]


class JobsQuery(NoQuery):
    """Which jobs."""

    state: State | None = Field(None, description="Only those in this state.")
    kind: str | None = Field(None, description="Only those of this kind.", examples=["pull"])
    limit: int = Field(50, ge=1, le=1000, description="At most so many.")


class NewJob(BaseModel):
    """What to do: analyse what is new, or pull a source (its analysis follows)."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["analyze", "pull"]
    source: str | None = Field(None, max_length=80, description="The source to pull.")


@ROUTER.get("/jobs", operation_id="list_jobs")
def list_jobs(db: Connected, asked: Annotated[JobsQuery, Query()]) -> Jobs:
    """List jobs, the latest first."""
    found = queue.read_jobs(db, state=asked.state, kind=asked.kind, limit=asked.limit)
    return Jobs(jobs=tuple(_answer(job) for job in found))


@ROUTER.post("/jobs", status_code=202, operation_id="post_job")
def post_job(wanted: NewJob, db: Connected, settings: Asker, caller: Known) -> JobDetail:
    """Ask for a job; the answer is the queued job."""
    payload = queue.asked_payload(db, wanted.kind, wanted.source)
    return _answer(queue.enqueue(db, settings, wanted.kind, payload, author=caller.name))


@ROUTER.get("/jobs/{job_id}", operation_id="get_job")
def get_job(job_id: Name, db: Connected) -> JobDetail:
    """Tell how far a job is and what came of it."""
    return _answer(queue.read_job(db, job_id))


@ROUTER.post("/jobs/{job_id}/cancel", operation_id="cancel_job")
def cancel_job(job_id: Name, db: Connected) -> JobDetail:
    """End a queued job, or ask a running one to end after its batch; what is stored stays."""
    return _answer(queue.cancel(db, job_id))


@ROUTER.post("/jobs/{job_id}/retry", operation_id="retry_job")
def retry_job(job_id: Name, db: Connected, settings: Asker) -> JobDetail:
    """Queue a failed or cancelled job again; it goes on where it ended."""
    return _answer(queue.retry(db, settings, job_id))


def _answer(job: Job) -> JobDetail:
    return JobDetail.model_validate(job)
