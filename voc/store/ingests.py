"""Readings of files: begun, carried on after an interruption, ended, or taken back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlite_utils import Database

from voc.store.times import now, write_instant

INTERRUPTED = "reading"


@dataclass(frozen=True, slots=True)
class Ingest:
    """A file's reading: its number, the records taken already and what was counted of them."""

    id: int
    taken: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A reading that was broken off: the file, the records stored, and when it began."""

    file: str
    taken: int
    at: str


def begin_ingest(db: Database, *, file: str, digest: str, reader: str, options: str = "") -> Ingest:
    """Record that a file is being read; one of the same content and options that broke off is carried on."""
    known = next(
        iter(
            db.query(
                "SELECT id, taken, counts FROM ingests WHERE sha256 = :sha256 AND options = :options "
                "AND reader = :reader AND state = :state ORDER BY id DESC LIMIT 1",
                {"sha256": digest, "options": options, "reader": reader, "state": INTERRUPTED},
            )
        ),
        None,
    )
    if known is not None:
        kept = json.loads(known["counts"])
        return Ingest(known["id"], known["taken"], kept.get("counts", {}), kept.get("reasons", {}))
    cursor = db.execute(
        "INSERT INTO ingests (file, sha256, reader, at, state, options) "
        "VALUES (:file, :sha256, :reader, :at, :state, :options)",
        {
            "file": file,
            "sha256": digest,
            "reader": reader,
            "at": write_instant(now()),
            "state": INTERRUPTED,
            "options": options,
        },
    )
    return Ingest(int(cursor.lastrowid or 0))


def note_taken(
    db: Database, ingest: int, *, taken: int, counts: Mapping[str, int], reasons: Mapping[str, int]
) -> None:
    """Keep how far a reading has come, in the transaction that stores the records."""
    kept = json.dumps({"counts": dict(counts), "reasons": dict(reasons)})
    db.execute(
        "UPDATE ingests SET taken = :taken, counts = :counts WHERE id = :id",
        {"taken": taken, "counts": kept, "id": ingest},
    )


def end_ingest(db: Database, ingest: int, *, source: str | None, counts: Mapping[str, int]) -> None:
    """Complete the record of a file with what came of it."""
    db.execute(
        "UPDATE ingests SET source_id = :source, counts = :counts, state = 'done' WHERE id = :id",
        {"source": source, "counts": json.dumps(dict(counts)), "id": ingest},
    )


def seal(db: Database, ingest: int) -> None:
    """Give a pull a hash of what it stored, as a file has of its content; drop one that stored nothing."""
    named = {"id": ingest}
    rows = db.execute(
        "SELECT source_id, external_id, digest FROM documents WHERE ingest_id = :id ORDER BY 1, 2", named
    )
    stored = sha256(repr(rows.fetchall()).encode()).hexdigest()
    db.execute("UPDATE ingests SET sha256 = :stored WHERE id = :id", {**named, "stored": stored})
    db.execute(
        "DELETE FROM ingests WHERE id = :id AND NOT EXISTS (SELECT 1 FROM rejects WHERE ingest_id = :id) "
        "AND NOT EXISTS (SELECT 1 FROM documents WHERE ingest_id = :id)",
        named,
    )


def drop_rejects(db: Database, source: str, *, before: int) -> None:
    """Forget what could not be read of a source before a reading that met everything again."""
    db.execute(
        "DELETE FROM rejects WHERE ingest_id IN "
        "(SELECT id FROM ingests WHERE source_id = :source AND file LIKE '% (pull %)' AND id < :before)",
        {"source": source, "before": before},
    )


def withdraw(db: Database, ingest: int) -> None:
    """Take back what a reading added, since its file turned out to be broken further down.

    Documents that were known before and came in changed keep their new revision.
    """
    db.execute("DELETE FROM documents WHERE ingest_id = :id AND revision = 1", {"id": ingest})
    db.execute("DELETE FROM rejects WHERE ingest_id = :id", {"id": ingest})
    db.execute("UPDATE ingests SET state = 'failed' WHERE id = :id", {"id": ingest})


def interrupted(db: Database) -> tuple[Interrupted, ...]:
    """Return the readings that were broken off and can be carried on, the oldest first."""
    rows = db.query(
        "SELECT file, taken, at FROM ingests WHERE state = :state ORDER BY id", {"state": INTERRUPTED}
    )
    return tuple(Interrupted(**row) for row in rows)
