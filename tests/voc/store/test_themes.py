"""The ledger: themes are the replay of its events."""

from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from voc.store.database import create_database
from voc.store.themes import (
    NewTheme,
    enter_themes,
    events,
    ledger_version,
    read_centroids,
    read_themes,
    replay,
)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return create_database(tmp_path / "voc.db")


def theme(name: str) -> NewTheme:
    vector = np.array([1, 0, 0], np.float32)
    return NewTheme(name, f"Label of {name}", "About it.", ("seats", "hires"), vector, 0.5, 0.7)


def test_an_event_a_theme_and_the_ledger_version_is_the_last_of_them(db: Database) -> None:
    assert ledger_version(db) == 0
    assert (
        enter_themes(db, [theme("th_a"), theme("th_b")], kind="adopt", author="rule", reason="r", model="m")
        == 2
    )
    assert [(event.version, event.kind, event.theme_id) for event in events(db)] == [
        (1, "adopt", "th_a"),
        (2, "adopt", "th_b"),
    ]


def test_a_proposal_is_not_active_and_the_active_theme_stays_as_it_is(db: Database) -> None:
    enter_themes(db, [theme("th_a")], kind="adopt", author="rule", reason="r", model="m")
    enter_themes(db, [theme("th_b")], kind="propose", author="rule", reason="r", model="m")
    assert [(one.id, one.status, one.since_version) for one in read_themes(db)] == [
        ("th_a", "active", 1),
        ("th_b", "proposed", 2),
    ]


def test_replaying_the_ledger_gives_the_same_themes(db: Database) -> None:
    enter_themes(db, [theme("th_a"), theme("th_b")], kind="adopt", author="rule", reason="r", model="m")
    before = read_themes(db)
    db.execute("DELETE FROM themes")
    replay(db)
    assert read_themes(db) == before


def test_centres_come_back_as_they_were_frozen_and_only_for_their_model(db: Database) -> None:
    enter_themes(db, [theme("th_a")], kind="adopt", author="rule", reason="r", model="m")
    known = read_centroids(db, model="m")
    assert known.ids == ("th_a",)
    assert known.matrix.tolist() == [[1.0, 0.0, 0.0]]
    assert known.thresholds.tolist() == [0.5]
    assert read_centroids(db, model="other").ids == ()
