"""Transcripts kept as tables: which column is the time, which the speaker, which the words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingestion.talks import milliseconds, seconds
from ingestion.turns import Turn

_HEADINGS: Mapping[str, frozenset[str]] = {
    "start": frozenset((
        "start", "time", "timestamp", "time stamp", "start time", "begin", "from", "timecode", "time code",
        "tc", "in", "starttime", "start timestamp", "zeit",
    )),
    "end": frozenset(("end", "end time", "to", "until", "out", "endtime", "end timestamp", "ende")),
    "speaker": frozenset((
        "speaker", "speaker name", "name", "who", "person", "participant", "speaker label", "sprecher",
    )),
    "text": frozenset((
        "text", "transcript", "utterance", "content", "words", "sentence", "speech", "transcription",
        "dialogue", "quote", "said", "what was said",
    )),
}  # fmt: skip
_CLOCK = re.compile(
    r"\[?\(?((?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\)?\]?(?:\s*(?:-|\u2013|-->)\s*\[?[\d:.,]+\]?)?"
)
_NUMBER = re.compile(r"\d{1,9}(?:\.\d+)?")
_WHOLE = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Columns:
    """The 0-based columns of a transcript's table."""

    text: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None


def find_columns(header: Sequence[str]) -> Columns | None:
    """Return the columns that a header names, None unless it names the words and who says them or when."""
    words = [" ".join(re.sub(r"\([^()]*\)", "", name).replace("_", " ").lower().split()) for name in header]
    found = {
        word: column
        for word, known in _HEADINGS.items()
        for column, name in enumerate(words)
        if name in known
    }
    if "text" not in found or not ("speaker" in found or {"start", "end"} <= set(found)):
        return None
    return Columns(found["text"], found.get("speaker"), found.get("start"), found.get("end"))


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns of a table without a header: a clock or a name first, the words last."""
    width = max(map(len, rows), default=0)
    if width not in {2, 3} or len(rows) < 2:
        return None
    clocks = [sum(1 for row in rows if clock(_cell(row, column))) for column in range(width - 1)]
    start = next((column for column, times in enumerate(clocks) if times >= 0.8 * len(rows)), None)
    speaker = next((column for column in range(width - 1) if column != start), None)
    if start is None and len({_cell(row, 0) for row in rows}) > 0.5 * len(rows):
        return None
    return Columns(width - 1, speaker, start)


def is_timed(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the times of a table count from a talk's beginning: clocks or numbers, no dates."""
    if columns.start is None:
        return False
    cells = [cell for row in rows if (cell := _cell(row, columns.start))]
    timed = sum(1 for cell in cells if clock(cell) or _NUMBER.fullmatch(cell))
    return bool(cells) and timed >= 0.9 * len(cells)


def clock(cell: str) -> int | None:
    """Return a clock such as ``00:05``, ``[1:02:03.5]`` or the first of a range as milliseconds."""
    match = _CLOCK.fullmatch(cell)
    if not match:
        return None
    whole, _, fraction = match[1].replace(",", ".").partition(".")
    total = 0
    for part in whole.split(":"):
        total = total * 60 + int(part)
    return total * 1_000 + int(fraction.ljust(3, "0") or 0)


def counts_milliseconds(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether plain numbers are milliseconds: whole ones, a hundred or more from start to end."""
    pairs = [(_cell(row, columns.start), _cell(row, columns.end)) for row in rows]
    whole = [pair for pair in pairs if all(map(_WHOLE.fullmatch, pair))]
    lengths = [int(end) - int(start) for start, end in whole]
    return bool(lengths) and len(lengths) >= 0.9 * len(pairs) and median(lengths) >= 100


def table_turns(columns: Columns, rows: Iterable[Sequence[str]], *, in_ms: bool = False) -> Iterator[Turn]:
    """Yield a piece for each row; a row that names nobody continues the speaker before it."""
    speaker: str | None = None
    for row in rows:
        speaker = _cell(row, columns.speaker).rstrip(":").strip() or speaker
        if text := _cell(row, columns.text):
            start, end = _cell(row, columns.start), _cell(row, columns.end)
            yield Turn(text, speaker, _moment(start, in_ms=in_ms), _moment(end, in_ms=in_ms))


def _moment(cell: str, *, in_ms: bool) -> int | None:
    at = clock(cell)
    if at is not None:
        return at
    return milliseconds(cell) if in_ms else seconds(cell)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""
