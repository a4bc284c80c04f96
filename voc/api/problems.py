"""Errors as application/problem+json (RFC 9457): one place where an exception becomes an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from voc.errors import Unauthorized, VocError

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the last part of its type, its HTTP status and one sentence."""

    slug: str
    status: int
    detail: str

    @property
    def title(self) -> str:
        """A short name of the kind of problem."""
        return self.slug.replace("-", " ").capitalize()


def problem_of(error: Exception) -> Problem:
    """Return the problem that an exception of the application is; unknown ones are internal errors."""
    if isinstance(error, VocError):
        return Problem(error.slug, error.status, str(error))
    if isinstance(error, RequestValidationError):
        return Problem("bad-request", 422, _sentence(error.errors()))
    if isinstance(error, HTTPException):
        phrase = HTTPStatus(error.status_code).phrase
        return Problem(phrase.lower().replace(" ", "-"), error.status_code, str(error.detail))
    return Problem("internal", 500, "an unexpected error; the server's log has it")


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a problem as an HTTP answer."""
    content = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    return JSONResponse(content, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


def answer_problem(request: Request, error: Exception) -> JSONResponse:
    """Answer an exception with its problem; a missing page names the path."""
    problem = problem_of(error)
    if isinstance(error, HTTPException) and error.status_code == 404:
        problem = Problem("not-found", 404, f"nothing at {request.url.path}; see /api/v1/openapi.json")
    if isinstance(error, HTTPException) and error.status_code == 405:
        problem = Problem("method-not-allowed", 405, f"{request.url.path} does not answer {request.method}")
    challenge = {"WWW-Authenticate": "Bearer"} if isinstance(error, Unauthorized) else None
    return problem_response(problem, getattr(error, "headers", challenge))


def install(app: FastAPI) -> None:
    """Let an application answer its errors with problems."""
    for kind in (VocError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer_problem)


def _sentence(errors: Sequence[Mapping[str, object]]) -> str:
    """Return the first failures of a validation as one sentence."""
    return "; ".join(_one(error) for error in errors[:3])


def _one(error: Mapping[str, object]) -> str:
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    location = error.get("loc")
    names = [str(part) for part in location[1:]] if isinstance(location, tuple) else []
    if not names:
        return message
    if error.get("type") == "missing":
        return f"{'.'.join(names)}: missing, and this address needs it"
    return f"{'.'.join(names)}: {message}; found {error.get('input')!r}"
