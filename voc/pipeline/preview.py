"""What an ingest would store: read whole, redacted, counted, and nothing kept."""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from ingestion.reader import Suggestion
from voc.pipeline.context import ContextReport
from voc.pipeline.file_report import FileReport, Tally, context_report, file_report
from voc.pipeline.ingest import IngestOptions, batches, open_reading
from voc.pipeline.kept import kept_names
from voc.pipeline.preparation import prepare_items
from voc.pipeline.progress import Progress, silent
from voc.records import Reject
from voc.store.documents import Entry
from voc.store.migrations import MIGRATIONS
from voc.store.times import write_instant

FIRST = 5
LONGEST = 300


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first utterances, as it would be stored."""

    row: int | None
    said_at: str | None
    account: str | None
    role: str
    question: str | None
    text: str
    set_aside: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would give: its report, the first rows and rejects, and what is known of the columns.

    ``dated`` and ``tied`` count the documents with a date and with an account named; ``roles`` counts
    utterances by who says them.
    """

    report: FileReport
    statuses: Mapping[str, int]
    dated: int
    named_account: int
    roles: Mapping[str, int]
    rows: tuple[PreviewRow, ...]
    rejects: tuple[Reject, ...]
    suggestion: Suggestion | None = None


def unsaved_workspace() -> tuple[Database, bytes]:
    """Return an empty database in memory and a key, for a look before there is a workspace."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    return db, secrets.token_bytes(32)


def preview_file(db: Database, path: Path, options: IngestOptions, *, progress: Progress = silent) -> Preview:
    """Return what ingesting a file would store, first rows included; nothing is stored.

    Raises InputError where the file cannot be read as a whole, as the ingest would.
    """
    reading = open_reading(db, path, replace(options, read=replace(options.read, suggest=True)))
    if reading.context is not None:
        report = context_report(path, ContextReport(reading.context))
        return Preview(report, {}, 0, 0, {}, (), ())
    tally = Tally()
    statuses: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    dated = named = 0
    rows: list[PreviewRow] = []
    rejected: list[Reject] = []
    keep = kept_names(db)
    for batch in batches(reading.items):
        rejects, entries = prepare_items(batch, key=options.key, keep=keep)
        tally.add_rejects(rejects)
        rejected += rejects[: FIRST - len(rejected)]
        for entry in entries:
            tally.add_entry(entry)
            statuses[entry.document.status] += 1
            dated += entry.document.said_at is not None
            named += entry.document.account is not None
            roles.update(utterance.role for utterance in entry.document.utterances)
            if len(rows) < FIRST:
                rows += _rows(entry)
        tally.taken += len(batch)
        progress("read", tally.taken, None)
    return Preview(
        report=file_report(path, reading, tally),
        statuses=statuses,
        dated=dated,
        named_account=named,
        roles=roles,
        rows=tuple(rows[:FIRST]),
        rejects=tuple(rejected),
        suggestion=_without_examples(reading.suggestion),
    )


def _without_examples(suggestion: Suggestion | None) -> Suggestion | None:
    """Return what the columns are taken for, without values: those are shown redacted, in the rows."""
    return replace(suggestion, examples={}) if suggestion else None


def _rows(entry: Entry) -> list[PreviewRow]:
    document = entry.document
    return [
        PreviewRow(
            row=document.origin.row,
            said_at=write_instant(said.said_at or document.said_at),
            account=document.account,
            role=said.role,
            question=said.question,
            text=said.text if len(said.text) <= LONGEST else said.text[: LONGEST - 1] + "\u2026",
            set_aside=", ".join(dict.fromkeys(filter(None, reasons or ()))) or None,
        )
        for said, reasons in zip(document.utterances, entry.set_aside, strict=True)
    ]
