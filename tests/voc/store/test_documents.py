"""Storing documents: once, with revisions, and with what hangs on them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.records import Account, Document, Identity, Origin, Reject, Score, Span, Utterance
from voc.store import context, documents, ingests
from voc.store.database import create_database, open_database
from voc.store.rejects import read_rejects

ANSWER = Document(
    source="nps",
    external_id="R_1",
    kind="survey",
    origin=Origin("nps.csv", 0),
    utterances=(Utterance("Too dear. Too slow.", "customer", question="Why?"),),
    said_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    account="Acme",
    scores=(Score("nps", 3, 0, 10),),
    attributes={"browser": "Firefox"},
)


def entry(document: Document) -> documents.Entry:
    spans = tuple((Span(0, len(utterance.text)),) for utterance in document.utterances)
    identities = (Identity("[EMAIL_1]", "email", "ab" * 16),)
    return documents.Entry(document, identities, spans, (None,) * len(spans))


@pytest.fixture
def db(tmp_path: Path) -> Database:
    create_database(tmp_path / "voc.db").close()
    opened = open_database(tmp_path / "voc.db")
    documents.add_source(opened, "nps", kind="survey", reader="qualtrics_csv")
    return opened


def count(db: Database, table: str) -> int:
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def ingest(db: Database) -> int:
    return ingests.begin_ingest(db, file="nps.csv", digest="00", reader="qualtrics_csv").id


def test_a_document_is_stored_once(db: Database) -> None:
    number = ingest(db)
    assert documents.upsert(db, entry(ANSWER), ingest=number) == "added"
    assert documents.upsert(db, entry(ANSWER), ingest=number) == "unchanged"
    assert [count(db, table) for table in ("documents", "utterances", "verbatims", "scores")] == [1, 1, 1, 1]


def test_the_row_that_a_document_stood_in_does_not_change_it(db: Database) -> None:
    number = ingest(db)
    documents.upsert(db, entry(ANSWER), ingest=number)
    moved = replace(ANSWER, origin=Origin("nps-again.csv", 17))
    assert documents.upsert(db, entry(moved), ingest=number) == "unchanged"


def test_a_changed_document_is_a_new_revision_and_takes_what_was_derived_along(db: Database) -> None:
    number = ingest(db)
    documents.upsert(db, entry(ANSWER), ingest=number)
    db.execute("INSERT INTO mentions VALUES (1, 'th_a', 0.9, 'model:m', 1)")
    db.execute("INSERT INTO signals VALUES (1, 'friction.price', 0, 8, 0.9, 'strict', 'd1')")
    changed = replace(ANSWER, utterances=(Utterance("All well now.", "customer"),))
    assert documents.upsert(db, entry(changed), ingest=number) == "changed"
    assert count(db, "mentions") == count(db, "signals") == 0
    row = next(iter(db.query("SELECT revision, rolled FROM documents")))
    assert row == {"revision": 2, "rolled": 0}
    assert [row["text"] for row in db.query("SELECT text FROM verbatims")] == ["All well now."]


@pytest.mark.parametrize("reference", ["acc_1", "ACME", "jo@acme.example", "acme.example"])
def test_a_document_finds_its_account_by_id_name_or_mail_domain(db: Database, reference: str) -> None:
    documents.upsert(db, entry(replace(ANSWER, account=reference)), ingest=ingest(db))
    context.put_account(db, Account("acc_1", "Acme", domain="acme.example"))
    assert documents.resolve_accounts(db) == 1
    assert db.execute("SELECT account_id FROM documents").fetchone() == ("acc_1",)


def test_a_reference_that_no_account_answers_to_stays_open(db: Database) -> None:
    documents.upsert(db, entry(replace(ANSWER, account="Nobody")), ingest=ingest(db))
    context.put_account(db, Account("acc_1", "Acme"))
    assert documents.resolve_accounts(db) == 0


def test_rejects_of_the_latest_reading_are_listed(db: Database) -> None:
    reject = Reject(Origin("nps.csv", 4), "no date in 'Created': found 'yesterday'", "yesterday,hello")
    for _ in range(2):
        number = ingest(db)
        documents.add_rejects(db, [reject], ingest=number)
        ingests.end_ingest(db, number, source=None, counts={})
    listed = list(read_rejects(db))
    assert [(found.row, found.reason) for found in listed] == [(4, "no date in 'Created': found 'yesterday'")]


def test_known_at_of_a_file_is_when_it_was_said(db: Database) -> None:
    documents.upsert(db, entry(ANSWER), ingest=ingest(db))
    assert db.execute("SELECT known_at FROM documents").fetchone() == ("2026-03-02T09:00:00Z",)
