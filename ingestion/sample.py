"""A table with its first records looked at, so that columns can be judged before any is streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ingestion.cells import is_blank
from ingestion.delimited import records
from ingestion.jsontable import json_rows
from ingestion.layout import Layout, read_record
from ingestion.reader import Input, Item
from ingestion.spss import spss_rows
from ingestion.times import DateOrder, find_order, has_open_order
from ingestion.workbook import sheet_rows
from voc.errors import InputError, UnknownFormat
from voc.records import Origin, Reject, SourceKind

SAMPLE = 1_000
NO_DELIMITER = "\x1f"


@dataclass(frozen=True, slots=True)
class Sample:
    """The header rows of a table and its first records, rows of cells; ``more`` says that others follow.

    ``columns`` holds the same records' cells that say something, by column. Records wider than the header,
    which become rejects, are left out.
    """

    headers: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[tuple[str, ...], ...]
    more: bool = False

    def filled(self, column: int) -> tuple[str, ...]:
        """Return a column's cells that say something, in order."""
        return self.columns[column] if column < len(self.columns) else ()


def table_rows(file: Input) -> Iterator[tuple[str, ...]]:
    """Yield a file's records, header rows among them, whatever form the table comes in.

    A text file of one column is a table of one; JSON objects are records under the names of their keys.
    """
    match file.head.form:
        case "xlsx":
            yield from sheet_rows(file.path)
        case "sav":
            yield from spss_rows(file.path)
        case "json":
            yield from json_rows(file)
        case _:
            yield from _delimited_rows(file)


def _delimited_rows(file: Input) -> Iterator[tuple[str, ...]]:
    with file.open() as stream:
        yield from records(stream, file.head.delimiter or NO_DELIMITER, name=file.name)


def header_rows(file: Input) -> tuple[tuple[str, ...], ...]:
    """Return the first records of a table; raises UnknownFormat where the file is none."""
    if not file.head.rows:
        raise UnknownFormat(
            f"{file.name}: found no table, need rows with one delimiter (comma, semicolon, tab)"
        )
    return file.head.rows


def take_sample(file: Input, headers: int) -> Sample:
    """Read the header rows and up to a thousand records.

    Raises InputError where the file has a header and nothing under it, or no record fits the header.
    """
    known = file.head.form in {"xlsx", "sav"}
    rows = tuple(islice(file.head.rows if known else table_rows(file), SAMPLE + headers))
    if len(rows) <= headers:
        raise InputError(f"{file.name}: found a header and no record under it, need at least one record")
    width = max(map(len, rows[:headers]))
    fitting = tuple(row for row in rows[headers:] if not any(cell.strip() for cell in row[width:]))
    if not fitting:
        raise InputError(
            f"{file.name}: found {len(rows[headers]):,} cells in the first record, need the {width:,} of the "
            f"header; is {file.head.delimiter!r} the delimiter, and are texts that hold it quoted?"
        )
    return Sample(rows[:headers], fitting, _columns(fitting, width), more=len(rows) == SAMPLE + headers)


def _columns(rows: tuple[tuple[str, ...], ...], width: int) -> tuple[tuple[str, ...], ...]:
    """Return the cells that say something by column: of wide tables each column is asked for many times."""
    columns: tuple[list[str], ...] = tuple([] for _ in range(width))
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            if cell and not is_blank(text := cell.strip()):
                column.append(text)
    return tuple(map(tuple, columns))


def column_order(file: Input, sample: Sample, columns: tuple[int, ...]) -> DateOrder:
    """Return the order of day and month in the date columns, decided over the whole column.

    The first records decide where they can; where all of theirs are ambiguous the rest of the file
    is read through once, up to the first date that decides. Without one it is month first, as the
    survey vendors write it.
    """
    values = [value for column in columns for value in sample.filled(column)]
    found = find_order(values)
    if found is None and any(map(has_open_order, values)) and sample.more:
        rest = table_rows(file)
        found = find_order(row[column] for row in rest for column in columns if column < len(row))
    return found or "month_first"


def read_rows(file: Input, layout: Layout, *, headers: int, source: str, kind: SourceKind) -> Iterator[Item]:
    """Stream a table's records as documents, rows counted from 0 without the header rows."""
    for row, cells in enumerate(islice(table_rows(file), headers, None)):
        origin = Origin(file.name, row)
        if file.head.form == "json" and len(cells) > len(layout.names):
            yield Reject(origin, "no record: found no object of JSON, need one with keys and values")
        else:
            yield read_record(layout, cells, origin, source=source, kind=kind)
    for name in file.head.further:
        reason = f"a further sheet: found {name!r}, need it as a file by itself (only the first is read)"
        yield Reject(Origin(file.name), reason)
