"""Templates to HTML: escaping is always on, and the filters are those of ``words``."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from voc import __version__
from voc.auth.callers import Caller
from voc.settings import Settings
from voc.web import words
from voc.web.assets import Assets

FOLDER = Path(__file__).parent / "templates"
# With no-referrer a browser would send a page's own forms as of no origin; other sites still learn nothing.
HEADERS = {"Referrer-Policy": "same-origin"}


def make_environment(settings: Settings, assets: Assets) -> Environment:
    """Return the templates of a site; an unknown name in one is an error, not an empty text."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=words.percent,
        number=words.number,
        day=words.day,
        period_name=words.period_name,
        dimension=words.dimension,
        timecode=words.timecode,
        web_link=words.web_link,
    )
    environment.globals.update(
        asset=assets.url,
        evidence=words.evidence,
        interval=words.interval,
        kind_names=words.KINDS,
        version=__version__,
        workspace=settings.workspace.resolve().name,
        confidence=settings.confidence,
    )
    return environment


def render(request: Request, template: str, *, status: int = HTTPStatus.OK, **values: Any) -> Response:  # noqa: ANN401  (whatever the template shows)
    """Return a template as an HTML answer; all of them know who asks, where that was looked up."""
    environment = request.app.state.templates
    assert isinstance(environment, Environment)  # noqa: S101  (create_site put them there)
    found = getattr(request.state, "caller", None)
    caller = found if isinstance(found, Caller) else None
    page = environment.get_template(template).render(caller=caller, **values)
    return HTMLResponse(page, status_code=status, headers=HEADERS)
