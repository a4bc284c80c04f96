"""The pages: the overview with its trend panel, and a quote in its place."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from reports.measures import all_measures
from reports.overview import overview, sources
from reports.themes import themes
from reports.verbatims import verbatim
from voc.api.access import Known, needs
from voc.api.connection import Asker, Connected
from voc.auth.callers import Caller
from voc.errors import NothingYet
from voc.web.rendering import render
from voc.web.trend_panel import PageQuery, TrendPanel, read_choices, trend_panel
from voc.web.words import axis_end

ROUTER = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Asked = Annotated[PageQuery, Query()]
QUOTES = 3


@ROUTER.get("/", dependencies=[needs("read")])
def get_overview(request: Request, db: Connected, settings: Asker, caller: Known, asked: Asked) -> Response:
    """Show findings, themes by reach, and one trend with its quotes."""
    answer = overview(db, confidence=settings.confidence)
    if not answer.coverage.documents:
        return render(request, "empty.html")
    choices = read_choices(db, tuple(source.id for source in answer.sources))
    # What moved says most at first sight; then what is widest.
    preferred = next(iter(sorted(answer.findings, key=lambda finding: not finding.by)), None)
    every = themes(db, confidence=settings.confidence, quotes=QUOTES if caller.may_quote else 0)
    kinds = {theme.kind for theme in every.themes}
    return render(
        request,
        "overview.html",
        overview=answer,
        themes=[theme for theme in every.themes if asked.kind in (None, theme.kind)],
        kinds=kinds,
        kind=asked.kind,
        end=axis_end(max((theme.high or 0.0 for theme in every.themes), default=0.0)),
        panel=_for(caller, trend_panel(db, settings, asked, choices=choices, preferred=preferred)),
    )


@ROUTER.get("/panels/trend", dependencies=[needs("read")])
def get_trend_panel(
    request: Request, db: Connected, settings: Asker, caller: Known, asked: Asked
) -> Response:
    """Return the trend panel alone, for the page's script to put in place."""
    choices = read_choices(db, tuple(source.id for source in sources(db)))
    panel = _for(caller, trend_panel(db, settings, asked, choices=choices))
    if panel is None:
        raise NothingYet("no themes and no codes yet: run 'voc analyze'")
    return render(request, "trend.html", panel=panel)


@ROUTER.get("/quotes/{verbatim_id}", dependencies=[needs("quotes")])
def get_quote(request: Request, verbatim_id: int, db: Connected) -> Response:
    """Show a quote where it was said: two turns around it, its codes, and the file and row it came from."""
    answer = verbatim(db, verbatim_id)
    labels = {measure.key: measure.label for measure in all_measures(db) if measure.is_theme}
    return render(request, "quote.html", answer=answer, labels=labels)


def _for(caller: Caller, panel: TrendPanel | None) -> TrendPanel | None:
    """Return a panel as a caller may see it: without the quotes where the scope for them is missing."""
    return panel if panel is None or caller.may_quote else replace(panel, quotes=())
