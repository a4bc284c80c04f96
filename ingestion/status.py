"""Statuses of responses as columns tell them: previews, tests, spam and responses never finished."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from ingestion.headers import plain
from ingestion.sample import Sample
from voc.records import DocumentStatus

StatusOf: TypeAlias = Callable[[Sequence[str]], DocumentStatus]

_YES = frozenset({"1", "1.0", "true", "yes", "y", "wahr", "ja", "vrai", "oui", "verdadero", "sí"})
_NO = frozenset({"0", "0.0", "false", "no", "n", "falsch", "nein", "faux", "non", "falso"})
_COMPLETE = frozenset({"complete", "completed", "finished", "submitted", "done", "valid", "approved"})
_PARTIAL = frozenset({
    "partial", "partially completed", "partially complete", "partial complete", "incomplete", "in progress",
    "started", "unfinished", "not completed", "abandoned", "disqualified", "screened out", "over quota",
})  # fmt: skip
_TEST = frozenset({"test", "preview", "survey preview", "survey test", "test response", "draft"})
_SPAM = frozenset({"spam", "junk", "bot", "fraud", "fraudulent", "rejected as spam"})
_WORDED = frozenset({
    "status", "response status", "survey status", "completion status", "response type", "collection mode",
    "submission status", "state",
})  # fmt: skip
_FINISHED = frozenset(
    {"finished", "completed", "complete", "is complete", "is completed", "survey completed"}
)


def read_word(value: str) -> DocumentStatus | None:
    """Return the status that a word stands for, None where it stands for none."""
    word = " ".join(value.lower().replace("_", " ").replace("-", " ").split())
    for status, words in _WORDS:
        if word in words:
            return status
    return None


def read_qualtrics_status(status: str, *, channel: str, finished: str, progress: str) -> DocumentStatus:
    """Return a Qualtrics response's status from its system cells, in lower case.

    The numeric status is a sum of flags: 1 preview, 2 test, 4 imported, 8 spam, 16 offline. A tool
    between the export and us may have written numbers as 2.0.
    """
    number = status.removesuffix(".0")
    flags = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if flags & 3 or "preview" in status or "test" in status or channel in {"test", "preview"}:
        return "test"
    if flags & 8 or "spam" in status:
        return "spam"
    if finished in _NO:
        return "partial"
    share = progress.removesuffix(".0").removesuffix("%")
    return "partial" if finished not in _YES and share.isdigit() and share != "100" else "complete"


def qualtrics_status_by(position: Mapping[str, int]) -> StatusOf:
    """Return the function that reads a record's status out of Qualtrics' system columns."""

    def status(cells: Sequence[str]) -> DocumentStatus:
        return read_qualtrics_status(
            _cell(cells, position.get("status")),
            channel=_cell(cells, position.get("distributionchannel")),
            finished=_cell(cells, position.get("finished")),
            progress=_cell(cells, position.get("progress")),
        )

    return status


def find_status(names: Sequence[str], sample: Sample) -> StatusOf | None:
    """Return the function that reads the status of a table of any make, None where no column tells it.

    A column is believed where it is called so and all of its first values are words for a status, or
    yes and no under a heading such as ``Finished``: a ticket's open and closed are none of ours.
    """
    readers = [
        (column, read)
        for column, name in enumerate(names)
        for read in _readers(name)
        if (values := sample.filled(column)) and all(read(value) for value in values)
    ]
    if not readers:
        return None

    def status(cells: Sequence[str]) -> DocumentStatus:
        told = [found for column, read in readers if (found := read(_cell(cells, column)))]
        return next((found for found in told if found != "complete"), "complete")

    return status


def _readers(name: str) -> tuple[Callable[[str], DocumentStatus | None], ...]:
    heading = plain(name)
    worded = (read_word,) if heading in _WORDED | _FINISHED else ()
    return (*worded, _read_finished) if heading in _FINISHED else worded


def _read_finished(value: str) -> DocumentStatus | None:
    word = value.strip().lower()
    return "complete" if word in _YES else "partial" if word in _NO else None


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip().lower() if column is not None and column < len(cells) else ""


_WORDS: tuple[tuple[DocumentStatus, frozenset[str]], ...] = (
    ("complete", _COMPLETE),
    ("partial", _PARTIAL),
    ("test", _TEST),
    ("spam", _SPAM),
)
