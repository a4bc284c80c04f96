"""What guards every answer: the Host check, the security headers, and the last catch of an error."""

import logging
from collections.abc import Mapping
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voc.api.problems import Problem, problem_response

LOG = logging.getLogger("voc.api")

# Nothing inline and nothing evaluated: a customer's text that slipped through escaping still could not run.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware round the whole application.

    ``bound_to`` is the address that the server listens on. Where that is a loopback address, a request
    has to name a loopback host: another name that resolves to this machine is a rebinding attack by a
    page in the user's browser, and is answered 400.
    """

    def __init__(self, app: ASGIApp, *, bound_to: str) -> None:
        self._app = app
        self._loopback_only = is_loopback(bound_to)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: 400 for a foreign host, else as the application does, with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-cache, private")
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if self._loopback_only and not is_loopback(_name(host)):
            detail = f"Host {host!r}: this server answers to localhost and 127.0.0.1 only"
            await problem_response(Problem("bad-host", 400, detail))(scope, receive, send_guarded)
            return
        try:
            await self._app(scope, receive, send_guarded)
        except Exception:
            LOG.exception("no answer to %s %s", scope["method"], scope["path"])
            if started:
                raise
            await problem_response(Problem("internal", 500, "an unexpected error; the server's log has it"))(
                scope, receive, send_guarded
            )


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """Return the name in a Host header, without the port and the brackets of IPv6."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host
