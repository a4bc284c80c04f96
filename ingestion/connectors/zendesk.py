"""Zendesk tickets: the incremental export by cursor, with comments, people and organisations.

developer.zendesk.com/api-reference/ticketing: ticket-management/incremental_exports (cursor, end_of_stream,
ten requests a minute), tickets/ticket_comments (cursor pages: meta.has_more, meta.after_cursor).
"""

import base64
import re
from collections.abc import Iterator, Mapping

from ingestion.connectors.calls import Calls, Params
from ingestion.connectors.connector import Access, Ask, Connector, Field, Gone, Page, PulledItem, api_address
from ingestion.connectors.exports import dump_cursor, load_cursor, read_json
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.readers.zendesk_json import READER
from voc.errors import InputError

_EXPORT = "/api/v2/incremental/tickets/cursor.json"
_SUBDOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*")


def _access(settings: Mapping[str, str], secret: str) -> Access:
    subdomain = settings.get("subdomain", "")
    if not settings.get("url") and not _SUBDOMAIN.fullmatch(subdomain):
        raise InputError(f"subdomain: found {subdomain!r}, need the acme of acme.zendesk.com")
    url = api_address(settings, f"https://{subdomain}.zendesk.com")
    if email := settings.get("email"):
        # A token of the interface stands for the password of the one who made it.
        pair = base64.b64encode(f"{email}/token:{secret}".encode()).decode()
        return Access(url, {"Authorization": f"Basic {pair}"})
    return Access(url, {"Authorization": f"Bearer {secret}"})


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    cursor = load_cursor(ask).get("cursor")
    # Zendesk takes no time within the last minute, and none before 1970.
    start = max(1, int(ask.since.timestamp())) if ask.since else 1
    while True:
        params: Params = {"cursor": cursor} if cursor else {"start_time": start}
        answer = fields(calls.get(_EXPORT, {**params, "include": "users,organizations"}).data)
        cursor = text_of(answer.get("after_cursor")) or cursor
        if cursor is None:
            raise calls.error(_EXPORT, "a page without after_cursor", "a page of the cursor export")
        yield Page(_read(calls, answer, ask), dump_cursor(cursor=cursor))
        # An after_url is always there: only this says that nothing comes after it.
        if answer.get("end_of_stream"):
            return


def _read(calls: Calls, answer: Fields, ask: Ask) -> tuple[PulledItem, ...]:
    gone: list[Gone] = []
    tickets: list[Fields] = []
    users = list(items(answer.get("users")))
    for value in items(answer.get("tickets")):
        ticket = fields(value)
        number = text_of(ticket.get("id")) or ""
        said = None if text_of(ticket.get("status")) == "deleted" else _comments(calls, number)
        if said is None:
            gone.append(Gone(number))
            continue
        tickets.append({**ticket, "comments": said[0]})
        users += said[1]
    if not tickets:
        return tuple(gone)
    records = {"tickets": tickets, "users": users, "organizations": answer.get("organizations") or []}
    return (*gone, *read_json(READER, records, ask))


def _comments(calls: Calls, number: str) -> tuple[list[object], list[object]] | None:
    """Return a ticket's comments and who wrote them, None where it was deleted since it was listed."""
    path = f"/api/v2/tickets/{number}/comments.json"
    comments: list[object] = []
    users: list[object] = []
    params: Params = {"page[size]": 100, "include": "users"}
    while True:
        found = calls.get_or_none(path, params)
        if found is None:
            return None
        answer = fields(found.data)
        comments += items(answer.get("comments"))
        users += items(answer.get("users"))
        meta = fields(answer.get("meta"))
        after = text_of(meta.get("after_cursor"))
        if not meta.get("has_more") or after is None:
            return comments, users
        params = {**params, "page[after]": after}


CONNECTOR = Connector(
    name="zendesk",
    kind="ticket",
    about="Zendesk tickets with their comments",
    fields=(
        Field("subdomain", "the acme of acme.zendesk.com", required=False),
        Field(
            "email", "whose API token the secret is; without it, the secret is an OAuth token", required=False
        ),
        Field("url", "another address than that of the subdomain", required=False),
    ),
    secret="ZENDESK_TOKEN",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
    tells_deletions=True,
)
