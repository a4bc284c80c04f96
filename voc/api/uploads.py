"""Files of any format that the readers know, sent as the body of a request and read by the worker."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from voc.api.access import Writer
from voc.api.connection import Asker
from voc.api.inbox import stream_to_disk
from voc.jobs.queue import enqueue
from voc.settings import Settings
from voc.store.connections import check_source_name
from voc.store.database import open_database

ROUTER = APIRouter(tags=["push"])
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class UploadQuery(BaseModel):
    """How an uploaded file is to be read."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200, description="The file's own name.")
    source: str | None = Field(default=None, max_length=80)
    kind: Literal["survey", "interview", "ticket"] | None = None
    zone: str | None = Field(default=None, max_length=60)
    analyze: bool = True


class JobAnswer(BaseModel):
    """The job that does the work; GET /api/v1/jobs/{job} tells how it goes."""

    job: str


@ROUTER.post("/uploads", status_code=202, openapi_extra=BODY)
async def post_upload(
    request: Request, settings: Asker, caller: Writer, asked: Annotated[UploadQuery, Query()]
) -> JobAnswer:
    """Take a file as the body of the request; the answer is the job that reads it."""
    if asked.source:
        check_source_name(asked.source)
    path = await stream_to_disk(request.stream(), settings)
    payload = {**asked.model_dump(exclude_none=True), "file": path.name}
    return JobAnswer(job=await run_in_threadpool(_enqueued, settings, payload, caller.name))


def _enqueued(settings: Settings, payload: dict[str, Any], author: str) -> str:
    db = open_database(settings.database)
    try:
        return enqueue(db, settings, "ingest", payload, author=author).id
    finally:
        db.close()
