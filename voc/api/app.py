"""The application: routers under /api/v1, health at the root, problems for errors, a guard round it all."""

from fastapi import APIRouter, FastAPI

from voc import __version__
from voc.api import (
    accounts,
    changes,
    health,
    jobs,
    models,
    overview,
    problems,
    push,
    sources,
    themes,
    trends,
    uploads,
    verbatims,
    webhooks,
)
from voc.api.access import Access, needs
from voc.api.freshness import Kept
from voc.api.problems import MEDIA_TYPE
from voc.api.security import Guard
from voc.auth.scopes import Scope
from voc.settings import Settings

PREFIX = "/api/v1"
TAGS = [
    {"name": "overview", "description": "What the workspace holds, at a glance."},
    {"name": "themes", "description": "What many customers share, by reach."},
    {"name": "trends", "description": "Rates by period and segment, with intervals."},
    {"name": "verbatims", "description": "The quotes behind every number."},
    {"name": "accounts", "description": "The customer companies."},
    {"name": "changes", "description": "The packaging changes."},
    {"name": "sources", "description": "Where feedback comes from, and how that goes."},
    {"name": "push", "description": "Feedback that others send: documents, files, webhooks."},
    {"name": "jobs", "description": "Long work: asked for here, done by the worker."},
    {"name": "health", "description": "For whatever watches the process."},
]
PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": models.Problem.model_json_schema()}},
    }
    for status, description in (
        (401, "The workspace asks for a token, and there is none, or it is unknown, expired or revoked."),
        (403, "The token lacks the scope; the detail names it."),
        (409, "A delivery came before."),
        (413, "The body is over the limit."),
        (404, "The workspace has no such thing; the detail names what it has."),
        (422, "A parameter is unknown or of the wrong form; the detail says which."),
        (503, "There is no workspace, or a later version wrote it."),
    )
}


def create_app(settings: Settings) -> FastAPI:
    """Return the API of a workspace; nothing is opened or loaded before the first request."""
    app = FastAPI(
        title="voc",
        version=__version__,
        summary="Voice of the customer: themes, trends by segment, and the quotes behind them.",
        description=(
            "Answers about feedback take the filters `from`, `to`, `source`, `tier` and `segment.<name>` "
            "(such as `segment.industry=retail`; repeat for more segments). An unknown name is an error."
        ),
        openapi_url=f"{PREFIX}/openapi.json",
        openapi_tags=TAGS,
        # The interactive pages of FastAPI load their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        responses=PROBLEMS,
    )
    app.state.settings = settings
    problems.install(app)
    api = APIRouter(prefix=PREFIX)
    for noun in (overview, sources, themes, trends, verbatims, accounts, changes):
        scope: Scope = "quotes" if noun is verbatims else "read"
        api.include_router(noun.ROUTER, dependencies=[needs(scope)])
    for noun in (jobs, push, uploads):
        api.include_router(noun.ROUTER, dependencies=[needs("upload")])
    # A delivery carries its system's signature in place of a token.
    api.include_router(webhooks.ROUTER)
    app.include_router(api)
    app.include_router(health.ROUTER)
    app.add_middleware(Kept, database=settings.database)
    app.add_middleware(Access, settings=settings)
    app.add_middleware(Guard, bound_to=settings.host)
    return app
