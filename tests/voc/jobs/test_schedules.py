"""Schedules: due ones are asked for once, missed ones made up for once, busy ones left to their next time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from voc.errors import InputError, NotFound
from voc.jobs.huey_queue import open_queue
from voc.jobs.loop import sweep
from voc.jobs.queue import read_job
from voc.jobs.schedules import add_schedule, enqueue_due, read_schedules, remove_schedule
from voc.settings import Settings
from voc.store.database import open_database

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def hourly(db: Database) -> None:
    add_schedule(db, "hourly", kind="pull", payload={"source": "help-desk"}, minutes=60)
    db.execute("UPDATE schedules SET next_at = '2026-03-02T09:00:00Z'")


def finish(db: Database) -> None:
    db.execute("UPDATE jobs SET state = 'done'")


def test_a_schedule_is_due_at_once_and_then_by_its_minutes(db: Database) -> None:
    hourly(db)
    assert enqueue_due(db, at=START - timedelta(seconds=1)) == ()
    (job,) = enqueue_due(db, at=START)
    written = read_job(db, job)
    assert (written.kind, written.payload) == ("pull", {"source": "help-desk"})
    assert (written.author, written.state) == ("schedule:hourly", "queued")
    finish(db)
    assert enqueue_due(db, at=START + timedelta(minutes=59)) == ()
    assert len(enqueue_due(db, at=START + timedelta(minutes=60))) == 1


def test_what_was_missed_runs_once_and_the_beat_is_kept(db: Database) -> None:
    hourly(db)
    assert len(enqueue_due(db, at=START + timedelta(hours=7, minutes=20))) == 1
    assert read_schedules(db)[0].next_at == "2026-03-02T17:00:00Z"


def test_a_schedule_whose_last_job_is_not_through_waits_for_its_next_time(db: Database) -> None:
    hourly(db)
    assert len(enqueue_due(db, at=START)) == 1
    assert enqueue_due(db, at=START + timedelta(hours=1)) == ()
    finish(db)
    assert enqueue_due(db, at=START + timedelta(hours=1)) == ()
    assert len(enqueue_due(db, at=START + timedelta(hours=2))) == 1


def test_two_workers_that_look_at_once_write_one_job(db: Database, settings: Settings) -> None:
    hourly(db)
    other = open_database(settings.database)
    assert len(enqueue_due(db, at=START)) + len(enqueue_due(other, at=START)) == 1
    other.close()


def test_the_sweep_asks_for_what_is_due(db: Database, settings: Settings) -> None:
    schedule = add_schedule(db, "nightly", kind="analyze", payload={}, minutes=1440)
    with open_queue(settings) as queue:
        sweep(db, queue, settings)
        job = queue.take()
        assert queue.take() is None
    assert job == read_schedules(db)[0].last_job
    assert schedule.last_job is None


def test_a_name_is_taken_once_and_removed_by_its_name(db: Database) -> None:
    hourly(db)
    with pytest.raises(InputError, match="schedule 'hourly' is there already"):
        hourly(db)
    with pytest.raises(InputError, match="--every 0: need one minute or more"):
        add_schedule(db, "never", kind="analyze", payload={}, minutes=0)
    with pytest.raises(NotFound, match="no schedule 'daily'; found hourly"):
        remove_schedule(db, "daily")
    remove_schedule(db, "hourly")
    assert read_schedules(db) == ()
