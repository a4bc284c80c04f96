"""What becomes of a job: done, failed, cancelled, handed back, tried again, begun once."""

import logging
from threading import Event
from typing import NoReturn

import pytest
from sqlite_utils import Database

from tests.voc.jobs.conftest import Hire
from voc.errors import InputError, NotFound
from voc.jobs.huey_queue import open_queue
from voc.jobs.loop import Worker
from voc.jobs.queue import asked_payload, cancel, enqueue, read_job, read_jobs, retry
from voc.jobs.records import Lost, Result, Task
from voc.settings import Settings
from voc.store.connections import add_connection


def count(task: Task) -> Result:
    task.progress("count", 2, 3)
    return {"counted": task.job.payload["to"]}


def refuse(task: Task) -> NoReturn:
    raise InputError(f"{task.job.payload['file']}: the file is empty")


def break_down(_task: Task) -> NoReturn:
    raise ZeroDivisionError("secret words of a customer")


def test_a_job_that_was_asked_for_is_done_with_its_progress_and_result(
    db: Database, settings: Settings, hire: Hire
) -> None:
    job = enqueue(db, settings, "count", {"to": 3}, author="ops")
    assert (job.state, job.attempt, job.author, job.payload) == ("queued", 0, "ops", {"to": 3})
    assert job.id.startswith("job_")
    assert hire({"count": count}).step()
    done = read_job(db, job.id)
    assert (done.state, done.result, done.attempt) == ("done", {"counted": 3}, 1)
    assert (done.stage, done.done, done.total) == ("count", 2, 3)
    assert done.ended_at is not None


def test_an_empty_queue_gives_nothing_to_do(hire: Hire) -> None:
    assert not hire({}).step()


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(
    db: Database, settings: Settings, hire: Hire
) -> None:
    seen: list[object] = []

    def note(task: Task) -> Result:
        seen.append(task.job.payload["number"])
        return {}

    for number in range(3):
        enqueue(db, settings, "note", {"number": number}, author="ops")
    worker = hire({"note": note})
    while worker.step():
        pass
    assert seen == [0, 1, 2]
    assert [job.payload["number"] for job in read_jobs(db)] == [2, 1, 0]


def test_what_the_user_can_mend_fails_the_job_with_its_sentence(
    db: Database, settings: Settings, hire: Hire
) -> None:
    job = enqueue(db, settings, "refuse", {"file": "a.csv"}, author="ops")
    hire({"refuse": refuse}).step()
    failed = read_job(db, job.id)
    assert (failed.state, failed.failure) == ("failed", "a.csv: the file is empty")


def test_an_unexpected_error_is_in_the_log_and_only_its_name_in_the_job(
    db: Database, settings: Settings, hire: Hire, caplog: pytest.LogCaptureFixture
) -> None:
    job = enqueue(db, settings, "break", {}, author="ops")
    with caplog.at_level(logging.ERROR, "voc.jobs"):
        hire({"break": break_down}).step()
    failed = read_job(db, job.id)
    assert failed.failure == "an unexpected error (ZeroDivisionError); the worker's log has it"
    assert "in break_down" in caplog.text


def test_a_kind_that_no_worker_knows_fails(db: Database, settings: Settings, hire: Hire) -> None:
    job = enqueue(db, settings, "dance", {}, author="ops")
    hire({}).step()
    assert read_job(db, job.id).failure == "no worker knows jobs of kind 'dance'; a later voc may"


def test_a_doubled_message_runs_the_job_once(db: Database, settings: Settings, hire: Hire) -> None:
    job = enqueue(db, settings, "count", {"to": 3}, author="ops")
    with open_queue(settings) as queue:
        queue.put(job.id)
    worker = hire({"count": count})
    assert [worker.step() for _ in range(3)] == [True, True, False]
    assert read_job(db, job.id).attempt == 1


def test_a_message_that_names_no_job_is_dropped(settings: Settings, hire: Hire) -> None:
    with open_queue(settings) as queue:
        queue.put("job_nobody")
        queue.put("\N{SNOWMAN}")
    worker = hire({})
    assert [worker.step() for _ in range(3)] == [True, True, False]


def test_a_queued_job_is_cancelled_at_once_and_never_begun(
    db: Database, settings: Settings, hire: Hire
) -> None:
    job = enqueue(db, settings, "count", {"to": 3}, author="ops")
    assert cancel(db, job.id).state == "cancelled"
    assert cancel(db, job.id).state == "cancelled"
    hire({"count": count}).step()
    assert read_job(db, job.id).attempt == 0


def test_a_running_job_ends_at_its_next_word_after_it_was_cancelled(
    db: Database, settings: Settings, hire: Hire
) -> None:
    def go_on(task: Task) -> Result:
        cancel(db, task.job.id)
        for number in range(1000):
            task.progress("go on", number, None)
            Event().wait(0.02)
        return {}

    job = enqueue(db, settings, "go on", {}, author="ops")
    hire({"go on": go_on}).step()
    ended = read_job(db, job.id)
    assert (ended.state, ended.failure, ended.stage) == ("cancelled", None, "go on")
    assert ended.done < 999


def test_a_job_that_ended_is_not_cancelled(db: Database, settings: Settings, hire: Hire) -> None:
    job = enqueue(db, settings, "count", {"to": 3}, author="ops")
    hire({"count": count}).step()
    with pytest.raises(InputError, match=f"job {job.id}: found it done, need one that is queued or running"):
        cancel(db, job.id)


def test_a_failed_job_is_tried_again_and_knows_what_it_kept(
    db: Database, settings: Settings, hire: Hire
) -> None:
    def half(task: Task) -> Result:
        if task.job.result is None:
            task.keep({"first": "half"})
            raise InputError("the second half is missing")
        return {**task.job.result, "second": "half"}

    job = enqueue(db, settings, "half", {}, author="ops")
    worker = hire({"half": half})
    worker.step()
    assert read_job(db, job.id).result == {"first": "half"}
    again = retry(db, settings, job.id)
    assert (again.state, again.attempt, again.failure) == ("queued", 0, None)
    worker.step()
    assert read_job(db, job.id).result == {"first": "half", "second": "half"}
    with pytest.raises(InputError, match="found it done, need one that failed or was cancelled"):
        retry(db, settings, job.id)


def test_a_job_that_nobody_asked_for_is_named(db: Database, settings: Settings) -> None:
    with pytest.raises(NotFound, match="no job 'job_x': 'voc jobs' lists those that there are"):
        retry(db, settings, "job_x")


def test_a_worker_that_is_told_to_stop_hands_its_job_back(db: Database, settings: Settings) -> None:
    stop = Event()

    def stopped(task: Task) -> Result:
        stop.set()
        task.progress("read", 1, None)
        raise AssertionError("the word did not end it")

    job = enqueue(db, settings, "stopped", {}, author="ops")
    worker = Worker(settings, {"stopped": stopped, "count": count}, stop=stop)
    worker.run()
    worker.close()
    back = read_job(db, job.id)
    assert (back.state, back.attempt, back.worker) == ("queued", 0, None)
    with open_queue(settings) as queue:
        assert queue.take() == job.id


def test_a_second_job_waits_while_one_runs(db: Database, settings: Settings, hire: Hire) -> None:
    second = hire({"count": count})
    waited: list[bool] = []

    def first(_task: Task) -> Result:
        waited.append(second.step())
        return {}

    enqueue(db, settings, "first", {}, author="ops")
    enqueue(db, settings, "count", {"to": 3}, author="ops")
    hire({"first": first}).step()
    assert waited == [False]
    assert second.step()


def test_a_job_that_another_worker_took_meanwhile_is_left_to_it(
    db: Database, settings: Settings, hire: Hire
) -> None:
    broken_off: list[type[Exception]] = []

    def lose(task: Task) -> Result:
        db.execute("UPDATE jobs SET worker = 'elsewhere 1 1', attempt = 2")
        try:
            for number in range(1000):
                task.progress("go on", number, None)
                Event().wait(0.02)
        except Lost as error:
            broken_off.append(type(error))
            raise
        return {}

    job = enqueue(db, settings, "lose", {}, author="ops")
    hire({"lose": lose}).step()
    assert broken_off == [Lost]
    assert (read_job(db, job.id).state, read_job(db, job.id).worker) == ("running", "elsewhere 1 1")


def test_a_pull_needs_a_source_that_is_known_and_an_analysis_none(db: Database) -> None:
    add_connection(db, "help-desk", connector="zendesk", settings={}, secret="TOKEN")  # noqa: S106  (a name)
    assert asked_payload(db, "pull", "help-desk") == {"source": "help-desk"}
    assert asked_payload(db, "analyze", None) == {}
    with pytest.raises(NotFound, match="no source 'crm' is pulled"):
        asked_payload(db, "pull", "crm")
    with pytest.raises(InputError, match="pull: found source None, need one"):
        asked_payload(db, "pull", None)
    with pytest.raises(InputError, match="analyze: found source 'crm', need none"):
        asked_payload(db, "analyze", "crm")
    with pytest.raises(InputError, match="kind 'ingest': need analyze, or pull with a source"):
        asked_payload(db, "ingest", None)
