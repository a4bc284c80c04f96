"""Tables of delimited text: which delimiter, and the records one by one."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from voc.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
MAX_CELL = 1_000_000
MAX_LINE = 10_000_000
# As many as a sheet of Excel has.
MAX_COLUMNS = 16_384
_EXCEL_HINT = re.compile(r"sep=(.)\r?\n?$")


def find_delimiter(head: str, *, whole: bool) -> str | None:
    """Return the delimiter under which most of the first records are equally wide, None where none is.

    The score is the share of records of the commonest width times the logarithm of that width, so a
    prose file with a comma here and there has no delimiter. ``head`` keeps its line ends.
    """
    if hint := _EXCEL_HINT.match(head[:6]):
        return hint[1]
    scores = {mark: _score(first_rows(head, mark, whole=whole)) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    return best if scores[best] > 0 else None


def _score(rows: tuple[tuple[str, ...], ...]) -> float:
    rows = tuple(row for row in rows if len(row) > 1 or row[0].strip())
    if not rows or len(rows[0]) < 2:
        return 0.0
    widths = Counter(len(row) for row in rows)
    width, count = widths.most_common(1)[0]
    share = count / len(rows)
    # The header must be as wide as its records, or the text is prose.
    if width < 2 or share < 0.7 or abs(len(rows[0]) - width) > 0.2 * width:
        return 0.0
    return share * math.log(width)


def first_rows(head: str, delimiter: str, *, whole: bool) -> tuple[tuple[str, ...], ...]:
    """Return the records of a file's head; the last one is left out where the head cuts it off."""
    rows = []
    try:
        rows = [tuple(row) for row in _records(io.StringIO(head, newline=""), delimiter) if row]
    except csv.Error:
        return ()
    return tuple(rows if whole else rows[:-1])


def records(stream: TextIO, delimiter: str, *, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the records of a table, header rows among them; lines without any cell are passed over.

    Raises InputError where a quote is opened and never closed, or a cell, a line or a record is too long
    to be one.
    """
    lines = _Lines(stream, name)
    start = 0
    try:
        for row in _records(lines, delimiter):
            # The parser asks for a line after the last one only where it is still inside a quote.
            if lines.ended:
                raise InputError(f"{name}: the quote opened after line {start} is never closed; need its end")
            start = lines.count
            check_width(len(row), name)
            if row:
                yield tuple(row)
    except csv.Error as error:
        raise InputError(
            f"{name}: after line {start}: {error}; need cells under {MAX_CELL:,} characters and closed quotes"
        ) from error


def check_width(width: int, name: str) -> None:
    """Raise InputError where a record of a table has more columns than any table has."""
    if width > MAX_COLUMNS:
        raise InputError(f"{name}: found a record of {width:,} columns, need at most {MAX_COLUMNS:,}")


class _Lines:
    """Lines of a stream as they pass, counted, and whether one was asked for after the last."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self.count = 0
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(MAX_LINE)
        if not line:
            self.ended = True
            raise StopIteration
        self.count += 1
        if len(line) == MAX_LINE:
            raise InputError(
                f"{self._name}: found {MAX_LINE:,} characters without a line end in line {self.count}, "
                "need a table of rows"
            )
        return line


def _records(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    # The module's own limit of 131,072 characters stops honest exports; it can only be set globally.
    csv.field_size_limit(MAX_CELL)
    feed = iter(lines)
    first = next(feed, "").removeprefix("\ufeff")
    if not _EXCEL_HINT.match(first):
        feed = _chain(first, feed)
    return csv.reader(feed, delimiter=delimiter)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
