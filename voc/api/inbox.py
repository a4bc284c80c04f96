"""Where what was sent waits for the worker: a folder of the workspace that only its owner reads."""

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

from starlette.concurrency import run_in_threadpool

from voc.errors import InputError, TooLarge
from voc.jobs.uploads import FOLDER
from voc.settings import Settings

CHUNK = 1 << 20


def keep(settings: Settings, content: bytes) -> Path:
    """Write what was sent to a new file, readable by its owner alone, and return its path."""
    path = _new(settings)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return path


async def stream_to_disk(chunks: AsyncIterator[bytes], settings: Settings) -> Path:
    """Write a body to a new file as it comes; raises TooLarge past the limit, and keeps nothing then."""
    limit = int(settings.max_file_mb * 1_000_000)
    path = _new(settings)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            size = await _written(chunks, file, limit=limit)
        check_size(size, limit=limit)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


async def _written(chunks: AsyncIterator[bytes], file: BinaryIO, *, limit: int) -> int:
    """Write a body and return its size; what is past the limit is neither written nor waited for."""
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            break
        # Small pieces go to the buffer; a large one may wait for the disk.
        await run_in_threadpool(file.write, chunk) if len(chunk) > CHUNK else file.write(chunk)
    return size


def check_size(size: int, *, limit: int) -> None:
    """Raise TooLarge past the limit, InputError for nothing at all."""
    if size > limit:
        raise TooLarge(f"found over {limit:,} bytes, need at most that (setting max_file_mb)")
    if size == 0:
        raise InputError("found an empty body, need the file's bytes")


async def whole_body(chunks: AsyncIterator[bytes], *, limit: int) -> bytes:
    """Return a body's bytes; raises TooLarge past the limit."""
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"found over {limit:,} bytes, need at most that")
    return bytes(body)


def _new(settings: Settings) -> Path:
    folder = settings.workspace / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / secrets.token_hex(16)
