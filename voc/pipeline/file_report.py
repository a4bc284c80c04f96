"""What came of a file that was read: counted while it is, reported under the names of the command's JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingestion.reading import Reading
from voc.pipeline.context import ContextReport
from voc.records import Reject
from voc.store.documents import Entry, Outcome


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file, under the names that ``voc ingest --format json`` prints.

    ``mapping`` is the one that a table was read with, ``resumed_at`` the record at which a reading that
    had broken off was carried on, ``notices`` are sentences for the user.
    """

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
    reject_reasons: Mapping[str, int]
    mapping: Mapping[str, str | tuple[str, ...]] | None = None
    resumed_at: int | None = None
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What was counted while a file was read, by the names of the report."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    taken: int = 0

    def add_rejects(self, rejects: Iterable[Reject]) -> None:
        """Count rejected rows and their reasons, without what was found in each."""
        for reject in rejects:
            self.counts["rejects"] += 1
            self.reasons[reject.reason.split(": found")[0]] += 1

    def add_entry(self, entry: Entry, outcome: Outcome | None = None) -> None:
        """Count a document with its parts, and what storing it did."""
        self.counts["documents"] += 1
        self.counts["utterances"] += len(entry.document.utterances)
        self.counts["verbatims"] += sum(len(spans) for spans in entry.spans)
        self.counts["set_aside"] += _set_aside(entry)
        if outcome:
            self.counts[outcome] += 1


def file_report(
    path: Path,
    reading: Reading,
    tally: Tally,
    *,
    resumed_at: int | None = None,
    notices: tuple[str, ...] = (),
) -> FileReport:
    """Return the report of a file of feedback."""
    report = _counted(path, tally, reader=reading.reader, source=reading.source, kind=reading.kind)
    return replace(report, mapping=reading.mapping, resumed_at=resumed_at, notices=notices)


def context_report(path: Path, context: ContextReport) -> FileReport:
    """Return the report of a context file."""
    counts = Counter(
        added=context.added,
        changed=context.changed,
        unchanged=context.unchanged,
        rejects=context.reasons.total(),
    )
    tally = Tally(counts, context.reasons)
    report = _counted(path, tally, reader=context.kind, source=None, kind="context")
    return replace(report, notices=context.notices)


def _counted(path: Path, tally: Tally, *, reader: str, source: str | None, kind: str) -> FileReport:
    return FileReport(
        path=str(path),
        reader=reader,
        source=source,
        kind=kind,
        documents=tally.counts["documents"],
        utterances=tally.counts["utterances"],
        verbatims=tally.counts["verbatims"],
        added=tally.counts["added"],
        changed=tally.counts["changed"],
        unchanged=tally.counts["unchanged"],
        set_aside=tally.counts["set_aside"],
        rejects=tally.counts["rejects"],
        reject_reasons=dict(tally.reasons),
    )


def _set_aside(entry: Entry) -> int:
    if entry.document.status in ("test", "spam"):
        return sum(len(spans) for spans in entry.spans)
    return sum(why is not None for reasons in entry.set_aside for why in reasons or ())
