"""/themes: the themes by reach, and one of them."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.answers import ThemeAnswer, Themes
from reports.shape import to_json
from reports.themes import theme, themes
from voc.api.access import Known
from voc.api.connection import Asker, Connected
from voc.api.filters import FiltersAsked, ThemesAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["themes"])
QUOTES = 10


@ROUTER.get("/themes", operation_id="list_themes", response_model=Themes)
def list_themes(db: Connected, settings: Asker, caller: Known, asked: ThemesAsked) -> Response:
    """List all living themes, the widest reach first, each with its interval, codes and quotes."""
    answer = themes(
        db,
        filters=asked.filters(),
        confidence=settings.confidence,
        quotes=asked.quotes if caller.may_quote else 0,
        sort=asked.sort,
        kind=asked.kind,
    )
    if asked.format == "csv":
        return csv_reply(answer, name="themes")
    return JSONResponse(to_json(answer))


@ROUTER.get("/themes/{theme_id}", operation_id="get_theme", response_model=ThemeAnswer)
def get_theme(theme_id: str, db: Connected, settings: Asker, caller: Known, asked: FiltersAsked) -> Response:
    """Show one theme, found by its id or its label, with more quotes."""
    answer = theme(
        db,
        theme_id,
        filters=asked.filters(),
        confidence=settings.confidence,
        quotes=QUOTES if caller.may_quote else 0,
    )
    return JSONResponse(to_json(answer))
