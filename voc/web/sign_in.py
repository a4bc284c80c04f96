"""Signing in with a token and out again: the page, the session's cookie, and the wait after wrong tokens."""

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from voc.api.access import SESSION_COOKIE, SIGN_IN, Known, check_form_token, session_of
from voc.api.connection import Connected
from voc.auth.attempts import Attempts
from voc.auth.sessions import close_session, open_session
from voc.auth.tokens import check_token, has_tokens
from voc.errors import InputError, Unauthorized
from voc.web.rendering import render

LOG = logging.getLogger("voc.web")

ROUTER = APIRouter(include_in_schema=False)
LONGEST_FORM = 8192
# A page of this server: no other host, and nothing that a browser reads as one.
PAGE = re.compile(r"/(?![/\\])[!-\[\]-~]*")


async def read_form(request: Request) -> Mapping[str, str]:
    """Return the fields of a small form; raises InputError for one that is longer than any page sends."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise InputError(f"the form is longer than {LONGEST_FORM} bytes: send it from the page")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


Sent = Annotated[Mapping[str, str], Depends(read_form)]


@ROUTER.get(SIGN_IN)
def get_sign_in(request: Request, db: Connected, next: str = "/") -> Response:  # noqa: A002  (the query's name)
    """Show the form; a workspace without tokens has nothing to sign in to."""
    if not has_tokens(db):
        return RedirectResponse(_page(next), status_code=HTTPStatus.SEE_OTHER)
    return _form(request, onward=_page(next))


@ROUTER.post(SIGN_IN)
def post_sign_in(request: Request, db: Connected, sent: Sent) -> Response:
    """Open a session for a token, under a new id whatever the browser held before, and lead on."""
    client = request.client.host if request.client else ""
    attempts, onward, now = _attempts(request), _page(sent.get("next", "/")), datetime.now(UTC)
    if seconds := attempts.wait(client):
        LOG.warning("sign-in from %s has to wait: too many wrong tokens", client)
        wrong = f"Too many wrong tokens: try again in {seconds} seconds."
        page = _form(request, onward=onward, wrong=wrong, status=HTTPStatus.TOO_MANY_REQUESTS)
        page.headers["Retry-After"] = str(seconds)
        return page
    try:
        token = check_token(db, sent.get("token", "").strip(), at=now)
    except Unauthorized as error:
        attempts.note_wrong(client)
        LOG.warning("sign-in from %s with a wrong token", client)
        wrong = f"{str(error)[0].upper()}{str(error)[1:]}."
        return _form(request, onward=onward, wrong=wrong, status=HTTPStatus.UNAUTHORIZED)
    if held := session_of(request.headers):
        close_session(db, held)
    answer = RedirectResponse(onward, status_code=HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        SESSION_COOKIE,
        open_session(db, token, at=now),
        path="/",
        secure=_is_https(request),
        httponly=True,
        samesite="strict",
    )
    return _unkept(answer)


@ROUTER.post("/sign-out")
def post_sign_out(request: Request, db: Connected, caller: Known, sent: Sent) -> Response:
    """End the session that the form was sent from."""
    check_form_token(caller, sent.get("form_token"))
    if held := session_of(request.headers):
        close_session(db, held)
    answer = RedirectResponse(SIGN_IN, status_code=HTTPStatus.SEE_OTHER)
    answer.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="strict")
    return _unkept(answer)


def _form(
    request: Request, *, onward: str, wrong: str | None = None, status: HTTPStatus = HTTPStatus.OK
) -> Response:
    # The cookie is strict: who follows a link from elsewhere arrives without it, and one more click sends it.
    elsewhere = request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site"
    page = render(
        request, "sign_in.html", status=status, onward=onward, wrong=wrong, from_elsewhere=elsewhere
    )
    return _unkept(page)


def _page(address: str) -> str:
    return address if PAGE.fullmatch(address) and not address.startswith(SIGN_IN) else "/"


def _is_https(request: Request) -> bool:
    """Return whether the browser's connection is encrypted, be it by a proxy in front of this server.

    Whoever writes the proxy's header by hand only makes their own cookie stricter.
    """
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))


def _unkept(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _attempts(request: Request) -> Attempts:
    attempts = request.app.state.attempts
    assert isinstance(attempts, Attempts)  # noqa: S101  (create_site put them there)
    return attempts
