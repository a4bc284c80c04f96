"""How an answer leaves: as JSON, or as CSV row by row."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from fastapi import Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from reports.shape import to_rows


def json_reply(request: Request, content: Mapping[str, object]) -> Response:
    """Return content as JSON, with the ETag that was noted for the request."""
    return JSONResponse(dict(content), headers=_headers(request))


def csv_reply(request: Request, answer: object, *, name: str, of: type | None = None) -> Response:
    """Return an answer's rows as a CSV file of that name, one line after the other.

    ``of`` is the type of the answers in a list, for a list that may be empty.
    """
    columns, rows = to_rows(answer, of=of)
    headers = {**_headers(request), "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(
        _lines(columns, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers
    )


def _headers(request: Request) -> dict[str, str]:
    tag = getattr(request.state, "tag", None)
    return {"ETag": tag} if tag else {}


def _lines(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer)
    for row in (columns, *rows):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
