"""SPSS files as rows of text: the variables' names, their labels, and the cases with values labelled."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingestion.cells import cell_text
from ingestion.layout import short
from ingestion.spss_check import check_dictionary
from ingestion.workbook import MAX_COLUMNS, MAX_ROWS
from voc.errors import InputError

_BATCH = 5_000
_PERIODS = ("QYR", "MOYR", "WKYR")
_FIRST_DAY = datetime(1582, 10, 14, tzinfo=UTC)
_LAST_SECOND = 2e10


def spss_rows(path: Path, *, limit: int = MAX_ROWS) -> Iterator[tuple[str, ...]]:
    """Yield the names of an SPSS file's variables, their labels, and up to ``limit`` cases.

    A value that has a label is given as it; a missing one as empty text. Raises InputError where the
    file is damaged or larger than 200,000 cases of 2,000 variables, or the package that reads it is
    not installed.
    """
    start = 0
    while start < limit:
        names, labels, columns = _read(path, start, min(_BATCH, limit - start))
        if start == 0:
            yield names
            yield labels
        size = len(columns[0]) if columns else 0
        for case in range(size):
            yield tuple(column[case] for column in columns)
        start += size
        if size < _BATCH:
            return
    if limit == MAX_ROWS:
        raise InputError(f"{path.name}: found {MAX_ROWS:,} cases or more, need fewer; split the file")


def _read(path: Path, start: int, size: int) -> tuple[tuple[str, ...], tuple[str, ...], list[list[str]]]:
    try:
        import pyreadstat
    except ImportError as error:
        raise InputError(
            f"{path.name}: found an SPSS file, need the package pyreadstat to read it "
            "(pip install pyreadstat), or a CSV export"
        ) from error
    try:
        if not start:
            check_dictionary(path)
        data, meta = pyreadstat.read_sav(
            path, output_format="dict", user_missing=False, row_offset=start, row_limit=size
        )
    except Exception as error:
        raise _damaged(path, str(error)) from error
    names = tuple(str(name) for name in meta.column_names)
    if any(name not in data for name in names):
        raise _damaged(path, "a variable without a name")
    if len(names) > MAX_COLUMNS:
        raise InputError(f"{path.name}: found {len(names):,} variables, need at most {MAX_COLUMNS:,}")
    labels = tuple(label or "" for label in meta.column_labels)
    known = meta.variable_value_labels
    forms = meta.original_variable_types
    return (
        names,
        labels,
        [_labelled(_dated(list(data[name]), forms.get(name) or ""), known.get(name, {})) for name in names],
    )


def _dated(values: list[object], form: str) -> list[object]:
    """Return the days on which quarters, months and weeks begin, which SPSS counts in seconds since 1582."""
    if not form.startswith(_PERIODS):
        return values
    return [
        (_FIRST_DAY + timedelta(seconds=value)).date()
        if isinstance(value, int | float) and 0 <= value < _LAST_SECOND
        else value
        for value in values
    ]


def _damaged(path: Path, found: str) -> InputError:
    return InputError(f"{path.name}: an SPSS file that cannot be read ({short(found, 200)}); export it again")


def _labelled(values: list[object], labels: Mapping[float | int, str]) -> list[str]:
    """Return a variable's values as text, by their labels.

    Where some values have none, as on a scale whose ends alone are named, the number stays in front.
    """
    plain = [_text(value) for value in values]
    if not labels:
        return plain
    named = {_text(value): label for value, label in labels.items()}
    if all(value in named for value in plain if value):
        return [named.get(value, "") for value in plain]
    return [f"{value} - {named[value]}" if value in named else value for value in plain]


def _text(value: object) -> str:
    return "" if isinstance(value, float) and math.isnan(value) else cell_text(value).strip()
