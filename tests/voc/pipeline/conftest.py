"""A workspace that pulls a system."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.voc.pipeline.worlds import SIZE, TEXT, WORLDS, Site, secrets, site
from voc.store.database import create_database


@pytest.fixture
def pulled_db(tmp_path: Path) -> Iterator[Database]:
    with closing(create_database(tmp_path / "voc.db")) as made:
        yield made


@pytest.fixture
def desk(name: str, pulled_db: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A workspace that pulls a system with seven records, the fifth and sixth of one instant."""
    for variable, value in secrets().items():
        monkeypatch.setenv(variable, value)
    world = WORLDS[name]
    if world.size_of:
        monkeypatch.setattr(world.size_of, "_SIZE", SIZE)
    with site(pulled_db, world) as made:
        for number in (1, 2, 3, 4, 5):
            world.put(made.fake, number, TEXT.format(number))
        world.tie(made.fake, 6, TEXT.format(6))
        world.put(made.fake, 7, TEXT.format(7))
        made.fake.plan({})
        yield made
