"""Transactions of several connections: they wait for each other, and none fails for having read first."""

from contextlib import closing
from pathlib import Path
from sqlite3 import OperationalError

import pytest
from sqlite_utils import Database

from voc.store.database import create_database, open_database


def test_a_transaction_that_read_first_may_write_though_another_connection_wanted_to(tmp_path: Path) -> None:
    with (
        closing(create_database(tmp_path / "voc.db")) as one,
        closing(open_database(tmp_path / "voc.db")) as two,
    ):
        two.execute("PRAGMA busy_timeout = 0")
        with one.atomic():
            assert one.execute("SELECT COUNT(*) FROM facts").fetchone()[0] == 0
            with pytest.raises(OperationalError, match="database is locked"):
                two.execute("INSERT INTO facts VALUES ('b', '2')")
            one.execute("INSERT INTO facts VALUES ('a', '1')")
        two.execute("INSERT INTO facts VALUES ('b', '2')")
        assert one.execute("SELECT name FROM facts ORDER BY name").fetchall() == [("a",), ("b",)]


def break_off(db: Database, name: str) -> None:
    with db.atomic():
        db.execute("INSERT INTO facts VALUES (:name, '1')", {"name": name})
        raise KeyboardInterrupt


def test_a_transaction_that_breaks_off_leaves_nothing_and_an_inner_one_only_the_outer(tmp_path: Path) -> None:
    with closing(create_database(tmp_path / "voc.db")) as db:
        with pytest.raises(KeyboardInterrupt):
            break_off(db, "a")
        with db.atomic():
            db.execute("INSERT INTO facts VALUES ('b', '2')")
            with pytest.raises(KeyboardInterrupt):
                break_off(db, "c")
        assert db.execute("SELECT name FROM facts").fetchall() == [("b",)]
