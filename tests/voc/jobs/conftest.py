"""A workspace with a queue, and workers whose jobs are small functions instead of the pipeline."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlite_utils import Database

from voc.jobs.loop import Worker
from voc.jobs.records import Run
from voc.settings import Settings
from voc.store.database import create_database, open_database

Hire: TypeAlias = Callable[[Mapping[str, Run]], Worker]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty workspace."""
    create_database(tmp_path / "voc.db").close()
    return Settings(workspace=tmp_path, models=tmp_path / "models")


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    """A connection to it."""
    with closing(open_database(settings.database)) as connection:
        yield connection


@pytest.fixture
def hire(settings: Settings) -> Iterator[Hire]:
    """Gives workers by their table of functions; they are closed at the end."""
    with ExitStack() as stack:
        yield lambda table: stack.enter_context(closing(Worker(settings, table)))
