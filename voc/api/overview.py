"""/overview, /sources and /codes: what the workspace holds, at a glance."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.answers import Overview, SourceAnswer
from reports.measures import all_measures
from reports.overview import overview, sources
from reports.shape import to_json
from voc.api import models
from voc.api.connection import Asker, Connected
from voc.api.filters import NothingAsked, PlainListAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["overview"])


@ROUTER.get("/overview", operation_id="get_overview", response_model=Overview)
def get_overview(db: Connected, settings: Asker, _asked: NothingAsked) -> Response:
    """Tell size, sources, coverage, the widest themes, and up to three findings in words."""
    return JSONResponse(to_json(overview(db, confidence=settings.confidence)))


@ROUTER.get("/sources", operation_id="list_sources", response_model=models.Sources)
def list_sources(db: Connected, asked: PlainListAsked) -> Response:
    """List the sources, with how much came from each and from when to when."""
    answer = sources(db)
    if asked.format == "csv":
        return csv_reply(answer, of=SourceAnswer, name="sources")
    return JSONResponse(to_json(answer, of=SourceAnswer))


@ROUTER.get("/codes", operation_id="list_codes", response_model=models.Codes)
def list_codes(db: Connected, _asked: NothingAsked) -> Response:
    """List the codes of the codebook that were found in the feedback, as measures of /trends."""
    found = [measure for measure in all_measures(db) if not measure.is_theme]
    return JSONResponse({"codes": [{"code": one.key, "measure": one.id} for one in found]})
