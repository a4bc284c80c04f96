"""From a file to the store: read, redact, cut into verbatims, upsert; carried on where it broke off."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from ingestion.reading import Reading, read_file
from voc.errors import VocError
from voc.pipeline.context import store_context
from voc.pipeline.file_report import FileReport, Tally, context_report, file_report
from voc.pipeline.kept import kept_names
from voc.pipeline.preparation import prepare_items
from voc.pipeline.progress import Progress, silent
from voc.pipeline.questions import note_survey
from voc.pipeline.roles import keep_corrections
from voc.records import Document, Reject
from voc.settings import Settings
from voc.store import documents as store
from voc.store import ingests
from voc.store.ingests import Ingest
from voc.store.mappings import read_mappings, remember_mapping

BATCH = 256


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How files are read: the readers' options, a reader by name, and the key that values are hashed with.

    ``isolated`` files are parsed in a process of their own, under limits; voc's own files need not be.
    ``live`` documents could not be known of before now; those of a file could when they were said.
    """

    read: ReadOptions
    key: bytes
    reader: str | None = None
    isolated: bool = True
    live: bool = False


def ingest_file(
    db: Database, path: Path, options: IngestOptions, *, progress: Progress = silent
) -> FileReport:
    """Store what a file holds and return the counts; a second time nothing is added.

    Records are stored batch by batch. A reading that was killed is carried on by the next one of the same
    content and options. Raises InputError where the file cannot be read as a whole; then nothing of it is
    added. A mapping that was given is remembered for tables of the same columns.
    """
    reading = open_reading(db, path, options)
    digest = _sha256(path)
    if reading.context is not None:
        return context_report(path, store_context(db, path, reading.context, digest=digest, key=options.key))
    with db.atomic():
        ingest = ingests.begin_ingest(
            db, file=path.name, digest=digest, reader=reading.reader, options=_fingerprint(options)
        )
        store.add_source(db, reading.source, kind=reading.kind, reader=reading.reader)
    tally = Tally(Counter(ingest.counts), Counter(ingest.reasons), ingest.taken)
    try:
        _store_items(db, reading, ingest, tally, options=options, progress=progress)
    except VocError:
        with db.atomic():
            ingests.withdraw(db, ingest.id)
        raise
    with db.atomic():
        store.resolve_accounts(db, ingest=ingest.id)
        keep_corrections(db, ingest=ingest.id, key=options.key)
        if options.read.mapping and reading.columns:
            remember_mapping(db, reading.columns, options.read.mapping)
        ingests.end_ingest(db, ingest.id, source=reading.source, counts=tally.counts)
        notices = note_survey(db, source=reading.source, ingest=ingest.id) if reading.kind == "survey" else ()
    return file_report(
        path, reading, tally, resumed_at=ingest.taken or None, notices=(*_withheld(tally), *notices)
    )


def read_options(settings: Settings, said: ReadOptions) -> ReadOptions:
    """Return what a user says of a file together with the workspace's zone, staff and limit of size."""
    return replace(
        said,
        zone=settings.time_zone,
        staff=(*settings.staff, *said.staff),
        max_bytes=int(settings.max_file_mb * 1_000_000),
    )


def open_reading(db: Database, path: Path, options: IngestOptions) -> Reading:
    """Open a file with the mappings that the workspace remembers.

    Raises InputError for a file that cannot be used and UnknownFormat where no reader knows its content.
    """
    read = replace(options.read, remembered=read_mappings(db))
    return (read_isolated if options.isolated else read_file)(path, read, reader=options.reader)


def batches(records: Iterable[Document | Reject]) -> Iterator[list[Document | Reject]]:
    """Yield records in lists of a size that is quick to redact and to store at once."""
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _store_items(
    db: Database,
    reading: Reading,
    ingest: Ingest,
    tally: Tally,
    *,
    options: IngestOptions,
    progress: Progress,
) -> None:
    keep = kept_names(db)
    for batch in batches(islice(reading.items, ingest.taken, None)):
        # Before the transaction: this takes a second, and nobody else could write meanwhile.
        rejects, entries = prepare_items(batch, key=options.key, keep=keep)
        with db.atomic():
            store.add_rejects(db, rejects, ingest=ingest.id)
            tally.add_rejects(rejects)
            for entry in entries:
                tally.add_entry(entry, store.upsert(db, entry, ingest=ingest.id, live=options.live))
            tally.taken += len(batch)
            ingests.note_taken(db, ingest.id, taken=tally.taken, counts=tally.counts, reasons=tally.reasons)
        progress("read", tally.taken, None)


def _withheld(tally: Tally) -> Iterator[str]:
    if count := tally.counts["withheld"]:
        yield f"{count:,} records were left out: they were deleted at their source"


def _fingerprint(options: IngestOptions) -> str:
    """Return what tells a reading from another one of the same file."""
    said = replace(options.read, remembered={})
    return sha256(repr((said, options.reader)).encode()).hexdigest()[:16]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
