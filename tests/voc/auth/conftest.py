"""A workspace's database with nothing in it, and the instant at which the tests take place."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.store.database import create_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """An empty workspace."""
    db = create_database(tmp_path / "voc.db")
    yield db
    db.close()


@pytest.fixture
def at() -> datetime:
    """The instant at which a test takes place."""
    return datetime(2026, 3, 2, 9, 41, 7, tzinfo=UTC)
