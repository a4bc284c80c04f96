"""Answers are computed once for each state of the workspace: kept in memory, and not sent again by ETag."""

from asyncio import Lock
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from weakref import WeakValueDictionary

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voc import __version__

# The name in a request's state of what an answer depends on besides its address: the asker's scopes.
VARIES = "varies"
# What tells of the process, or holds a hash of its content in its address, is always asked for.
ALWAYS_ASKED = ("/healthz", "/readyz", "/static/")
MOST_ANSWERS = 128
MOST_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Kept:
    """ASGI middleware that gives a question's answer again as long as the database stands unchanged.

    Up to 128 answers of up to 512 KiB are kept, none of those that are streamed. The first write to the
    database drops them all, so that what was erased is not answered either. An answer is given again only
    to who may see the same: a request whose state says nothing of that is always asked on.
    """

    def __init__(self, app: ASGIApp, *, database: Path) -> None:
        self._app = app
        self._database = database
        self._state = ""
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._turns: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, with 304 where the asker holds the answer, or by asking on."""
        state = database_state(self._database)
        varies = scope.get("state", {}).get(VARIES)
        kept = scope["type"] == "http" and scope["method"] == "GET" and state and varies
        if not kept or scope["path"].startswith(ALWAYS_ASKED):
            await self._app(scope, receive, send)
            return
        if state != self._state:
            self._answers.clear()
            self._state = state
        address = f"{varies} {scope['path']}?{scope['query_string'].decode('latin-1')}"
        tag = _tag(state, address)
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await _give(send, 304, [(b"etag", tag.encode())], b"")
            return
        # Who asks what is being computed waits for it; the lock goes with the last of them.
        turn = self._turns.setdefault(address, Lock())
        await turn.acquire()
        answer = self._answers.get(address)
        if answer is None:
            await self._ask(scope, receive, send, turn=turn, address=address, state=state)
            return
        turn.release()
        self._answers.move_to_end(address)
        await _give(send, 200, answer.headers, answer.body)

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
                if start["status"] == 200 and state == self._state and not message.get("more_body"):
                    self._keep(address, _Answer(list(start["headers"]), message.get("body", b"")))
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

    def _keep(self, address: str, answer: _Answer) -> None:
        # A write since the question leaves it open which state the answer is of.
        if len(answer.body) <= MOST_BYTES and self._state == database_state(self._database):
            self._answers[address] = answer
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)


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
