"""/changes: the packaging changes, with what each could move and how many accounts it touches."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.answers import ChangeAnswer
from reports.changes import changes
from reports.shape import to_json
from voc.api import models
from voc.api.connection import Connected
from voc.api.filters import PlainListAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["changes"])


@ROUTER.get("/changes", operation_id="list_changes", response_model=models.Changes)
def list_changes(db: Connected, asked: PlainListAsked) -> Response:
    """List the packaging changes in the order in which they took effect."""
    answer = changes(db)
    if asked.format == "csv":
        return csv_reply(answer, of=ChangeAnswer, name="changes")
    return JSONResponse(to_json(answer, of=ChangeAnswer))
