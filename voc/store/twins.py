"""Twins as they are kept: each verbatim knows the first one that says the same."""

from collections.abc import Mapping

from sqlite_utils import Database


def write_twins(db: Database, pairs: Mapping[int, int], *, of: str) -> None:
    """Put these twins (verbatim: the first that says the same) in place of all earlier ones.

    ``of`` is a mark of the verbatims that were looked at.
    """
    with db.atomic():
        db.execute("UPDATE verbatims SET twin_of = NULL WHERE twin_of IS NOT NULL")
        db.conn.executemany(
            # The first may have gone with its document since it was looked at.
            "UPDATE verbatims SET twin_of = (SELECT id FROM verbatims WHERE id = ?) WHERE id = ?",
            [(first, verbatim) for verbatim, first in pairs.items()],
        )
        db.execute("INSERT OR REPLACE INTO facts VALUES ('twins_of', :of)", {"of": of})


def read_twins_of(db: Database) -> str | None:
    """Return the mark of the verbatims that twins were last looked for in, or None."""
    row = db.execute("SELECT value FROM facts WHERE name = 'twins_of'").fetchone()
    return None if row is None else str(row[0])
