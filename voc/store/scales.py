"""The scales of a source's scores: one that changes from file to file must be noticed, not averaged over."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """A scale that scores of a kind came with, in the ingest asked about or before it."""

    kind: str
    low: float
    high: float
    new: bool


def read_scales(db: Database, *, source: str, ingest: int) -> tuple[ScaleUse, ...]:
    """Return the scales of a source's scores: those of an ingest, and those of all others."""
    rows = db.query(
        "SELECT DISTINCT scores.kind AS kind, low, high, ingest_id = :ingest AS new "
        "FROM scores JOIN documents ON documents.id = document_id WHERE source_id = :source "
        "ORDER BY scores.kind, low, high",
        {"source": source, "ingest": ingest},
    )
    return tuple(ScaleUse(row["kind"], row["low"], row["high"], bool(row["new"])) for row in rows)
