"""Writing an answer to standard output as a table, JSON or CSV: the same figures in each."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from voc.cli.options import Format
from voc.cli.tables import Table as Cells

WIDTH_WITHOUT_TERMINAL = 140


def write_answer(
    answer: Any,  # noqa: ANN401  (whichever it is)
    form: Format,
    *,
    table: Callable[[Any], Cells],
    title: str = "",
    of: type | None = None,
) -> None:
    """Write one of the answers of ``reports``; ``table`` draws it for the terminal.

    ``of`` names the type of a list that may be empty.
    """
    from reports.shape import to_json, to_rows

    if form is Format.JSON:
        write_json(to_json(answer, of=of))
        return
    if form is Format.CSV:
        write_csv(*to_rows(answer, of=of))
    else:
        write_table(*table(answer), title=title)


def write_json(value: Any) -> None:  # noqa: ANN401  (whatever JSON can hold)
    """Write a value as indented JSON."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write rows as CSV with a header; what customers wrote is never a formula."""
    from reports.rows import harmless

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def write_table(columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """Write rows as a table that fits the terminal; customers' text is never read as markup."""
    table = Table(title=title or None, title_justify="left", header_style="bold", expand=False)
    numeric = [all(isinstance(row[i], int | float | None) for row in rows) for i in range(len(columns))]
    for column, number in zip(columns, numeric, strict=True):
        table.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console().print(table)


def say(text: str) -> None:
    """Write a line to standard output as it is, at once: a server's next line may be hours away."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def console() -> Console:
    """Return the console for standard output, wide enough where it is no terminal."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=WIDTH_WITHOUT_TERMINAL)


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)
