"""Answers that did not change are not sent again: an ETag of the address and the state of the database."""

from hashlib import sha256
from pathlib import Path

from fastapi import FastAPI, Request, Response

from voc import __version__
from voc.api.connection import settings_of


class NotModified(Exception):
    """The asker holds this answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def revalidate(request: Request) -> None:
    """Note the answer's ETag; raises NotModified where the request names it."""
    tag = _tag(settings_of(request).database, str(request.url))
    if tag in (
        part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")
    ):
        raise NotModified(tag)
    request.state.tag = tag


def answer_not_modified(_request: Request, error: Exception) -> Response:
    """Answer 304, with the tag."""
    return Response(status_code=304, headers={"ETag": str(error)})


def install(app: FastAPI) -> None:
    """Let an application answer NotModified."""
    app.add_exception_handler(NotModified, answer_not_modified)


def _tag(database: Path, address: str) -> str:
    """Return the tag of an address: every write changes the time of the database file or of its log."""
    state = [__version__, address]
    for path in (database, database.with_name(f"{database.name}-wal")):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        # A connection that only reads makes and removes an empty log.
        if stat.st_size:
            state.append(f"{path.name} {stat.st_mtime_ns} {stat.st_size}")
    return f'"{sha256("|".join(state).encode()).hexdigest()[:24]}"'
