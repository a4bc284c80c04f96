"""The worker beside the server: a child process that ends with it, and is started again where it dies."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import Self

from voc.settings import Settings

LOG = logging.getLogger("voc.jobs")
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
SOUND_SECONDS = 60.0
LOOK_SECONDS = 1.0
LAST_SECONDS = 5.0


class WorkerChild:
    """A worker process while the block lasts.

    The child reads a pipe that this process holds and ends where the pipe does: also where this process
    is killed. One that dies is followed by another, after a second at first and a minute at most. Where
    there is no workspace yet it is waited for.
    """

    def __init__(self, settings: Settings, *, command: Sequence[str] | None = None) -> None:
        self._database = settings.database
        # -P: the folder that the server was started in must not offer modules to the child.
        self._command = command or (
            sys.executable, "-P", "-m", "voc", "worker", "--beside-server",
            "--workspace", str(settings.workspace),
        )  # fmt: skip
        self._over = Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, name="worker child", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._process is not None:
            self._end(self._process)
        self._thread.join(LAST_SECONDS)

    @property
    def process(self) -> int | None:
        """The number of the latest process, None before the first."""
        return None if self._process is None else self._process.pid

    def _keep(self) -> None:
        wait = FIRST_WAIT
        while not self._over.is_set():
            if not self._database.is_file():
                self._over.wait(LOOK_SECONDS)
                continue
            began = time.monotonic()
            code = self._run()
            if self._over.is_set():
                return
            wait = FIRST_WAIT if time.monotonic() - began > SOUND_SECONDS else wait
            LOG.warning("the worker ended with code %d, another one starts in %.0f s", code, wait)
            self._over.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _run(self) -> int:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(path or str(os.curdir) for path in sys.path),
        }
        # A session of its own: Ctrl-C is for the server, which then closes the pipe.
        with subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            self._command, stdin=subprocess.PIPE, start_new_session=True, env=environment
        ) as process:
            self._process = process
            if self._over.is_set():
                self._end(process)
            return process.wait()

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        """Ask the child to end, and kill it where it is in the middle of something long: nothing is lost."""
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        try:
            process.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
