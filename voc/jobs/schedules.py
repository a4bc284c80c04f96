"""Schedules: jobs that are asked for by the clock, every so many minutes."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from voc.errors import InputError, NotFound
from voc.jobs.queue import add_job
from voc.jobs.records import Payload
from voc.store.times import now, write_instant


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job by the clock: its kind and payload, every how many minutes, when next, and its last job."""

    name: str
    kind: str
    payload: Payload
    minutes: int
    next_at: str
    last_job: str | None


def add_schedule(db: Database, name: str, *, kind: str, payload: Payload, minutes: int) -> Schedule:
    """Let a job be asked for every so many minutes, the first time at once.

    Raises InputError where the name is taken or the minutes are less than one.
    """
    if minutes < 1:
        raise InputError(f"--every {minutes}: need one minute or more")
    if any(known.name == name for known in read_schedules(db)):
        raise InputError(f"schedule {name!r} is there already; remove it first, or choose another name")
    db.execute(
        "INSERT INTO schedules (name, kind, payload, minutes, next_at) "
        "VALUES (:name, :kind, :payload, :minutes, :at)",
        {
            "name": name,
            "kind": kind,
            "payload": json.dumps(dict(payload), sort_keys=True),
            "minutes": minutes,
            "at": write_instant(now()),
        },
    )
    return next(known for known in read_schedules(db) if known.name == name)


def remove_schedule(db: Database, name: str) -> None:
    """Forget a schedule; its jobs stay. Raises NotFound naming those that there are."""
    if not db.execute("DELETE FROM schedules WHERE name = :name", {"name": name}).rowcount:
        names = ", ".join(known.name for known in read_schedules(db)) or "none"
        raise NotFound(f"no schedule {name!r}; found {names}")


def read_schedules(db: Database) -> tuple[Schedule, ...]:
    """Return the schedules, by name."""
    rows = db.query("SELECT name, kind, payload, minutes, next_at, last_job FROM schedules ORDER BY name")
    return tuple(Schedule(**{**row, "payload": json.loads(row["payload"])}) for row in rows)


def enqueue_due(db: Database, *, at: datetime | None = None) -> tuple[str, ...]:
    """Write a job for every schedule that is due and return their ids.

    What was missed is made up for once; the next time keeps the schedule's beat. A schedule whose last
    job is not through yet waits for its next time. Of two workers that look at once, one writes the job.
    """
    moment = at or now()
    written = []
    for schedule in read_schedules(db):
        due = datetime.fromisoformat(schedule.next_at)
        if due > moment:
            continue
        missed = (moment - due) // timedelta(minutes=schedule.minutes)
        following = due + timedelta(minutes=schedule.minutes) * (missed + 1)
        with db.atomic():
            mine = db.execute(
                "UPDATE schedules SET next_at = :next WHERE name = :name AND next_at = :seen",
                {"next": write_instant(following), "name": schedule.name, "seen": schedule.next_at},
            ).rowcount
            if not mine or _is_waiting(db, schedule.last_job):
                continue
            job = add_job(db, schedule.kind, schedule.payload, author=f"schedule:{schedule.name}")
            db.execute(
                "UPDATE schedules SET last_job = :job WHERE name = :name",
                {"job": job, "name": schedule.name},
            )
        written.append(job)
    return tuple(written)


def _is_waiting(db: Database, job: str | None) -> bool:
    found = db.execute("SELECT state FROM jobs WHERE id = :id", {"id": job}).fetchone()
    return found is not None and found[0] in {"queued", "running"}
