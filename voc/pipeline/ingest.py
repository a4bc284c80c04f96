"""From a file to the store: read, redact, cut into verbatims, upsert; one transaction a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from ingestion.context.kinds import context_kind
from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from ingestion.reading import Reading, read_file
from voc.pipeline.cleaning import clean_reject
from voc.pipeline.context import ingest_context
from voc.pipeline.preparation import prepare
from voc.pipeline.progress import Progress, silent
from voc.records import Document, Reject
from voc.store import documents as store

BATCH = 256


@dataclass(slots=True)
class Tally:
    """What was counted while a file was read."""

    documents: int = 0
    utterances: int = 0
    verbatims: int = 0
    set_aside: int = 0
    rejects: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file, under the names that ``voc ingest --format json`` prints."""

    path: str
    reader: str
    source: str | None
    kind: str
    documents: int
    utterances: int
    verbatims: int
    added: int
    changed: int
    unchanged: int
    set_aside: int
    rejects: int
    reject_reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How files are read: the readers' options, a reader by name, and the key that values are hashed with.

    ``isolated`` files are parsed in a process of their own, under limits; voc's own files need not be.
    """

    read: ReadOptions
    key: bytes
    reader: str | None = None
    isolated: bool = True


def ingest_file(
    db: Database, path: Path, options: IngestOptions, *, progress: Progress = silent
) -> FileReport:
    """Store what a file holds and return the counts; a second time nothing is added.

    Raises InputError where the file cannot be read as a whole; then nothing of it is stored.
    """
    kind = None if options.reader else context_kind(path)
    if kind is not None:
        return _context_report(
            path, kind, ingest_context(db, path, kind, digest=_sha256(path), key=options.key)
        )
    open_file = read_isolated if options.isolated else read_file
    reading = open_file(path, options.read, reader=options.reader)
    tally = Tally()
    with db.atomic():
        ingest = store.begin_ingest(db, file=path.name, digest=_sha256(path), reader=reading.reader)
        store.add_source(db, reading.source, kind=reading.kind, reader=reading.reader)
        for batch in _batches(reading.items):
            _store_batch(db, batch, tally, ingest=ingest, key=options.key)
            progress(path.name, tally.documents + tally.rejects, None)
        store.resolve_accounts(db, ingest=ingest)
        report = _report(path, reading, tally)
        store.end_ingest(db, ingest, source=reading.source, counts=_counts(report))
    return report


def _store_batch(
    db: Database, batch: Sequence[Document | Reject], tally: Tally, *, ingest: int, key: bytes
) -> None:
    rejects = [clean_reject(item, key=key) for item in batch if isinstance(item, Reject)]
    store.add_rejects(db, rejects, ingest=ingest)
    tally.rejects += len(rejects)
    tally.reasons.update(reject.reason.split(": found")[0] for reject in rejects)
    for entry in prepare([item for item in batch if isinstance(item, Document)], key=key):
        tally.outcomes[store.upsert(db, entry, ingest=ingest)] += 1
        tally.documents += 1
        tally.utterances += len(entry.document.utterances)
        tally.verbatims += sum(len(spans) for spans in entry.spans)
        tally.set_aside += _set_aside(entry)


def _set_aside(entry: store.Entry) -> int:
    if entry.document.status in ("test", "spam"):
        return sum(len(spans) for spans in entry.spans)
    return sum(len(spans) for spans, why in zip(entry.spans, entry.set_aside, strict=True) if why)


def _report(path: Path, reading: Reading, tally: Tally) -> FileReport:
    return FileReport(
        path=str(path),
        reader=reading.reader,
        source=reading.source,
        kind=reading.kind,
        documents=tally.documents,
        utterances=tally.utterances,
        verbatims=tally.verbatims,
        added=tally.outcomes["added"],
        changed=tally.outcomes["changed"],
        unchanged=tally.outcomes["unchanged"],
        set_aside=tally.set_aside,
        rejects=tally.rejects,
        reject_reasons=dict(tally.reasons),
    )


def _context_report(path: Path, kind: str, counted: tuple[int, Counter[str]]) -> FileReport:
    stored, reasons = counted
    return FileReport(
        path=str(path),
        reader=kind,
        source=None,
        kind="context",
        documents=0,
        utterances=0,
        verbatims=0,
        added=stored,
        changed=0,
        unchanged=0,
        set_aside=0,
        rejects=sum(reasons.values()),
        reject_reasons=dict(reasons),
    )


def _counts(report: FileReport) -> dict[str, int]:
    return {
        "documents": report.documents,
        "verbatims": report.verbatims,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "rejects": report.rejects,
    }


def _batches(records: Iterable[Document | Reject]) -> Iterator[list[Document | Reject]]:
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
