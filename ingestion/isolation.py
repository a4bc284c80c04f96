"""Reading a file in a process of its own, so that a hostile one costs neither memory, time nor the caller."""

import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingestion.frames import MAX_FRAME, SIZE, Failed, Job, Limits, Message, Opened, loads
from ingestion.reader import MAX_BYTES, Item, ReadOptions
from ingestion.reading import Reading
from voc.errors import InputError

# -P: a folder of uploads must not offer modules to the child.
COMMAND = (sys.executable, "-P", "-B", "-m", "ingestion.isolated")
CHUNK = 1 << 20
_ENDINGS = {
    signal.SIGXCPU: "it takes too much computing time",
    signal.SIGKILL: "it was stopped for taking too much memory or time",
    signal.SIGABRT: "its content brings the parser down",
    signal.SIGSEGV: "its content brings the parser down",
    signal.SIGBUS: "its content brings the parser down",
}


def read_isolated(
    path: Path, options: ReadOptions, *, reader: str | None = None, limits: Limits | None = None
) -> Reading:
    """Return the documents and rejects of a file as ``read_file`` does, parsed by a child process.

    The child may take so much memory, computing time and waiting time as the limits say; records come
    back in batches while it works, and it ends when the items are dropped. Raises, at once or on taking
    an item, what ``read_file`` raises, and InputError where the child passes a limit or breaks down.
    """
    messages = _messages(Job(path, options, reader, limits or usual_limits(path)))
    opened = next(messages)
    if not isinstance(opened, Opened):
        raise InputError(f"{path.name}: the reading process did not say what it reads; need a readable file")
    return Reading(
        opened.reader, opened.source, opened.kind, _items(messages),
        columns=opened.columns, mapping=opened.mapping, context=opened.context, suggestion=opened.suggestion,
    )  # fmt: skip


def usual_limits(path: Path) -> Limits:
    """Return what a file may cost: the usual, and for one over 50 MB time by its size."""
    size = path.stat().st_size if path.is_file() else 0
    share = max(1.0, size / MAX_BYTES)
    usual = Limits()
    return replace(usual, cpu_s=round(usual.cpu_s * share), wall_s=round(usual.wall_s * share))


def _items(messages: Iterator[Message]) -> Iterator[Item]:
    for message in messages:
        if isinstance(message, tuple):
            yield from message


def _messages(job: Job) -> Iterator[Message]:
    """Yield what the child sends; it is gone when this ends, however it ends."""
    with subprocess.Popen(  # noqa: S603  (our own interpreter and module; the path goes over standard input)
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as process:
        try:
            yield from _received(process, job)
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    # The caller's paths but for the folder that he works in, which may be one of uploads; ours to be sure.
    paths = os.pathsep.join((*filter(None, sys.path), str(Path(__file__).parent.parent)))
    # One thread: every other one of a numerical library reserves memory that counts against the limit.
    single = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    return {**os.environ, **single, "PYTHONPATH": paths}


def _received(process: subprocess.Popen[bytes], job: Job) -> Iterator[Message]:
    pipe = _Pipe(process, job)
    pipe.send(pickle.dumps(job))
    while True:
        size = int.from_bytes(pipe.take(SIZE), "big")
        if size > MAX_FRAME:
            raise InputError(f"{job.path.name}: found records of {size:,} bytes, need at most {MAX_FRAME:,}")
        message = _understood(pipe.take(size), job)
        if message is None:
            return
        if isinstance(message, Failed):
            raise message.error
        yield message


def _understood(data: bytes, job: Job) -> Message:
    try:
        return loads(data)
    except Exception as error:  # bytes of a broken child may raise anything
        raise InputError(f"{job.path.name}: the reading process broke down ({error})") from error


class _Pipe:
    """The child's end of the talk: bytes taken within the time that is left for waiting on it."""

    def __init__(self, process: subprocess.Popen[bytes], job: Job) -> None:
        self._process = process
        self._job = job
        self._left = job.limits.wall_s

    def send(self, data: bytes) -> None:
        """Hand the job over; a child that is gone already shows when its answer is taken."""
        stream = self._process.stdin
        if stream is None:
            raise InputError(f"{self._job.path.name}: the reading process has no input")
        try:
            stream.write(data)
            # It stays open: its end tells the child that its caller is gone.
            stream.flush()
        except BrokenPipeError:
            pass

    def take(self, size: int) -> bytes:
        """Return the next bytes; raises InputError where the child is silent too long or gone."""
        stream = self._process.stdout
        taken = bytearray()
        while stream and len(taken) < size:
            # Only waiting counts: the child is not to blame for a caller who takes his time.
            began = time.monotonic()
            ready, _, _ = select.select([stream], [], [], max(self._left, 0))
            self._left -= time.monotonic() - began
            if not ready:
                raise InputError(
                    f"{self._job.path.name}: reading it takes over {self._job.limits.wall_s:g} s, "
                    "need a smaller or simpler file"
                )
            piece = os.read(stream.fileno(), min(size - len(taken), CHUNK))
            if not piece:
                raise self._ending()
            taken += piece
        return bytes(taken)

    def _ending(self) -> InputError:
        code = self._process.wait()
        known = _ENDINGS.get(signal.Signals(-code)) if -code in _SIGNALS else None
        why = known or f"the reading process ended with code {code}"
        return InputError(f"{self._job.path.name}: cannot be read ({why}); need a smaller or simpler file")


_SIGNALS = frozenset(int(known) for known in _ENDINGS)
