"""The site: the API's application with the pages and their assets."""

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from voc.api.app import PREFIX, create_app
from voc.api.problems import answer_problem, problem_of
from voc.auth.attempts import Attempts
from voc.errors import VocError
from voc.settings import Settings
from voc.web import assets, pages, sign_in
from voc.web.rendering import make_environment, render

NOT_PAGES = (PREFIX, "/healthz", "/readyz", "/static/")


def create_site(settings: Settings) -> FastAPI:
    """Return the pages and the API of a workspace as one application."""
    site = create_app(settings)
    site.state.assets = assets.Assets(settings)
    site.state.attempts = Attempts()
    site.state.templates = make_environment(settings, site.state.assets)
    site.include_router(assets.ROUTER)
    site.include_router(pages.ROUTER)
    site.include_router(sign_in.ROUTER)
    for kind in (VocError, RequestValidationError, HTTPException):
        site.add_exception_handler(kind, _answer_error)
    return site


def _answer_error(request: Request, error: Exception) -> Response:
    """Answer an error with a problem under the API's addresses, with a page elsewhere."""
    if request.url.path.startswith(NOT_PAGES):
        return answer_problem(request, error)
    problem = problem_of(error)
    if isinstance(error, HTTPException):
        return render(
            request,
            "error.html",
            status=problem.status,
            title=problem.title,
            detail=f"Nothing answers at {request.url.path}.",
        )
    return render(request, "error.html", status=problem.status, title=problem.title, detail=problem.detail)
