"""Typeform responses: pages of tokens, the newest first, each asking for what came before its last.

typeform.com/developers/responses/reference/retrieve-responses (page_size up to 1000, since inclusive, before
exclusive and never with sort, response_type) and .../create/reference/retrieve-form for the questions.
Responses of the last half hour may come late, so the next pull asks again for that much.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import quote

from ingestion.connectors.calls import Calls, Params
from ingestion.connectors.connector import Access, Ask, Connector, Field, Page, api_address
from ingestion.connectors.exports import dump_cursor, earlier, first_since, load_cursor
from ingestion.jsontext import fields, items, text_of
from ingestion.typeform import questions_of, read_response
from voc.records import Origin

_SIZE = 500
_LATE = timedelta(minutes=30)


def _access(settings: Mapping[str, str], secret: str) -> Access:
    url = api_address(settings, "https://api.typeform.com")
    return Access(url, {"Authorization": f"Bearer {secret}"})


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    form = quote(ask.settings["form"], safe="")
    known = load_cursor(ask)
    since = known.get("since") or first_since(ask)
    newest, before = known.get("newest"), known.get("before")
    questions = questions_of(calls.get(f"/forms/{form}").data)
    while True:
        answer = fields(calls.get(f"/forms/{form}/responses", _params(since, before)).data)
        responses = [fields(value) for value in items(answer.get("items"))]
        times = [text for entry in responses if (text := text_of(entry.get("submitted_at")))]
        newest = max((*times, newest or "")) or None
        read = tuple(
            read_response(entry, questions, source=ask.source, origin=Origin(ask.source))
            for entry in responses
        )
        before = text_of(responses[-1].get("token")) if responses else None
        if len(responses) < _SIZE or before is None:
            yield Page(read, dump_cursor(since=earlier(newest, _LATE) or since))
            return
        yield Page(read, dump_cursor(since=since, newest=newest, before=before))


def _params(since: str | None, before: str | None) -> Params:
    params: dict[str, str | int] = {"page_size": _SIZE, "response_type": "partial,completed"}
    return params | ({"since": since} if since else {}) | ({"before": before} if before else {})


CONNECTOR = Connector(
    name="typeform",
    kind="survey",
    about="responses to a Typeform form",
    fields=(
        Field("form", "the form's id, the lT4Z3j of its address"),
        Field("url", "the API of another region, such as https://api.eu.typeform.com", required=False),
    ),
    secret="TYPEFORM_TOKEN",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
)
