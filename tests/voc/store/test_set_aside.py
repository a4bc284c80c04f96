"""Decisions on texts that are set aside: they outlive readings, and what was derived follows them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.errors import NotFound
from voc.records import Document, Found, Origin, Span, Utterance
from voc.store import analysis, documents, ingests
from voc.store.database import create_database
from voc.store.rollups import refresh_rollups
from voc.store.set_aside import BY_HAND, decide, digests_of, digests_set_aside

TEXTS = ("Too dear.", "n/a", "Too dear.")


@pytest.fixture
def db(tmp_path: Path) -> Database:
    opened = create_database(tmp_path / "voc.db")
    documents.add_source(opened, "nps", kind="survey", reader="r")
    for number, text in enumerate(TEXTS):
        say(opened, f"R_{number}", text)
    waiting = analysis.all_verbatims(opened)
    ids = [one.id for one in waiting]
    mentions = [analysis.NewMention(id_, "th_1", 0.9) for id_ in ids]
    analysis.write_mentions(opened, mentions, verbatims=ids, ledger=1, author="model:m")
    found = {id_: [Found("friction.price", 0.9, 0, 3)] for id_ in ids}
    analysis.write_signals(opened, found, points={"friction.price": (0.2, 0.5)}, detector="1")
    refresh_rollups(opened, zone="UTC")
    return opened


def say(db: Database, external: str, text: str, *, revision: str = "") -> None:
    said = (Utterance(text, "customer"), *((Utterance(revision, "agent"),) if revision else ()))
    document = Document(
        "nps", external, "survey", Origin("n.csv", 0), said, datetime(2026, 3, 2, tzinfo=UTC), title=revision
    )
    why = "says nothing" if text == "n/a" else None
    spans = ((Span(0, len(text)),), *(((),) if revision else ()))
    entry = documents.Entry(document, (), spans, ((why,), *((None,) if revision else ())))
    number = ingests.begin_ingest(db, file="n.csv", digest="0", reader="r").id
    documents.upsert(db, replace(entry), ingest=number)


def column(db: Database, statement: str) -> list[object]:
    return [row[0] for row in db.execute(statement)]


def test_all_verbatims_of_a_text_are_set_aside_and_lose_what_the_model_found(db: Database) -> None:
    db.execute("INSERT INTO mentions VALUES (1, 'th_2', 1.0, 'human:ada', 1)")
    assert decide(db, digests_of(db, [1]), reason=BY_HAND, author="ada") == 2
    assert column(db, "SELECT set_aside FROM verbatims ORDER BY id") == ["by hand", "says nothing", "by hand"]
    assert column(db, "SELECT assigned_by FROM mentions") == ["human:ada"]
    assert column(db, "SELECT COUNT(*) FROM signals") == [0]
    refresh_rollups(db, zone="UTC")
    assert column(db, "SELECT COUNT(*) FROM rollups") == [0]


def test_what_is_restored_counts_at_once_and_waits_for_the_analysis(db: Database) -> None:
    assert decide(db, digests_set_aside(db, "says nothing"), reason=None, author="ada") == 1
    refresh_rollups(db, zone="UTC")
    assert column(db, "SELECT COUNT(*) FROM rollups WHERE measure = 'all'") == [3]
    assert [one.text for one in analysis.unassigned(db, ledger=1)] == ["n/a"]
    assert [one.text for one in analysis.undetected(db, detector="1")] == ["n/a"]


def test_a_decision_holds_for_new_and_changed_documents_and_the_latest_counts(db: Database) -> None:
    decide(db, digests_of(db, [1, 2]), reason=BY_HAND, author="ada")
    decide(db, digests_of(db, [2]), reason=None, author="ben")
    say(db, "R_1", "n/a", revision="We will look.")
    say(db, "R_9", "Too dear.")
    rows = db.execute("SELECT text, set_aside FROM verbatims ORDER BY document_id").fetchall()
    assert rows == [
        ("Too dear.", "by hand"),
        ("n/a", None),
        ("Too dear.", "by hand"),
        ("Too dear.", "by hand"),
    ]
    assert column(db, "SELECT author FROM set_aside_decisions ORDER BY id") == ["ada", "ada", "ben"]


def test_an_unknown_verbatim_or_reason_is_said_to_be_unknown(db: Database) -> None:
    with pytest.raises(NotFound, match="no verbatim 99"):
        digests_of(db, [1, 99])
    with pytest.raises(NotFound, match="'rude': there is says nothing"):
        digests_set_aside(db, "rude")
