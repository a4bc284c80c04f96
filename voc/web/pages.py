"""The pages: the overview with its trend panel, and a quote in its place."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from reports.measures import all_measures
from reports.overview import overview, sources
from reports.themes import themes
from reports.verbatims import verbatim
from voc.api.connection import Asker, Connected
from voc.errors import NothingYet
from voc.web.rendering import render
from voc.web.trend_panel import PageQuery, read_choices, trend_panel
from voc.web.words import axis_end

ROUTER = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Asked = Annotated[PageQuery, Query()]


@ROUTER.get("/")
def get_overview(request: Request, db: Connected, settings: Asker, asked: Asked) -> Response:
    """Show findings, themes by reach, and one trend with its quotes."""
    answer = overview(db, confidence=settings.confidence)
    if not answer.coverage.documents:
        return render(request, "empty.html")
    choices = read_choices(db, tuple(source.id for source in answer.sources))
    # What moved says most at first sight; then what is widest.
    preferred = next(iter(sorted(answer.findings, key=lambda finding: not finding.by)), None)
    every = themes(db, confidence=settings.confidence)
    kinds = {theme.kind for theme in every.themes}
    return render(
        request,
        "overview.html",
        overview=answer,
        themes=[theme for theme in every.themes if asked.kind in (None, theme.kind)],
        kinds=kinds,
        kind=asked.kind,
        end=axis_end(max((theme.high or 0.0 for theme in every.themes), default=0.0)),
        panel=trend_panel(db, settings, asked, choices=choices, preferred=preferred),
    )


@ROUTER.get("/panels/trend")
def get_trend_panel(request: Request, db: Connected, settings: Asker, asked: Asked) -> Response:
    """Return the trend panel alone, for the page's script to put in place."""
    choices = read_choices(db, tuple(source.id for source in sources(db)))
    panel = trend_panel(db, settings, asked, choices=choices)
    if panel is None:
        raise NothingYet("no themes and no codes yet: run 'voc analyze'")
    return render(request, "trend.html", panel=panel)


@ROUTER.get("/quotes/{verbatim_id}")
def get_quote(request: Request, verbatim_id: int, db: Connected) -> Response:
    """Show a quote where it was said: two turns around it, its codes, and the file and row it came from."""
    answer = verbatim(db, verbatim_id)
    labels = {measure.key: measure.label for measure in all_measures(db) if measure.is_theme}
    return render(request, "quote.html", answer=answer, labels=labels)
