"""What themes were last looked for in, kept together with what was found there."""

from sqlite_utils import Database

NAME = "themes_sought_in"


def write_sought_in(db: Database, mark: str) -> None:
    """Keep the mark of the verbatims and the ledger that a search for themes left behind."""
    db.execute("INSERT OR REPLACE INTO facts VALUES (:name, :mark)", {"name": NAME, "mark": mark})


def read_sought_in(db: Database) -> str | None:
    """Return the mark of the last search for themes; None where none was kept."""
    row = db.execute("SELECT value FROM facts WHERE name = :name", {"name": NAME}).fetchone()
    return None if row is None else str(row[0])
