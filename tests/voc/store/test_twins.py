"""Twins in the store: kept, replaced, and let go with the verbatim that they are twins of."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.records import Document, Origin, Span, Utterance
from voc.store import documents, ingests
from voc.store.database import create_database
from voc.store.twins import read_twins_of, write_twins


@pytest.fixture
def db(tmp_path: Path) -> Database:
    opened = create_database(tmp_path / "voc.db")
    documents.add_source(opened, "nps", kind="survey", reader="r")
    number = ingests.begin_ingest(opened, file="n.csv", digest="0", reader="r").id
    for external in "abc":
        said = (Utterance("Too dear.", "customer"),)
        when = datetime(2026, 3, 2, tzinfo=UTC)
        document = Document("nps", external, "survey", Origin("n.csv", 0), said, when)
        documents.upsert(
            db=opened, entry=documents.Entry(document, (), ((Span(0, 9),),), (None,)), ingest=number
        )
    return opened


def kept(db: Database) -> list[int | None]:
    return [row[0] for row in db.execute("SELECT twin_of FROM verbatims ORDER BY id")]


def test_twins_take_the_place_of_earlier_ones(db: Database) -> None:
    assert read_twins_of(db) is None
    write_twins(db, {2: 1, 3: 1}, of="first")
    write_twins(db, {3: 2}, of="second")
    assert kept(db) == [None, None, 2]
    assert read_twins_of(db) == "second"


def test_a_twin_of_a_deleted_verbatim_is_on_its_own(db: Database) -> None:
    write_twins(db, {2: 1, 3: 1}, of="first")
    db.execute("DELETE FROM documents WHERE external_id = 'a'")
    assert kept(db) == [None, None]
    write_twins(db, {3: 1}, of="second")
    assert kept(db) == [None, None]
