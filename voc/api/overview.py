"""/overview and /codes: what the workspace holds, at a glance."""

from dataclasses import replace

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.answers import Overview
from reports.measures import all_measures
from reports.overview import overview
from reports.shape import to_json
from voc.api import models
from voc.api.access import Known
from voc.api.connection import Asker, Connected
from voc.api.filters import NothingAsked

ROUTER = APIRouter(tags=["overview"])


@ROUTER.get("/overview", operation_id="get_overview", response_model=Overview)
def get_overview(db: Connected, settings: Asker, caller: Known, _asked: NothingAsked) -> Response:
    """Tell size, sources, coverage, the widest themes, and up to three findings in words."""
    answer = overview(db, confidence=settings.confidence)
    if not caller.may_quote:
        answer = replace(answer, themes=tuple(replace(theme, quotes=()) for theme in answer.themes))
    return JSONResponse(to_json(answer))


@ROUTER.get("/codes", operation_id="list_codes", response_model=models.Codes)
def list_codes(db: Connected, _asked: NothingAsked) -> Response:
    """List the codes of the codebook that were found in the feedback, as measures of /trends."""
    found = [measure for measure in all_measures(db) if not measure.is_theme]
    return JSONResponse({"codes": [{"code": one.key, "measure": one.id} for one in found]})
