"""The rows that could not be read, as they are listed."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class StoredReject:
    """A rejected row: the file, its 0-based record, the reason, and what it held (redacted)."""

    file: str
    row: int | None
    reason: str
    raw: str
    at: str


def read_rejects(db: Database, *, file: str | None = None) -> Iterator[StoredReject]:
    """Yield the rejects of each file's latest reading, in the order of the file."""
    rows = db.query(
        "SELECT rejects.file, row, reason, raw, ingests.at FROM rejects "
        "JOIN ingests ON ingests.id = ingest_id "
        "WHERE ingest_id IN (SELECT MAX(id) FROM ingests GROUP BY file) "
        "AND (:file IS NULL OR rejects.file = :file) ORDER BY ingest_id, rejects.id",
        {"file": file},
    )
    for row in rows:
        yield StoredReject(**row)
