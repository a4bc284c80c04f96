"""From a context file (accounts, tier events, usage, catalogue, changes) to the store."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.context.tables import read_accounts, read_tier_events, read_usage
from voc.pipeline.cleaning import clean_reject
from voc.records import Reject
from voc.store import context as store
from voc.store import documents, ingests
from voc.store.rollups import mark_all

T = TypeVar("T")


def ingest_context(
    db: Database, path: Path, kind: str, *, digest: str, key: bytes
) -> tuple[int, Counter[str]]:
    """Store a context file whole and return the rows stored and the reasons of the rejected ones.

    What hangs on it (spells, the documents' accounts, the tiers in the rollups) is derived anew.
    """
    with db.atomic():
        ingest = ingests.begin_ingest(db, file=path.name, digest=digest, reader=kind).id
        stored, rejects = _store(db, path, kind)
        rejects = [clean_reject(reject, key=key) for reject in rejects]
        documents.add_rejects(db, rejects, ingest=ingest)
        if kind == "tier_events":
            store.derive_spells(db)
            mark_all(db)
        if kind == "accounts":
            documents.resolve_accounts(db)
        counts = {"added": stored, "rejects": len(rejects)}
        ingests.end_ingest(db, ingest, source=None, counts=counts)
    return stored, Counter(reject.reason.split(": found")[0] for reject in rejects)


def _store(db: Database, path: Path, kind: str) -> tuple[int, list[Reject]]:
    match kind:
        case "accounts":
            return _each(db, read_accounts(path), store.put_account)
        case "tier_events":
            return _each(db, read_tier_events(path), store.put_tier_event)
        case "usage":
            return _each(db, read_usage(path), store.put_usage)
        case "changes":
            return _each(db, read_changes(path), store.put_change)
        case _:
            return _each(db, read_catalogue(path), store.put_catalogue)


def _each(
    db: Database, rows: Iterator[T | Reject], put: Callable[[Database, T], None]
) -> tuple[int, list[Reject]]:
    stored = 0
    rejects: list[Reject] = []
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
        else:
            put(db, row)
            stored += 1
    return stored, rejects
