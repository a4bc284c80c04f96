"""Intercom conversations: a search by the time of the last change, then each conversation with its parts.

developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations (search, retrieve) and
developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination (pages.next.starting_after).
"""

from collections.abc import Iterator, Mapping

from ingestion.connectors.calls import Calls
from ingestion.connectors.connector import Access, Ask, Connector, Field, Gone, Page, api_address
from ingestion.connectors.exports import dump_cursor, load_cursor, read_json
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.readers.intercom_json import READER

_SIZE = 50


def _access(settings: Mapping[str, str], secret: str) -> Access:
    headers = {"Authorization": f"Bearer {secret}", "Intercom-Version": "2.11", "Accept": "application/json"}
    return Access(api_address(settings, "https://api.intercom.io"), headers)


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    known = load_cursor(ask)
    since = int(known.get("since", int(ask.since.timestamp()) if ask.since else 0))
    newest = int(known.get("newest", since))
    after = known.get("after")
    while True:
        answer = fields(calls.post("/conversations/search", _question(since, after)).data)
        found = [fields(value) for value in items(answer.get("conversations"))]
        newest = max([newest, *(_changed(entry) for entry in found)])
        whole = [(entry, _conversation(calls, entry)) for entry in found]
        gone = tuple(Gone(text_of(entry.get("id")) or "") for entry, read in whole if read is None)
        records = [read for _, read in whole if read is not None]
        after = text_of(fields(fields(answer.get("pages")).get("next")).get("starting_after"))
        read = read_json(READER, {"conversations": records}, ask) if records else ()
        cursor = (
            {"since": str(since), "newest": str(newest), "after": after} if after else {"since": str(newest)}
        )
        yield Page((*gone, *read), dump_cursor(**cursor))
        if after is None:
            return


def _question(since: int, after: str | None) -> object:
    # At or after: two conversations may change within one second.
    return {
        "query": {"field": "updated_at", "operator": ">", "value": max(0, since - 1)},
        "sort": {"field": "updated_at", "order": "ascending"},
        "pagination": {"per_page": _SIZE, **({"starting_after": after} if after else {})},
    }


def _changed(entry: Fields) -> int:
    at = entry.get("updated_at")
    return at if isinstance(at, int) else 0


def _conversation(calls: Calls, entry: Fields) -> Fields | None:
    answer = calls.get_or_none(f"/conversations/{text_of(entry.get('id'))}")
    return None if answer is None else fields(answer.data)


CONNECTOR = Connector(
    name="intercom",
    kind="ticket",
    about="Intercom conversations with their parts",
    fields=(Field("url", "the API of another region, such as https://api.eu.intercom.io", required=False),),
    secret="INTERCOM_TOKEN",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
)
