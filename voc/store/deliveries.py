"""What was delivered before, so that the same delivery is never taken twice."""

from sqlite_utils import Database

from voc.store.times import now, write_instant


def note_delivery(db: Database, source: str, event: str) -> bool:
    """Keep a delivery's id; return whether it is new."""
    cursor = db.execute(
        "INSERT INTO deliveries (source_id, event_id, at) VALUES (:source, :event, :at) "
        "ON CONFLICT (source_id, event_id) DO NOTHING",
        {"source": source, "event": event, "at": write_instant(now())},
    )
    return cursor.rowcount > 0


def forget_delivery(db: Database, source: str, event: str) -> None:
    """Forget a delivery whose work could not be begun, so that it may come again."""
    db.execute(
        "DELETE FROM deliveries WHERE source_id = :source AND event_id = :event",
        {"source": source, "event": event},
    )
