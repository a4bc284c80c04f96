"""Sheets of Excel workbooks as rows of text, read a few hundred rows at a time."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ingestion.cells import cell_text
from ingestion.layout import short
from voc.errors import InputError

if TYPE_CHECKING:  # the library is loaded where a workbook is opened, and nowhere else
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_ROWS = 200_000
MAX_COLUMNS = 2_000
# Formatted but empty rows reach to the end of many sheets.
MAX_EMPTY = 1_000
_BATCH = 500


def sheet_rows(path: Path) -> Iterator[tuple[str, ...]]:
    """Yield the filled rows of a workbook's first visible sheet with two of them, cells as text.

    Dates are written as ISO 8601, whole numbers without a point, blanks as empty text. Reading ends
    after 1,000 empty rows. Raises InputError for a workbook that is damaged, has no such sheet, or is
    larger than 200,000 rows or 2,000 columns.
    """
    with _opened(path) as book:
        for sheet in _visible(book):
            rows = _filled(sheet, path.name)
            first = tuple(islice(rows, 2))
            if len(first) == 2:
                yield from first
                yield from rows
                return
    raise InputError(f"{path.name}: found no sheet with a header and a record under it, need one")


def first_rows(path: Path, limit: int) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the first rows of the sheet that is read, and the names of the other sheets with two rows.

    Raises InputError as ``sheet_rows`` does.
    """
    rows: tuple[tuple[str, ...], ...] = ()
    further = []
    with _opened(path) as book:
        for sheet in _visible(book):
            found = tuple(islice(_filled(sheet, path.name), 2 if rows else limit))
            if len(found) >= 2 and rows:
                further.append(sheet.title)
            elif len(found) >= 2:
                rows = found
    if not rows:
        raise InputError(f"{path.name}: found no sheet with a header and a record under it, need one")
    return rows, tuple(further)


def _visible(book: "Workbook") -> Iterator["ReadOnlyWorksheet"]:
    return (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")


@contextmanager
def _opened(path: Path) -> Iterator["Workbook"]:
    """Open a workbook, and close it with its file, which the library leaves open where it fails."""
    import openpyxl

    with path.open("rb") as stream:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except Exception as error:
            raise _damaged(path.name, error) from error
        try:
            yield book
        finally:
            book.close()


def _damaged(name: str, error: Exception) -> InputError:
    return InputError(
        f"{name}: a workbook that cannot be read ({type(error).__name__}: {short(str(error), 200)}); "
        "save it again or as CSV"
    )


def _filled(sheet: "ReadOnlyWorksheet", name: str) -> Iterator[tuple[str, ...]]:
    """Yield a sheet's rows that say something, blanks at their ends cut off."""
    # The size that a sheet states of itself may be a lie; every row would be padded to it.
    sheet.reset_dimensions()
    cells = sheet.iter_rows(values_only=True)  # type: ignore[misc]  # the stubs know the other class alone
    empty = count = 0
    while batch := _next_rows(cells, name):
        for values in batch:
            row = _texts(values)
            empty = 0 if row else empty + 1
            if empty > MAX_EMPTY:
                return
            if not row:
                continue
            count += 1
            if len(row) > MAX_COLUMNS or count > MAX_ROWS:
                found = f"{len(row):,} columns" if len(row) > MAX_COLUMNS else f"over {MAX_ROWS:,} rows"
                raise InputError(
                    f"{name}: found {found}, need at most {MAX_ROWS:,} rows of {MAX_COLUMNS:,} columns; "
                    "split the sheet or save it as CSV"
                )
            yield row


def _next_rows(cells: Iterator[tuple[object, ...]], name: str) -> tuple[tuple[object, ...], ...]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tuple(islice(cells, _BATCH))
    except Exception as error:
        raise _damaged(name, error) from error


def _texts(values: tuple[object, ...]) -> tuple[str, ...]:
    last = next((at for at in range(len(values), 0, -1) if values[at - 1] not in {None, ""}), 0)
    return tuple(cell_text(value) for value in values[:last])
