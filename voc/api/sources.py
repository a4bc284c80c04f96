"""/sources: where feedback comes from, how much came, silences, and how the last pull went."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.shape import to_json
from reports.source_health import SourceHealth
from reports.sources import read_sources
from voc.api import models
from voc.api.connection import Connected
from voc.api.filters import PlainListAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["sources"])


@ROUTER.get("/sources", operation_id="list_sources", response_model=models.Sources)
def list_sources(db: Connected, asked: PlainListAsked) -> Response:
    """List the sources with how much came from each, from when to when, and how the last pull went."""
    answer = read_sources(db)
    if asked.format == "csv":
        return csv_reply(answer, of=SourceHealth, name="sources")
    return JSONResponse(to_json(answer, of=SourceHealth))
