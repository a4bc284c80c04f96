"""Asking for jobs and looking at them: enqueue, cancel, retry, read; the table ``jobs`` is the truth."""

import json
import secrets
from base64 import b32encode

from sqlite_utils import Database

from voc.errors import InputError, NotFound
from voc.jobs.huey_queue import open_queue
from voc.jobs.records import Job, Payload, State
from voc.settings import Settings
from voc.store.connections import read_connection
from voc.store.times import now, write_instant

ID_BYTES = 5


def enqueue(db: Database, settings: Settings, kind: str, payload: Payload, *, author: str) -> Job:
    """Ask for a job and return it; a worker begins it when the ones before it are through.

    Where the queue cannot be reached the job waits in its table until a worker finds it there.
    """
    job = add_job(db, kind, payload, author=author)
    _send(settings, job)
    return read_job(db, job)


def add_job(db: Database, kind: str, payload: Payload, *, author: str) -> str:
    """Write a queued job into its table and return its id; ``enqueue`` also tells the workers."""
    job = f"job_{b32encode(secrets.token_bytes(ID_BYTES)).decode().lower()}"
    db.execute(
        "INSERT INTO jobs (id, kind, payload, state, author, created_at) "
        "VALUES (:id, :kind, :payload, 'queued', :author, :at)",
        {
            "id": job,
            "kind": kind,
            "payload": json.dumps(dict(payload), sort_keys=True),
            "author": author,
            "at": write_instant(now()),
        },
    )
    return job


def asked_payload(db: Database, kind: str, source: str | None) -> Payload:
    """Return the payload of an analysis, or of a pull of a source.

    Raises InputError for another kind or a missing or needless source, NotFound for an unknown one.
    """
    if kind == "analyze" and source is None:
        return {}
    if kind == "pull" and source is not None:
        return {"source": read_connection(db, source).source}
    if kind in {"analyze", "pull"}:
        raise InputError(f"{kind}: found source {source!r}, need {'one' if kind == 'pull' else 'none'}")
    raise InputError(f"kind {kind!r}: need analyze, or pull with a source")


def cancel(db: Database, job: str) -> Job:
    """End a queued job at once and ask a running one to end; one that is cancelled already stays so.

    Raises NotFound for an unknown job and InputError for one that is done or failed.
    """
    with db.atomic():
        found = read_job(db, job)
        if found.state in {"done", "failed"}:
            raise InputError(f"job {job}: found it {found.state}, need one that is queued or running")
        db.execute(
            "UPDATE jobs SET state = 'cancelled', ended_at = :at WHERE id = :id AND state = 'queued'",
            {"id": job, "at": write_instant(now())},
        )
        db.execute("UPDATE jobs SET cancel = 1 WHERE id = :id AND state = 'running'", {"id": job})
    return read_job(db, job)


def retry(db: Database, settings: Settings, job: str) -> Job:
    """Put a failed or cancelled job back into the queue, with all its attempts before it.

    Raises NotFound for an unknown job and InputError for one that did not end so.
    """
    with db.atomic():
        found = read_job(db, job)
        if found.state not in {"failed", "cancelled"}:
            raise InputError(f"job {job}: found it {found.state}, need one that failed or was cancelled")
        db.execute(
            "UPDATE jobs SET state = 'queued', attempt = 0, cancel = 0, failure = NULL, stage = NULL, "
            "done = 0, total = NULL, worker = NULL, started_at = NULL, beat_at = NULL, ended_at = NULL "
            "WHERE id = :id",
            {"id": job},
        )
    _send(settings, job)
    return read_job(db, job)


def read_job(db: Database, job: str) -> Job:
    """Return a job; raises NotFound where there is none of this id."""
    for row in db.query("SELECT * FROM jobs WHERE id = :id", {"id": job}):
        return _job(row)
    raise NotFound(f"no job {job!r}: 'voc jobs' lists those that there are")


def read_jobs(
    db: Database, *, state: State | None = None, kind: str | None = None, limit: int = 50
) -> tuple[Job, ...]:
    """Return jobs, the latest first."""
    rows = db.query(
        "SELECT * FROM jobs WHERE (:state IS NULL OR state = :state) AND (:kind IS NULL OR kind = :kind) "
        "ORDER BY created_at DESC, rowid DESC LIMIT :limit",
        {"state": state, "kind": kind, "limit": limit},
    )
    return tuple(_job(row) for row in rows)


def _send(settings: Settings, job: str) -> None:
    with open_queue(settings) as queue:
        queue.put(job)


def _job(row: dict[str, object]) -> Job:
    loaded = {name: json.loads(str(row[name])) for name in ("payload", "result") if row[name] is not None}
    return Job(**{**row, **loaded, "cancel": bool(row["cancel"])})
