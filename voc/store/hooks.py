"""Sources that take webhooks: which system signs them, and the variable that holds its secret."""

from dataclasses import dataclass

from sqlite_utils import Database

from voc.store.connections import check_source_name
from voc.store.times import now, write_instant


@dataclass(frozen=True, slots=True)
class Hook:
    """A source that takes webhooks; ``secret`` is the name of the environment variable, never its value."""

    source: str
    system: str
    secret: str


def put_hook(db: Database, hook: Hook) -> None:
    """Let a source take webhooks of a system; a second time the later word counts."""
    check_source_name(hook.source)
    db.execute(
        "INSERT INTO hooks (source_id, system, secret, created_at) VALUES (:source, :system, :secret, :at) "
        "ON CONFLICT (source_id) DO UPDATE SET system = excluded.system, secret = excluded.secret",
        {"source": hook.source, "system": hook.system, "secret": hook.secret, "at": write_instant(now())},
    )


def remove_hook(db: Database, source: str) -> bool:
    """Let a source take no more webhooks; return whether it took any."""
    cursor = db.execute("DELETE FROM hooks WHERE source_id = :source", {"source": source})
    return cursor.rowcount > 0


def read_hook(db: Database, source: str) -> Hook | None:
    """Return what webhooks a source takes, None for none."""
    rows = db.query(
        "SELECT source_id AS source, system, secret FROM hooks WHERE source_id = :source", {"source": source}
    )
    return next((Hook(**row) for row in rows), None)
