"""Who may ask what: tokens and sessions looked up before anything answers, scopes asked for by the routes."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest
from time import monotonic
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request, params
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from voc.api.freshness import VARIES, database_state
from voc.api.problems import answer_problem
from voc.api.security import is_loopback
from voc.auth.addresses import refuse_token
from voc.auth.callers import Caller, find_caller
from voc.auth.scopes import Scope as TokenScope
from voc.errors import Forbidden, Unauthorized, VocError, WorkspaceMissing, WorkspaceNewer
from voc.settings import Settings
from voc.store.database import open_database

SESSION_COOKIE = "voc_session"
FORM_TOKEN_HEADER = "x-voc-csrf"  # noqa: S105  (a name, no secret)
SIGN_IN = "/sign-in"
# Whoever has no token yet needs these; what probes the process has none.
OPEN_TO_ALL = re.compile(r"/healthz|/readyz|/api/v1/openapi\.json|/sign-in|/static/.*")
# A delivery is signed by the system that it comes from.
SIGNED = re.compile(r"/api/v1/webhooks/[^/]+")
API = "/api/"
READING = ("GET", "HEAD", "OPTIONS")
REMEMBERED_SECONDS = 30.0
MOST_REMEMBERED = 1024


class Access:
    """ASGI middleware that finds out who asks, and refuses whom it does not know.

    The caller is put into the request's state, for ``needs`` and ``Known``. Who is known is remembered for
    half a minute, and only as long as the database stands unchanged: a token that is revoked ends at once.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._database = settings.database
        self._open_here = is_loopback(settings.host)
        self._state = ""
        self._known: dict[str, tuple[float, Caller]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its caller, or answer 400, 401 or 403; pages lead to the sign-in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, kept = scope["path"], scope.setdefault("state", {})
        headers = Headers(scope=scope)
        try:
            refuse_token(path, scope["query_string"].decode("latin-1"))
            if scope["method"] not in READING and not path.startswith(API):
                _check_origin(headers)
            if not _is_open(scope["method"], path):
                kept["caller"] = caller = await self._caller(headers)
                if scope["method"] not in READING and path.startswith(API) and caller.form_token is not None:
                    check_form_token(caller, headers.get(FORM_TOKEN_HEADER))
                kept[VARIES] = _varies(path, caller)
        except (WorkspaceMissing, WorkspaceNewer) as error:
            # There is nothing to guard, and routes that need a workspace say it themselves.
            kept["caller"] = error
        except VocError as error:
            await _refusal(scope, error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _caller(self, headers: Headers) -> Caller:
        authorization, session = headers.get("authorization"), session_of(headers)
        state = database_state(self._database)
        if state != self._state or len(self._known) > MOST_REMEMBERED:
            self._known.clear()
            self._state = state
        key = sha256(f"{authorization}\n{session}".encode()).hexdigest()
        until, known = self._known.get(key, (0.0, None))
        if known is not None and monotonic() < until:
            return known
        caller = await run_in_threadpool(self._find, authorization, session)
        if state == self._state:
            self._known[key] = (monotonic() + REMEMBERED_SECONDS, caller)
        return caller

    def _find(self, authorization: str | None, session: str | None) -> Caller:
        db = open_database(self._database)
        try:
            return find_caller(
                db,
                authorization=authorization,
                session=session,
                at=datetime.now(UTC),
                open_here=self._open_here,
            )
        finally:
            db.close()


def needs(scope: TokenScope) -> params.Depends:
    """Return the dependency of a route that answers only callers with a scope; it gives the caller."""

    def check(caller: Known) -> Caller:
        caller.require(scope)
        return caller

    return params.Depends(check)


def caller_of(request: Request) -> Caller:
    """Return who asks; raises Unauthorized for a write without a token, and what kept the caller unknown."""
    caller = getattr(request.state, "caller", None)
    if isinstance(caller, VocError):
        raise caller
    if not isinstance(caller, Caller):
        raise Unauthorized("this address is asked without a token, and what it does needs one")
    if caller.token is None and request.method not in READING:
        raise Unauthorized("writing needs a token: 'voc tokens add NAME --scope ...' makes one")
    return caller


Known = Annotated[Caller, Depends(caller_of)]
Writer = Annotated[Caller, needs("upload")]


def session_of(headers: Headers) -> str | None:
    """Return the secret of the session that a request came with, None where it has no such cookie."""
    return cookie_parser(headers.get("cookie", "")).get(SESSION_COOKIE)


def check_form_token(caller: Caller, given: str | None) -> None:
    """Raise Forbidden where a session's own form token does not come with what it sends."""
    own = caller.form_token
    if own is None or not compare_digest((given or "").encode(), own.encode()):
        raise Forbidden(
            "the form is not of this session: load the page again and send it from there "
            "(a script sends the page's form token as X-Voc-Csrf)"
        )


def _is_open(method: str, path: str) -> bool:
    return bool(OPEN_TO_ALL.fullmatch(path) or (method == "POST" and SIGNED.fullmatch(path)))


def _check_origin(headers: Headers) -> None:
    """Raise Forbidden for a form that a page of another origin sent, or that nobody vouches for."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin", "").partition("://")[2]
    if site != "same-origin" and (site is not None or not origin or origin != headers.get("host")):
        raise Forbidden("the form was not sent by a page of this server: load the page again, send it there")


def _varies(path: str, caller: Caller) -> str:
    """Return what an answer depends on besides its address: pages show who is signed in."""
    scopes = "open" if caller.token is None else ",".join(sorted(caller.scopes))
    return scopes if path.startswith(API) else f"{scopes} {caller.token} {caller.form_token}"


def _refusal(scope: Scope, error: VocError) -> Response:
    if not isinstance(error, Unauthorized) or scope["path"].startswith(API):
        return answer_problem(Request(scope), error)
    onward = quote(scope["path"]) if scope["method"] == "GET" else "/"
    if query := scope["query_string"].decode("latin-1"):
        onward += f"?{query}"
    return RedirectResponse(f"{SIGN_IN}?next={quote(onward)}", status_code=303)
