"""The queue of ids: first in, first out, between connections; away, lost or deleted, and nothing is lost."""

import logging
import sys

import pytest
from sqlite_utils import Database

from voc.errors import SettingsError
from voc.jobs.huey_queue import HueyQueue, open_queue
from voc.jobs.queue import enqueue, read_job
from voc.settings import Settings


class Away:
    """A storage that cannot be reached."""

    def enqueue(self, _data: bytes) -> None:
        raise ConnectionError("connection refused")

    def dequeue(self) -> bytes:
        raise ConnectionError("connection refused")

    def queue_size(self) -> int:
        raise ConnectionError("connection refused")

    def close(self) -> None:
        """Close nothing."""


def test_ids_come_out_as_they_went_in_through_another_connection(settings: Settings) -> None:
    with open_queue(settings) as one, open_queue(settings) as other:
        assert other.is_empty()
        for name in ("job_a", "job_b", "job_c"):
            one.put(name)
        assert not other.is_empty()
        assert [other.take(), one.take(), other.take(), one.take()] == ["job_a", "job_b", "job_c", None]


def test_only_ids_lie_in_the_queue(settings: Settings, db: Database) -> None:
    job = enqueue(db, settings, "ingest", {"name": "secret plans.csv"}, author="ops")
    with open_queue(settings) as queue:
        assert queue._storage.enqueued_items() == [job.id.encode()]


def test_a_queue_that_is_away_is_told_once_and_does_as_an_empty_one(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), HueyQueue(Away(), (ConnectionError,)) as queue:
        queue.put("job_a")
        assert [queue.take(), queue.take()] == [None, None]
        assert not queue.is_empty()
    assert [record.getMessage() for record in caplog.records] == [
        "job job_a waits in its table, the queue cannot be reached: connection refused",
        "the queue cannot be reached: connection refused",
    ]


def test_a_deleted_queue_is_made_again(settings: Settings, db: Database) -> None:
    job = enqueue(db, settings, "count", {}, author="ops")
    for left in settings.workspace.glob("queue.db*"):
        left.unlink()
    with open_queue(settings) as queue:
        assert queue.take() is None
    assert read_job(db, job.id).state == "queued"


def test_redis_without_its_package_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "redis.exceptions", None)
    with pytest.raises(SettingsError, match="found no package redis, need it: pip install redis"):
        open_queue(settings.model_copy(update={"redis": "redis://127.0.0.1:6379/0"}))
