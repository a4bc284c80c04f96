"""The queue that carries the ids of jobs to the workers: huey's storage in SQLite, or in Redis."""

import logging
import sqlite3
from typing import Any, Self

from voc.errors import SettingsError
from voc.settings import Settings

LOG = logging.getLogger("voc.jobs")
QUEUE_NAME = "queue.db"
NAME = "voc"
SECONDS_OF_PATIENCE = 1


class HueyQueue:
    """Ids in, ids out, first in first out, between processes.

    Nothing else travels: no pickled task, so that who can write into Redis can make no worker run his
    code. A queue that cannot be reached is told in the log, and does as an empty one does.
    """

    def __init__(self, storage: Any, failures: tuple[type[Exception], ...]) -> None:  # noqa: ANN401  (huey has no types)
        self._storage = storage
        self._failures = failures
        self._away = False

    def put(self, job: str) -> None:
        """Send a job's id to whichever worker takes it first."""
        try:
            self._storage.enqueue(job.encode())
        except self._failures as error:
            LOG.warning("job %s waits in its table, the queue cannot be reached: %s", job, error)

    def take(self) -> str | None:
        """Return the next id, or None where there is none; Redis is waited for, up to a second."""
        try:
            data = self._storage.dequeue()
        except self._failures as error:
            # Asked for twice a second, told once.
            if not self._away:
                LOG.warning("the queue cannot be reached: %s", error)
            self._away = True
            return None
        self._away = False
        return None if data is None else bytes(data).decode("ascii", "replace")

    def is_empty(self) -> bool:
        """Return whether no id waits; False also where that cannot be known."""
        try:
            return bool(self._storage.queue_size() == 0)
        except self._failures:
            return False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._storage.close()


def open_queue(settings: Settings) -> HueyQueue:
    """Return the workspace's queue: ``queue.db`` in its folder, or Redis where that is set.

    Raises SettingsError where Redis is set and its package missing, or its URL is none.
    """
    if settings.redis is not None:
        return _redis_queue(settings.redis)
    from huey.storage import SqliteStorage

    path = settings.workspace / QUEUE_NAME
    try:
        storage = SqliteStorage(NAME, filename=str(path), timeout=SECONDS_OF_PATIENCE)
    except sqlite3.Error as error:
        raise SettingsError(f"{path}: {error}; need a workspace's folder that can be written to") from error
    return HueyQueue(storage, (sqlite3.Error,))


def _redis_queue(url: str) -> HueyQueue:
    try:
        from redis.exceptions import RedisError
    except ImportError as error:
        raise SettingsError("setting 'redis': found no package redis, need it: pip install redis") from error
    from huey.storage import RedisStorage

    try:
        storage = RedisStorage(NAME, url=url, read_timeout=SECONDS_OF_PATIENCE)
    except ValueError as error:
        # The URL may hold a password, so it is not said.
        raise SettingsError("setting 'redis': need a URL such as redis://host:6379/0") from error
    return HueyQueue(storage, (RedisError,))
