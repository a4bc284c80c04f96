"""A server on loopback that stands in for a vendor's: it keeps every request, and fails where it should."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

TOKEN = "tok_4711-secret-of-the-vendor"  # noqa: S105  (of nobody)
LONG_AGO = "Wed, 21 Oct 2015 07:28:00 GMT"

Fault = Literal[
    "429 seconds", "429 date", "429", "403 used up", "403 secondary", "500", "503", "cut", "html", "closed"
]
EVERY_FAULT: tuple[Fault, ...] = (
    "429 seconds", "429 date", "429", "500", "503", "cut", "html", "closed",
)  # fmt: skip
_STATUS: Mapping[str, tuple[int, Mapping[str, str]]] = {
    "429 seconds": (429, {"Retry-After": "0"}),
    "429 date": (429, {"Retry-After": LONG_AGO}),
    "429": (429, {}),
    "403 used up": (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1700000000"}),
    "403 secondary": (403, {"retry-after": "0"}),
    "500": (500, {}),
    "503": (503, {}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came; header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Seen(Asked):
    """A request and the status that it was answered with (0: no whole answer was sent)."""

    status: int


@dataclass(slots=True)
class Reply:
    """An answer: its status, what is sent as JSON or as bytes, and further headers."""

    data: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Fake(ABC):
    """A vendor's server; a subclass answers what the vendor would.

    ``faults`` are what happens to the n-th request from now on (0 is the next one) before it is answered;
    ``meanwhile`` is what happens at the vendor when the n-th answer was sent.
    """

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.faults: dict[int, Fault] = {}
        self.meanwhile: dict[int, Callable[[], None]] = {}
        self.came = 0
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body in one piece, or the other side waits 40 ms with its acknowledgement.
            wbufsize = -1

            def do_GET(self) -> None:
                fake._handle(self)

            def do_POST(self) -> None:
                fake._handle(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name it has)
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    @abstractmethod
    def answer(self, asked: Asked) -> Reply:
        """Answer as the vendor does."""

    def authorized(self, headers: Mapping[str, str]) -> bool:
        """Say whether a request shows the token."""
        return headers.get("authorization") == f"Bearer {TOKEN}"

    def plan(self, faults: Mapping[int, Fault]) -> None:
        """Forget what was seen, and let these faults happen from the next request on."""
        self.seen, self.faults, self.came = [], dict(faults), 0

    def asked(self, *, good: bool = True) -> list[Seen]:
        """Return the requests since the last plan, those that were answered well or all."""
        return [seen for seen in self.seen if not good or seen.status == 200]

    @contextmanager
    def serving(self) -> Iterator["Fake"]:
        """Answer until the block ends."""
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def _handle(self, handler: BaseHTTPRequestHandler) -> None:
        number, self.came = self.came, self.came + 1
        address = urlsplit(handler.path)
        query = {name: ",".join(values) for name, values in parse_qs(address.query).items()}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        length = int(headers.get("content-length", 0))
        body = json.loads(handler.rfile.read(length)) if length else None
        asked = Asked(handler.command, address.path, query, headers, body)
        fault = self.faults.get(number)
        reply = self._reply(asked, fault)
        status = 0 if fault in {"cut", "html", "closed"} else reply.status
        self.seen.append(Seen(asked.method, asked.path, query, headers, body, status))
        _send(handler, reply, fault)
        if status == 200 and (happens := self.meanwhile.pop(len(self.asked()), None)):
            happens()

    def _reply(self, asked: Asked, fault: Fault | None) -> Reply:
        if fault is not None and fault in _STATUS:
            status, extra = _STATUS[fault]
            return Reply({"error": "not now"}, status, dict(extra))
        if not self.authorized(asked.headers):
            return Reply({"message": f"no access with {asked.headers.get('authorization')}"}, 401)
        return self.answer(asked)


def _send(handler: BaseHTTPRequestHandler, reply: Reply, fault: Fault | None) -> None:
    content = reply.data if isinstance(reply.data, bytes) else json.dumps(reply.data).encode()
    handler.close_connection = fault in {"cut", "closed"}
    if fault == "closed":
        return
    if fault == "html":
        content = b"<html><body>We will be back soon.</body></html>"
    handler.send_response(reply.status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content)))
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2] if fault == "cut" else content)
