"""The beat of a running job: a thread that says how far it is, and hears who wants it ended."""

import logging
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Self

from sqlite_utils import Database

from voc.jobs.records import BrokenOff, Cancelled, Job, Lost, Stopped
from voc.jobs.states import Progress, beat, is_asked_to_end
from voc.store.database import open_database

LOG = logging.getLogger("voc.jobs")
LOOK_SECONDS = 0.3
BEAT_SECONDS = 2.0


class Beat:
    """The progress of one job, and its heart, while the block lasts.

    The job's own thread only leaves word here: it writes nothing beside its own transactions, and goes on
    where the database is busy. The beat's thread has a connection of its own.
    """

    def __init__(self, database: Path, job: Job, *, stop: Event) -> None:
        self._database = database
        self._job = job
        self._stop = stop
        self._now = Progress()
        self._told = Progress()
        self._told_at = time.monotonic()
        self._broken_off: type[BrokenOff] | None = None
        self._over = Event()
        self._thread = Thread(target=self._run, name=f"beat of {job.id}", daemon=True)

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of the progress; raises Cancelled, Lost or Stopped where the job has to end."""
        self._now = Progress(stage, done, total)
        if self._broken_off is not None:
            raise self._broken_off
        if self._stop.is_set():
            raise Stopped

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        db = open_database(self._database)
        try:
            while not self._over.wait(LOOK_SECONDS):
                self._look(db)
            self._look(db)
        finally:
            db.close()

    def _look(self, db: Database) -> None:
        # A database that is busy for long hears of the job later; the job itself goes on.
        with suppress(sqlite3.OperationalError):
            latest, moment = self._now, time.monotonic()
            if latest != self._told or moment - self._told_at >= BEAT_SECONDS:
                asked = beat(db, self._job, latest)
                self._told, self._told_at = latest, moment
            else:
                asked = is_asked_to_end(db, self._job)
            if asked is None:
                self._broken_off = Lost
            elif asked:
                self._broken_off = Cancelled
