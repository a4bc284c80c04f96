"""Documents deleted at their source: their words go, their id stays so that no old file brings them back."""

from sqlite_utils import Database

from voc.store.times import now, write_instant


def delete_document(db: Database, source: str, external_id: str, *, reason: str) -> bool:
    """Remove a document with all that was derived from it; return whether there was one.

    The id is kept as deleted even where no document was stored under it. A reason that was given before
    stays: what was erased for good is not only deleted at its source.
    """
    db.execute(
        "INSERT INTO deletions (source_id, external_id, at, reason) "
        "VALUES (:source, :external, :at, :reason) "
        "ON CONFLICT (source_id, external_id) DO NOTHING",
        {"source": source, "external": external_id, "at": write_instant(now()), "reason": reason},
    )
    cursor = db.execute(
        "DELETE FROM documents WHERE source_id = :source AND external_id = :external",
        {"source": source, "external": external_id},
    )
    return cursor.rowcount > 0


def is_deleted(db: Database, source: str, external_id: str) -> bool:
    """Return whether a document was deleted at its source."""
    row = db.execute(
        "SELECT 1 FROM deletions WHERE source_id = :source AND external_id = :external",
        {"source": source, "external": external_id},
    ).fetchone()
    return row is not None


def undo_deletion(db: Database, source: str, external_id: str, *, reason: str) -> None:
    """Let a document come back that was deleted for this reason, and for no other."""
    db.execute(
        "DELETE FROM deletions WHERE source_id = :source AND external_id = :external AND reason = :reason",
        {"source": source, "external": external_id, "reason": reason},
    )


def external_ids(db: Database, source: str) -> frozenset[str]:
    """Return the ids of a source's documents, as the source knows them."""
    rows = db.execute("SELECT external_id FROM documents WHERE source_id = :source", {"source": source})
    return frozenset(row[0] for row in rows)
