"""The worker's loop: one job at a time from the queue, and once a minute a look at what was left behind."""

import logging
import sqlite3
from collections.abc import Mapping
from threading import Event, Thread

from sqlite_utils import Database

from voc.errors import VocError
from voc.jobs import states
from voc.jobs.beat import Beat
from voc.jobs.host import this_worker
from voc.jobs.huey_queue import HueyQueue, open_queue
from voc.jobs.queue import read_job, read_jobs
from voc.jobs.records import Cancelled, Job, Lost, Result, Run, Stopped, Task
from voc.jobs.schedules import enqueue_due
from voc.jobs.uploads import remove_left
from voc.settings import Settings
from voc.store.database import open_database

LOG = logging.getLogger("voc.jobs")
IDLE_SECONDS = 0.5
SWEEP_SECONDS = 60
# The end of a job has to be written, however long another process holds the database.
PATIENCE_MS = 120_000


class Worker:
    """Runs the jobs of a workspace by a table of functions; ``stop`` ends it, and the job that it has."""

    def __init__(self, settings: Settings, table: Mapping[str, Run], *, stop: Event | None = None) -> None:
        self._settings = settings
        self._table = table
        self._stop = stop or Event()
        self._name = this_worker()
        self._db = open_database(settings.database)
        self._db.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        self._queue = open_queue(settings)

    def run(self) -> None:
        """Work until told to stop; what dead workers left is taken up at once and then every minute."""
        sweep(self._db, self._queue, self._settings)
        Thread(target=self._sweep, name="sweep", daemon=True).start()
        while not self._stop.is_set():
            try:
                went_on = self.step()
            except sqlite3.OperationalError as error:
                LOG.warning("the database is busy, jobs wait: %s", error)
                went_on = False
            if not went_on:
                self._stop.wait(IDLE_SECONDS)

    def step(self) -> bool:
        """Run the next job there is, and return whether there was word of one."""
        if states.running(self._db) >= self._settings.jobs_at_once:
            return False
        name = self._queue.take()
        if name is None:
            return False
        job = states.begin(self._db, name, worker=self._name, at_once=self._settings.jobs_at_once)
        if job is None:
            return self._put_back(name)
        self._work(job)
        return True

    def close(self) -> None:
        """Give the connections back."""
        self._db.close()

    def _work(self, job: Job) -> None:
        LOG.info("%s: %s begins, attempt %d", job.id, job.kind, job.attempt)
        try:
            with Beat(self._settings.database, job, stop=self._stop) as beat:
                result = self._function(job)(
                    Task(job, self._settings, beat, lambda kept: states.keep_result(self._db, job, kept))
                )
        except Cancelled:
            states.end(self._db, job, "cancelled")
        except Stopped:
            states.hand_back(self._db, job)
            self._queue.put(job.id)
        except Lost:
            LOG.warning("%s: another worker has it by now, this one leaves it", job.id)
        except VocError as error:
            states.end(self._db, job, "failed", failure=str(error))
        except Exception as error:
            LOG.exception("%s: %s failed", job.id, job.kind)
            failure = f"an unexpected error ({type(error).__name__}); the worker's log has it"
            states.end(self._db, job, "failed", failure=failure)
        else:
            states.end(self._db, job, "done", result=result)
        LOG.info("%s: %s is %s", job.id, job.kind, read_job(self._db, job.id).state)

    def _put_back(self, name: str) -> bool:
        """Let a job wait that others came before; word of one that is through or unknown is dropped."""
        waits = any(job.id == name for job in read_jobs(self._db, state="queued", limit=states.MOST_READ))
        if waits:
            self._queue.put(name)
        return not waits

    def _function(self, job: Job) -> Run:
        return self._table.get(job.kind, _unknown)

    def _sweep(self) -> None:
        db, queue = open_database(self._settings.database), open_queue(self._settings)
        while not self._stop.wait(SWEEP_SECONDS):
            try:
                sweep(db, queue, self._settings)
            except sqlite3.OperationalError as error:
                LOG.warning("the database is busy, left jobs and schedules are looked at later: %s", error)


def sweep(db: Database, queue: HueyQueue, settings: Settings) -> None:
    """Take up the jobs of dead workers, ask for what is due, and send again what the queue has lost."""
    for job in states.take_up(db, silence=settings.job_silence, attempts=settings.job_attempts):
        LOG.warning("%s: its worker died, it is queued again after attempt %d", job.id, job.attempt)
        queue.put(job.id)
    for name in enqueue_due(db):
        queue.put(name)
    # A word that is sent twice costs nothing: a job begins once.
    if queue.is_empty():
        for job in reversed(read_jobs(db, state="queued", limit=states.MOST_READ)):
            queue.put(job.id)
    remove_left(db, settings)


def _unknown(task: Task) -> Result:
    raise VocError(f"no worker knows jobs of kind {task.job.kind!r}; a later voc may")
