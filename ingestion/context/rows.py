"""Rows of a context table, with the checks that all of them share."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from ingestion.context.columns import Columns
from ingestion.files import open_input
from ingestion.layout import short
from ingestion.mapping import list_columns
from ingestion.sample import table_rows
from voc.errors import InputError
from voc.records import Origin, Reject

T = TypeVar("T")
_GROUPED = re.compile(r"[$€£]?\s?(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")


class BadCell(Exception):
    """A cell that is not what its column needs; becomes the reason of a reject."""


class Row:
    """A record of a context table by column name, with the columns in the header's order."""

    __slots__ = ("cells", "origin")

    def __init__(self, cells: Mapping[str, str], origin: Origin) -> None:
        self.cells = cells
        self.origin = origin

    def text(self, name: str) -> str | None:
        """Return a cell's text, None where it is blank or the column is missing."""
        return self.cells.get(name, "").strip() or None

    def needed(self, name: str) -> str:
        """Return a cell's text; raises BadCell where it is blank."""
        value = self.text(name)
        if value is None:
            raise BadCell(f"no {name}: found a blank cell, need a value")
        return value

    def number(self, name: str) -> float | None:
        """Return a cell's number, None where it is blank; raises BadCell for anything else."""
        value = self.text(name)
        return None if value is None else read_number(value, name)

    def day(self, name: str) -> date | None:
        """Return a cell's date, None where it is blank; raises BadCell for anything else."""
        value = self.text(name)
        return None if value is None else read_day(value, name)


def read_table(
    path: Path, columns: Columns, build: Callable[[Row], T], key: Callable[[T], object]
) -> Iterator[T | Reject]:
    """Yield what ``build`` makes of each record of a table, and a reject for each that it cannot use.

    ``key`` is what may occur once. Raises InputError for a file that is no table or lacks a required column.
    """
    # Streamed, and its size was looked at when it was found to be context.
    file = open_input(path, max_bytes=None)
    rows = table_rows(file)
    header = next(rows, ())
    names = columns.names(header)
    if missing := [name for name in columns.required if name not in names]:
        raise InputError(f"{file.name}: no column {missing[0]!r}; found {list_columns(header)}")
    # By hash: the keys themselves would fill the memory for a million lines.
    seen: dict[int, int] = {}
    for number, cells in enumerate(rows):
        origin = Origin(file.name, number)
        try:
            built = build(_row(names, cells, origin))
            before = seen.setdefault(hash(key(built)), number)
            if before != number:
                raise repeated(key(built), f"first in record {before}")
        except BadCell as error:
            yield Reject(origin, str(error), short(" | ".join(cells), 500))
        else:
            yield built


def repeated(key: object, where: str) -> BadCell:
    """Return the error of an id, or of ids together, that may occur once and came before."""
    shown = ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)
    return BadCell(f"a repeated id: found {short(shown, 80)!r}, {where}, need it once")


def _row(names: tuple[str, ...], cells: tuple[str, ...], origin: Origin) -> Row:
    if not any(cell.strip() for cell in cells):
        raise BadCell("an empty record: found no filled cell, need its required columns")
    if any(cell.strip() for cell in cells[len(names) :]):
        raise BadCell(f"too many cells: found {len(cells)}, need the {len(names)} of the header")
    return Row(dict(zip(names, cells, strict=False)), origin)


def read_number(value: object, name: str) -> float:
    """Return a finite number, a currency sign and commas at thousands left out.

    Raises BadCell for anything else.
    """
    text = str(value)
    if "," in text or text[:1] in {"$", "€", "£"}:
        text = _grouped(text)
    try:
        number = math.nan if isinstance(value, bool) else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadCell(
            f"no number in {name!r}: found {short(str(value), 60)!r}, need one such as 12000 or 99.5"
        )
    return number


def _grouped(text: str) -> str:
    """Return "$12,000.50" as "12000.50", and any other text as it is."""
    match = _GROUPED.fullmatch(text[:60])
    return match[1].replace(",", "") if match else text


def read_day(value: object, name: str) -> date:
    """Return a date out of ISO 8601, a time of day after it left out; raises BadCell for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        if len(text) > 10 and text[10] in "T ":
            return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    raise BadCell(f"no date in {name!r}: found {short(text, 60)!r}, need ISO 8601 such as 2026-03-15")
