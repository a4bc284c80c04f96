"""What is deleted or redacted at its source goes here too, with its quotes, and stays away."""

import json
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from tests.voc.pipeline.worlds import KEY, OF_DOCUMENTS, TEXT, Site, truth
from voc.errors import SourceError
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.records import Found
from voc.store.analysis import NewMention, all_verbatims, write_mentions, write_signals
from voc.store.rollups import refresh_rollups
from voc.store.vectors import write_vectors

every_system_of_documents = pytest.mark.parametrize("name", OF_DOCUMENTS)


def derive(db: Database) -> None:
    """Give every verbatim a vector, a mention and a signal, and count them."""
    verbatims = all_verbatims(db)
    ids = [one.id for one in verbatims]
    mentions = [NewMention(id_, "th_1", 0.9) for id_ in ids]
    write_mentions(db, mentions, verbatims=ids, ledger=1, author="model:m")
    found = {id_: [Found("friction.limits", 0.9, 0, 3)] for id_ in ids}
    write_signals(db, found, points={"friction.limits": (0.4, 0.6)}, detector="1")
    write_vectors(db, {one.digest: np.ones(2, dtype=np.float32) for one in verbatims}, model="m", version="1")
    refresh_rollups(db, zone="UTC")


def derived(db: Database) -> dict[str, int]:
    """Count what is derived from documents, by table."""
    tables = ("verbatims", "mentions", "signals", "vectors")
    counts = {table: db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}
    return {**counts, "rollups": db.execute("SELECT COUNT(DISTINCT document_id) FROM rollups").fetchone()[0]}


@every_system_of_documents
def test_what_is_deleted_at_its_source_goes_with_its_quotes_and_no_old_file_brings_it_back(
    desk: Site, tmp_path: Path
) -> None:
    desk.pull()
    derive(desk.db)
    assert set(derived(desk.db).values()) == {7}
    desk.world.drop(desk.fake, 4)
    assert desk.pull().deleted == (0 if desk.world.is_full else 1)
    assert desk.pull(full=True).deleted == (1 if desk.world.is_full else 0)
    assert desk.said() == truth(desk, 1, 2, 3, 5, 6, 7)
    assert set(derived(desk.db).values()) == {6}
    old = tmp_path / "old.jsonl"
    lost = {"external_id": desk.world.called(4), "utterances": [{"text": TEXT.format(4)}]}
    kept = {"external_id": "another", "utterances": [{"text": "Something else entirely."}]}
    old.write_text(json.dumps(lost) + "\n" + json.dumps(kept) + "\n")
    report = ingest_file(desk.db, old, IngestOptions(ReadOptions(source="desk"), KEY, isolated=False))
    assert (report.reader, report.documents, report.added) == ("voc_json", 2, 1)
    assert desk.world.called(4) not in desk.said()


@every_system_of_documents
def test_what_its_source_restores_comes_back(desk: Site) -> None:
    desk.pull()
    desk.world.drop(desk.fake, 4)
    desk.pull(full=True)
    assert desk.said() == truth(desk, 1, 2, 3, 5, 6, 7)
    desk.world.put(desk.fake, 4, TEXT.format(4))
    desk.pull(full=True)
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7)


@every_system_of_documents
def test_words_that_are_redacted_at_their_source_go_with_a_new_revision(desk: Site) -> None:
    desk.pull()
    derive(desk.db)
    if desk.world.name == "typeform":
        desk.fake.edit(4, "(withdrawn)")
    else:
        desk.world.put(desk.fake, 4, "(withdrawn)")
    report = desk.pull(full=desk.world.name in {"typeform", "qualtrics"})
    assert report.changed == 1
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7, n4="(withdrawn)")
    revisions = dict(desk.db.execute("SELECT external_id, revision FROM documents").fetchall())
    assert revisions[desk.world.called(4)] == 2
    assert TEXT.format(4) not in [row[0] for row in desk.db.execute("SELECT text FROM verbatims")]
    assert derived(desk.db)["vectors"] == 6


@pytest.mark.parametrize("name", ["intercom"])
def test_a_part_that_intercom_redacted_is_stored_no_more(desk: Site) -> None:
    desk.fake.put(8, "Why is it gone?", "My number is 4711, call me.")
    desk.pull()
    assert desk.said()["8"] == "Why is it gone? | My number is 4711, call me."
    desk.fake.put(8, "Why is it gone?", None)
    desk.pull()
    assert desk.said()["8"] == "Why is it gone?"


@pytest.mark.parametrize("name", ["intercom", "zendesk", "github"])
def test_what_is_deleted_between_its_listing_and_its_reading_is_deleted(desk: Site) -> None:
    for number in (1, 2):
        said = ("Seats.", "And a comment.") if desk.world.name == "github" else ("Seats.",)
        desk.fake.put(number, *said)
    desk.pull()
    first = ("Prices.", "And a comment.") if desk.world.name == "github" else ("Prices.",)
    desk.fake.put(1, *first)
    missing = {"intercom": "conversations", "zendesk": "tickets", "github": "issues"}[desk.world.name]
    key = "1" if desk.world.name == "intercom" else 1
    desk.fake.plan({})
    desk.fake.meanwhile[1] = lambda: getattr(desk.fake, missing).pop(key)
    assert desk.pull().deleted == 1
    assert desk.world.called(1) not in desk.said()


@every_system_of_documents
def test_a_full_pull_that_breaks_off_deletes_nothing(desk: Site) -> None:
    desk.pull()
    desk.world.drop(desk.fake, 4)
    desk.fake.plan({})

    def break_off() -> None:
        desk.fake.faults.update(dict.fromkeys(range(desk.fake.came, desk.fake.came + 20), "500"))

    desk.fake.meanwhile[2] = break_off
    with pytest.raises(SourceError, match="answered 500"):
        desk.pull(full=True)
    stored = {1, 2, 3, 4, 5, 6, 7} - (set() if desk.world.is_full else {4})
    assert truth(desk, *(stored - {4})).items() <= desk.said().items()
    assert (desk.world.called(4) in desk.said()) or not desk.world.is_full
    desk.fake.faults.clear()
    desk.pull(full=True)
    assert desk.said() == truth(desk, 1, 2, 3, 5, 6, 7)


@pytest.mark.parametrize("name", ["github"])
def test_a_full_pull_that_finds_nothing_deletes_nothing(desk: Site) -> None:
    desk.pull()
    for number in range(1, 8):
        desk.fake.drop(number)
    with pytest.raises(SourceError) as error:
        desk.pull(full=True)
    assert str(error.value) == (
        "desk: found nothing listed where 7 documents are stored, need a token that sees them; "
        "nothing was deleted"
    )
    assert len(desk.said()) == 7


@pytest.mark.parametrize("name", ["github"])
def test_a_full_pull_with_a_record_that_cannot_be_read_deletes_nothing(desk: Site) -> None:
    desk.pull()
    desk.fake.drop(4)
    desk.fake.issues[5]["created_at"] = "yesterday"
    with pytest.raises(SourceError) as error:
        desk.pull(full=True)
    assert str(error.value) == (
        "desk: found 1 records that cannot be read, need all of them to know what is gone; nothing was "
        "deleted ('voc rejects' lists them)"
    )
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7)
    assert [row[0] for row in desk.db.execute("SELECT file FROM rejects")] == ["desk"]
