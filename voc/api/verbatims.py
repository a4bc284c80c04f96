"""/verbatims: the quotes behind a number, a page at a time, each with the turns around it."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from reports.answers import VerbatimAnswer
from reports.shape import to_json
from reports.verbatims import count, verbatim, verbatims
from voc.api import models
from voc.api.connection import Connected
from voc.api.filters import NothingAsked, VerbatimsAsked
from voc.api.replies import csv_reply

ROUTER = APIRouter(tags=["verbatims"])


@ROUTER.get("/verbatims", operation_id="list_verbatims", response_model=models.Verbatims)
def list_verbatims(db: Connected, asked: VerbatimsAsked) -> Response:
    """List quotes of a theme or code, the strongest first, or all quotes, the newest first.

    Of those that say the same one comes, with how many are ``alike``; ``each`` gives them all.
    ``hidden`` counts what may not be quoted; ``next_cursor`` is null on the last page.
    """
    filters = asked.filters()
    found = verbatims(
        db,
        measure=asked.measure,
        account=asked.account,
        filters=filters,
        language=asked.language,
        each=asked.each,
        # One more than asked for tells whether there is a next page.
        limit=asked.limit + 1,
        after=asked.cursor,
    )
    page = found[: asked.limit]
    if asked.format == "csv":
        return csv_reply(page, of=VerbatimAnswer, name="verbatims")
    counted = count(
        db, measure=asked.measure, account=asked.account, filters=filters, language=asked.language
    )
    content = {
        "total": counted.total,
        "hidden": counted.hidden,
        "filters": filters.shown(),
        **to_json(page, of=VerbatimAnswer),
        "next_cursor": page[-1].quote.verbatim_id if len(found) > len(page) else None,
    }
    return JSONResponse(content)


@ROUTER.get("/verbatims/{verbatim_id}", operation_id="get_verbatim", response_model=VerbatimAnswer)
def get_verbatim(verbatim_id: int, db: Connected, _asked: NothingAsked) -> Response:
    """Show one quote with its signals, its origin and the turns around it."""
    return JSONResponse(to_json(verbatim(db, verbatim_id)))
