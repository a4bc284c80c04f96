"""The steps of a job while workers have it: begun, alive, ended, handed back, taken up after a death."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from voc.jobs.host import life_of
from voc.jobs.queue import read_job, read_jobs
from voc.jobs.records import Job, Result, State
from voc.store.times import now, write_instant

# Whoever writes on a running job has to hold it still: the same worker in the same attempt.
HELD = "id = :id AND state = 'running' AND worker = :worker AND attempt = :attempt"
MOST_READ = 1000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: a stage's name, what is done, and of how much where that is known."""

    stage: str | None = None
    done: int = 0
    total: int | None = None


def begin(db: Database, job: str, *, worker: str, at_once: int) -> Job | None:
    """Take a queued job and return it; None where it is not queued, or ``at_once`` jobs run already.

    One statement decides, so that of several workers that were told of a job one begins it.
    """
    taken = db.execute(
        "UPDATE jobs SET state = 'running', attempt = attempt + 1, worker = :worker, started_at = :at, "
        "beat_at = :at, ended_at = NULL, failure = NULL, stage = NULL, done = 0, total = NULL "
        "WHERE id = :id AND state = 'queued' "
        "AND (SELECT COUNT(*) FROM jobs WHERE state = 'running') < :at_once",
        {"id": job, "worker": worker, "at": write_instant(now()), "at_once": at_once},
    ).rowcount
    return read_job(db, job) if taken else None


def beat(db: Database, job: Job, progress: Progress) -> bool | None:
    """Say that a job is alive and how far it is; return whether it is asked to end, None where it is lost."""
    rows = list(
        db.query(
            "UPDATE jobs SET beat_at = :at, stage = :stage, done = :done, total = :total "
            f"WHERE {HELD} RETURNING cancel",
            {
                **_held(job),
                "at": write_instant(now()),
                "stage": progress.stage,
                "done": progress.done,
                "total": progress.total,
            },
        )
    )
    return bool(rows[0]["cancel"]) if rows else None


def is_asked_to_end(db: Database, job: Job) -> bool | None:
    """Return whether a job is asked to end, None where it is lost; nothing is written."""
    row = db.execute(f"SELECT cancel FROM jobs WHERE {HELD}", _held(job)).fetchone()
    return None if row is None else bool(row[0])


def keep_result(db: Database, job: Job, result: Result) -> None:
    """Store what came out of a job so far."""
    db.execute(
        f"UPDATE jobs SET result = :result WHERE {HELD}", {**_held(job), "result": json.dumps(dict(result))}
    )


def end(
    db: Database, job: Job, state: State, *, result: Result | None = None, failure: str | None = None
) -> None:
    """End a job that is held; without a result the one that was kept stays."""
    db.execute(
        "UPDATE jobs SET state = :state, result = COALESCE(:result, result), failure = :failure, "
        f"ended_at = :at WHERE {HELD}",
        {
            **_held(job),
            "state": state,
            "result": None if result is None else json.dumps(dict(result)),
            "failure": failure,
            "at": write_instant(now()),
        },
    )


def hand_back(db: Database, job: Job) -> bool:
    """Put a held job back into the queue; the attempt does not count. Return whether it was held."""
    handed = db.execute(
        f"UPDATE jobs SET state = 'queued', attempt = attempt - 1, worker = NULL WHERE {HELD}", _held(job)
    )
    return bool(handed.rowcount)


def take_up(db: Database, *, silence: float, attempts: int) -> tuple[Job, ...]:
    """Put the jobs of dead workers back into the queue and return those; who tried too often fails.

    A worker is dead where its process on this host is gone, or where nobody can tell and its last sign of
    life is older than ``silence`` seconds. Each death is found once, also by several workers at a time.
    """
    taken = []
    for job in read_jobs(db, state="running", limit=MOST_READ):
        if not _is_dead(job, silence):
            continue
        state, failure = "queued", None
        if job.cancel:
            state = "cancelled"
        elif job.attempt >= attempts:
            state = "failed"
            failure = (
                f"its worker died in each of {job.attempt} attempts; 'voc jobs retry {job.id}' tries again"
            )
        changed = db.execute(
            "UPDATE jobs SET state = :state, failure = :failure, worker = NULL, "
            "ended_at = CASE :state WHEN 'queued' THEN NULL ELSE :at END "
            f"WHERE {HELD} AND beat_at IS :beat",
            {
                **_held(job),
                "beat": job.beat_at,
                "state": state,
                "failure": failure,
                "at": write_instant(now()),
            },
        ).rowcount
        if changed and state == "queued":
            taken.append(read_job(db, job.id))
    return tuple(taken)


def running(db: Database) -> int:
    """Return how many jobs run."""
    return int(db.execute("SELECT COUNT(*) FROM jobs WHERE state = 'running'").fetchone()[0])


def _is_dead(job: Job, silence: float) -> bool:
    life = life_of(job.worker or "")
    if life != "unknown":
        return life == "gone"
    beat_at = datetime.fromisoformat(job.beat_at or job.created_at)
    return now() - beat_at > timedelta(seconds=silence)


def _held(job: Job) -> dict[str, object]:
    return {"id": job.id, "worker": job.worker, "attempt": job.attempt}
