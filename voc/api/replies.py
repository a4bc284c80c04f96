"""An answer as CSV, row by row."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from fastapi import Response
from fastapi.responses import StreamingResponse

from reports.shape import to_rows


def csv_reply(answer: object, *, name: str, of: type | None = None) -> Response:
    """Return an answer's rows as a CSV file of that name, one line after the other.

    ``of`` is the type of the answers in a list, for a list that may be empty.
    """
    columns, rows = to_rows(answer, of=of)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(
        _lines(columns, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers
    )


def _lines(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    for row in (columns, *rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
