"""Dead workers: their jobs are found, queued again once, and given up after the last attempt."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.jobs import states
from voc.jobs.host import life_of, this_worker
from voc.jobs.huey_queue import open_queue
from voc.jobs.loop import sweep
from voc.jobs.queue import cancel, enqueue, read_job
from voc.jobs.records import Job
from voc.settings import Settings

LONG_AGO = "2026-01-01T00:00:00Z"
ELSEWHERE = "another-host 77 1234"


def begun(db: Database, settings: Settings, worker: str, *, beat_at: str | None = None) -> Job:
    job = enqueue(db, settings, "count", {}, author="ops")
    assert states.begin(db, job.id, worker=worker, at_once=9)
    if beat_at:
        db.execute("UPDATE jobs SET beat_at = :at WHERE id = :id", {"at": beat_at, "id": job.id})
    return read_job(db, job.id)


def dead_worker() -> str:
    """Return the name of a process of this host that has ended."""
    child = subprocess.Popen(
        [sys.executable, "-c", "from voc.jobs.host import this_worker; print(this_worker())"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    return child.communicate()[0].strip()


def test_this_process_lives_and_one_that_ended_is_gone() -> None:
    assert life_of(this_worker()) == "alive"
    assert life_of(dead_worker()) == "gone"


def test_a_later_process_of_the_same_number_is_another_one() -> None:
    assert life_of(f"{socket.gethostname()} {os.getpid()} 1") == "gone"


@pytest.mark.parametrize("worker", [ELSEWHERE, "", "one", f"{socket.gethostname()} 1"])
def test_of_a_worker_elsewhere_nothing_is_known(worker: str) -> None:
    assert life_of(worker) == "unknown"


def test_the_job_of_a_worker_that_died_here_is_queued_again_at_once(db: Database, settings: Settings) -> None:
    job = begun(db, settings, dead_worker())
    assert [taken.id for taken in states.take_up(db, silence=15, attempts=3)] == [job.id]
    assert (read_job(db, job.id).state, read_job(db, job.id).worker) == ("queued", None)
    assert states.take_up(db, silence=15, attempts=3) == ()


def test_the_job_of_a_worker_that_lives_here_is_left_to_it_however_busy_it_is(
    db: Database, settings: Settings
) -> None:
    begun(db, settings, this_worker(), beat_at=LONG_AGO)
    assert states.take_up(db, silence=15, attempts=3) == ()


def test_the_job_of_a_worker_elsewhere_is_taken_up_when_it_is_silent(
    db: Database, settings: Settings
) -> None:
    fresh = begun(db, settings, ELSEWHERE)
    silent = begun(db, settings, ELSEWHERE, beat_at=LONG_AGO)
    assert [taken.id for taken in states.take_up(db, silence=15, attempts=3)] == [silent.id]
    assert read_job(db, fresh.id).state == "running"


def test_a_job_whose_worker_dies_again_and_again_fails_with_a_sentence(
    db: Database, settings: Settings
) -> None:
    job = enqueue(db, settings, "count", {}, author="ops")
    ends = []
    for _ in range(3):
        assert states.begin(db, job.id, worker=ELSEWHERE, at_once=1)
        db.execute("UPDATE jobs SET beat_at = :at", {"at": LONG_AGO})
        states.take_up(db, silence=15, attempts=3)
        ends.append(read_job(db, job.id).state)
    assert ends == ["queued", "queued", "failed"]
    failure = f"its worker died in each of 3 attempts; 'voc jobs retry {job.id}' tries again"
    assert read_job(db, job.id).failure == failure


def test_a_cancelled_job_whose_worker_died_is_not_begun_again(db: Database, settings: Settings) -> None:
    job = begun(db, settings, ELSEWHERE, beat_at=LONG_AGO)
    cancel(db, job.id)
    assert states.take_up(db, silence=15, attempts=3) == ()
    assert read_job(db, job.id).state == "cancelled"


def test_a_late_worker_cannot_write_on_a_job_that_was_taken_up(db: Database, settings: Settings) -> None:
    late = begun(db, settings, ELSEWHERE, beat_at=LONG_AGO)
    states.take_up(db, silence=15, attempts=3)
    assert states.beat(db, late, states.Progress("read", 1)) is None
    states.end(db, late, "done", result={"wrong": True})
    states.keep_result(db, late, {"wrong": True})
    assert not states.hand_back(db, late)
    assert (read_job(db, late.id).state, read_job(db, late.id).result) == ("queued", None)


def test_a_message_that_the_queue_lost_is_sent_again(db: Database, settings: Settings) -> None:
    first = enqueue(db, settings, "count", {}, author="ops")
    second = enqueue(db, settings, "count", {}, author="ops")
    with open_queue(settings) as queue:
        assert [queue.take(), queue.take(), queue.take()] == [first.id, second.id, None]
        sweep(db, queue, settings)
        sweep(db, queue, settings)
        assert [queue.take(), queue.take(), queue.take()] == [first.id, second.id, None]
