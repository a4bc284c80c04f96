"""Opening a workspace's database: WAL, foreign keys, migrations applied on creation and on write."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from voc.errors import WorkspaceMissing, WorkspaceNewer
from voc.store.migrations import MIGRATIONS

BUSY_MILLISECONDS = 10_000


def create_database(path: Path) -> Database:
    """Return the database at ``path``, made and brought up to date where needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path)
    with db.ensure_autocommit_on():
        db.execute("PRAGMA journal_mode = wal")
    MIGRATIONS.apply(db)
    return db


def open_database(path: Path) -> Database:
    """Return the database of an existing workspace; one connection a request or a command.

    Raises WorkspaceMissing where there is none, WorkspaceNewer where a later voc wrote it.
    """
    if not path.is_file():
        raise WorkspaceMissing(
            f"no workspace at {path.parent}: run 'voc init' to make one, or 'voc demo' to look at an example"
        )
    db = _connect(path)
    unknown = {done.name for done in MIGRATIONS.applied(db)} - _known()
    if unknown:
        db.close()
        raise WorkspaceNewer(f"{path} was written by a later voc ({min(unknown)}): update voc")
    if MIGRATIONS.pending(db):
        MIGRATIONS.apply(db)
    return db


def _known() -> set[str]:
    return {migration.name for migration in MIGRATIONS.pending(Database(memory=True))}


def _connect(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = on")
    connection.execute("PRAGMA synchronous = normal")
    # What was deleted is overwritten: words that somebody took back must not stay in free pages.
    connection.execute("PRAGMA secure_delete = on")
    connection.execute("PRAGMA cache_size = -65536")
    return _Database(connection)


class _Database(Database):
    """A database whose transactions ask for the right to write when they begin.

    SQLite lets a transaction wait for another process's only before it has read: one that read first and
    then found that another had written since would fail at once, whatever the time it may wait.
    """

    @contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        """Hold a transaction round the block; inside another one, a savepoint."""
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self
        except BaseException:
            self.conn.rollback()
            raise
        self.conn.commit()
