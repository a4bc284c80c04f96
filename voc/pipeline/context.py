"""From a context file (accounts, tiers, usage, catalogue, changes, billing events) to the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from sqlite_utils import Database

from ingestion.context.billing import Passed, Terms
from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.context.chargebee import read_chargebee_events
from ingestion.context.offered import catalogue_of
from ingestion.context.price_list import read_price_list
from ingestion.context.stripe import read_stripe_events
from ingestion.context.tables import read_accounts, read_tier_events, read_usage
from ingestion.context.tier_names import tier_names
from voc.errors import InputError
from voc.pipeline.cleaning import clean_reject
from voc.pipeline.context_notices import notices_of
from voc.pipeline.kept import kept_names
from voc.records import Account, Catalogue, Change, Reject, TierEvent, Usage
from voc.store import context as store
from voc.store import documents, ingests, ties

Row: TypeAlias = Account | TierEvent | Usage | Change | Catalogue
BATCH = 2_000
_READERS: Mapping[str, Callable[[Path], Iterable[Row | Reject]]] = {
    "accounts": read_accounts, "tier_events": read_tier_events, "usage": read_usage,
    "catalogue": read_catalogue, "changes": read_changes,
}  # fmt: skip
_TABLES = {
    "accounts": "accounts", "tier_events": "tier_events", "stripe_events": "tier_events",
    "chargebee_events": "tier_events", "usage": "usage", "changes": "changes",
}  # fmt: skip


@dataclass(slots=True)
class ContextReport:
    """What came of a context file: rows new, changed and as before, rejects by reason, sentences.

    ``passed`` counts the events that were left out on purpose, ``ids`` are those of changes that were read.
    """

    kind: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)
    notices: tuple[str, ...] = ()


def store_context(db: Database, path: Path, kind: str, *, digest: str, key: bytes) -> ContextReport:
    """Store a context file whole, in one transaction, and return what came of it.

    What hangs on it (spells, the accounts of documents and events, the tiers in the rollups) is derived
    anew where it changed; a second time nothing changes. Raises InputError for a file that cannot be used.
    """
    report = ContextReport(kind)
    with db.atomic():
        ingest = ingests.begin_ingest(db, file=path.name, digest=digest, reader=kind).id
        rows = iter(_rows(db, path, kind))
        before = _size(db, kind)
        keep = kept_names(db)
        written = read = 0
        while batch := list(islice(rows, BATCH)):
            rejects = [clean_reject(item, key=key, keep=keep) for item in batch if isinstance(item, Reject)]
            documents.add_rejects(db, rejects, ingest=ingest)
            report.reasons.update(reject.reason.split(": found")[0] for reject in rejects)
            report.passed.update(item.why for item in batch if isinstance(item, Passed))
            good = [item for item in batch if not isinstance(item, Reject | Passed)]
            report.ids.update(item.id for item in good if isinstance(item, Change))
            written += _put(db, good)
            read += len(good)
        report.added = _size(db, kind) - before
        report.changed = written - report.added
        report.unchanged = read - written
        if written:
            _derive(db, kind)
        report.notices = notices_of(db, kind, passed=report.passed, ids=report.ids)
        counts = {
            "added": report.added,
            "changed": report.changed,
            "unchanged": report.unchanged,
            "rejects": report.reasons.total(),
        }
        ingests.end_ingest(db, ingest, source=None, counts=counts)
    return report


def _rows(db: Database, path: Path, kind: str) -> Iterable[Row | Reject | Passed]:
    if kind in {"stripe_events", "chargebee_events"}:
        return _billing_events(db, path, kind.removesuffix("_events"))
    if kind == "price_list":
        return (_first_catalogue(db, path),)
    return _READERS[kind](path)


def _billing_events(db: Database, path: Path, system: str) -> Iterator[TierEvent | Reject | Passed]:
    """Yield a billing system's events with the accounts that its customers are."""
    names, accounts = tier_names(store.read_catalogue(db)), ties.account_keys(db, system)

    def history(account: str, day: date, without: frozenset[str]) -> Terms | None:
        last = ties.last_tier(db, accounts.get(account, account), day, without=without)
        return Terms(last.tier, seats=last.seats, arr=last.arr) if last else None

    read = read_stripe_events if system == "stripe" else read_chargebee_events
    for item in read(path, names, history):
        if isinstance(item, TierEvent):
            yield replace(item, account_id=accounts.get(item.account_id, item.account_id))
        else:
            yield item


def _first_catalogue(db: Database, path: Path) -> Catalogue:
    """Return a price list as a catalogue; raises InputError where the workspace has another one already."""
    offered, known = catalogue_of(read_price_list(path)), store.read_catalogue(db)
    if known.tiers and known != offered:
        raise InputError(
            f"{path.name}: found a price list, but the workspace has a catalogue; use 'voc changes propose "
            f"OLD.yml {path.name}' for what changed since another list, or catalogue.yaml for a new catalogue"
        )
    return offered


def _put(db: Database, rows: Sequence[Row]) -> int:
    """Store rows of one kind; return how many are new or changed."""
    return (
        store.put_account(db, *(row for row in rows if isinstance(row, Account)))
        + store.put_tier_event(db, *(row for row in rows if isinstance(row, TierEvent)))
        + store.put_usage(db, *(row for row in rows if isinstance(row, Usage)))
        + store.put_change(db, *(row for row in rows if isinstance(row, Change)))
        + sum(store.put_catalogue(db, row) for row in rows if isinstance(row, Catalogue))
    )


def _size(db: Database, kind: str) -> int:
    """Return how many rows of a kind are stored; of catalogues there is at most one."""
    table = _TABLES.get(kind)
    if table is None:
        return int(bool(store.read_catalogue(db).tiers))
    return int(db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0])


def _derive(db: Database, kind: str) -> None:
    if kind == "accounts":
        documents.resolve_accounts(db)
        if ties.tie_events(db):
            store.derive_spells(db)
    elif _TABLES.get(kind) == "tier_events":
        store.derive_spells(db)
