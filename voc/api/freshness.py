"""Answers are computed once for each state of the workspace: kept in memory, and not sent again by ETag."""

import logging
from asyncio import Lock, Task, create_task
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from math import inf
from pathlib import Path
from time import monotonic
from weakref import WeakValueDictionary

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voc import __version__

LOG = logging.getLogger("voc.api")
# The name in a request's state of what an answer depends on besides its address: the asker's scopes.
VARIES = "varies"
# What tells of the process, or holds a hash of its content in its address, is always asked for.
ALWAYS_ASKED = ("/healthz", "/readyz", "/static/")
# Seconds for which an answer from before a write may stand in while the new one is computed.
LATELY = 10.0
MOST_ANSWERS = 128
MOST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class _Answer:
    state: str
    at: float
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Kept:
    """ASGI middleware that gives a question's answer again as long as the database stands unchanged.

    Up to 128 answers of up to 512 KiB are kept, none of those that are streamed. After a write an answer is
    computed anew. While one write follows another, as when a file is being stored, an answer of the last
    ten seconds is given once more and the new one is computed meanwhile: a reader never waits for a writer.
    An answer is given again only to who may see the same: a request whose state says nothing of that is
    always asked on.
    """

    def __init__(self, app: ASGIApp, *, database: Path) -> None:
        self._app = app
        self._database = database
        self._state = ""
        self._written = -inf
        self._busy = False
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()
        self._renewals: dict[str, Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, with 304 where the asker holds the answer, or by asking on."""
        state = database_state(self._database)
        varies = scope.get("state", {}).get(VARIES)
        kept = scope["type"] == "http" and scope["method"] == "GET" and state and varies
        if not kept or scope["path"].startswith(ALWAYS_ASKED):
            await self._app(scope, receive, send)
            return
        address = f"{varies} {scope['path']}?{scope['query_string'].decode('latin-1')}"
        tag = _tag(state, address)
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await _give(send, 304, [(b"etag", tag.encode())], b"")
            return
        self._look(state)
        answer = self._answers.get(address)
        if answer is not None and answer.state != state and self._busy and monotonic() - answer.at < LATELY:
            self._renew(scope, address=address, state=state)
            await _give(send, 200, answer.headers, answer.body)
            return
        # Who asks what is being computed waits for it; the lock goes with the last of them.
        turn = self._turns.setdefault(address, Lock())
        await turn.acquire()
        answer = self._answers.get(address)
        if answer is None or answer.state != state:
            await self._ask(scope, receive, send, turn=turn, address=address, state=state)
            return
        turn.release()
        self._answers.move_to_end(address)
        await _give(send, 200, answer.headers, answer.body)

    def _look(self, state: str) -> None:
        """Note that the database was written, and whether it was so shortly before, too."""
        if self._state and state != self._state:
            now = monotonic()
            self._busy, self._written = now - self._written < LATELY, now
        self._state = state

    def _renew(self, scope: Scope, *, address: str, state: str) -> None:
        """Compute an answer anew beside the requests, once at a time for each address."""
        if address in self._renewals:
            return

        async def nothing(_message: Message) -> None:
            pass

        async def renew() -> None:
            turn = self._turns.setdefault(address, Lock())
            await turn.acquire()
            try:
                await self._ask(
                    {**scope, "state": dict(scope["state"])},
                    _ended,
                    nothing,
                    turn=turn,
                    address=address,
                    state=state,
                )
            except Exception:
                LOG.exception("no new answer to %s", scope["path"])
            finally:
                del self._renewals[address]

        self._renewals[address] = create_task(renew())

    async def _ask(
        self, scope: Scope, receive: Receive, send: Send, *, turn: Lock, address: str, state: str
    ) -> None:
        start: Message | None = None
        waiting = True

        async def send_and_keep(message: Message) -> None:
            nonlocal start, waiting
            if message["type"] == "http.response.start":
                start = message
                if message["status"] == 200:
                    MutableHeaders(scope=message)["ETag"] = _tag(state, address)
                    MutableHeaders(scope=message)["Vary"] = "Authorization, Cookie"
                return
            if start is not None:
                if start["status"] == 200 and not message.get("more_body"):
                    self._keep(address, state, start, message.get("body", b""))
                # Nobody waits for this asker's slow line.
                turn.release()
                waiting = False
                held, start = start, None
                await send(held)
            await send(message)

        try:
            await self._app(scope, receive, send_and_keep)
        finally:
            if waiting:
                turn.release()

    def _keep(self, address: str, state: str, start: Message, body: bytes) -> None:
        # Kept under the state before the question: a write since then makes it an old one.
        if len(body) <= MOST_BYTES:
            self._answers[address] = _Answer(state, monotonic(), list(start["headers"]), body)
            self._answers.move_to_end(address)
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)


async def _ended() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _give(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


def _tag(state: str, address: str) -> str:
    return f'"{sha256(f"{state} {address}".encode()).hexdigest()[:24]}"'


def database_state(database: Path) -> str:
    """Return what changes with every write: time and size of the database file and of its log.

    Empty where there is no database. A connection that only reads makes and removes an empty log.
    """
    parts = [__version__]
    for path in (database, database.with_name(f"{database.name}-wal")):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        if found.st_size:
            parts.append(f"{path.suffix} {found.st_ino} {found.st_mtime_ns} {found.st_size}")
    return " ".join(parts) if len(parts) > 1 else ""
