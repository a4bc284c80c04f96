"""GitHub issues: asked for by the time of their last change, page after page from the last time met.

docs.github.com/en/rest/issues/issues (list repository issues), docs.github.com/en/rest/issues/comments,
docs.github.com/en/rest/using-the-rest-api (pagination by the Link header, rate limits).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import quote

from ingestion.connectors.calls import Answer, Calls, Params
from ingestion.connectors.connector import Access, Ask, Connector, Field, Gone, Page, PulledItem, api_address
from ingestion.connectors.exports import dump_cursor, earlier, first_since, load_cursor, read_json
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.readers.issues_json import READER
from voc.errors import InputError
from voc.records import Document

_REPOSITORY = re.compile(r"[\w-][\w.-]*/[\w.-]*[\w-]")
_NEXT = re.compile(r'<([^>]+)>\s*;[^,]*\brel="next"')
_SIZE = 100
_TICK = timedelta(seconds=1)


def _access(settings: Mapping[str, str], secret: str) -> Access:
    if not _REPOSITORY.fullmatch(settings["repository"]):
        raise InputError(f"repository: found {settings['repository']!r}, need owner/name")
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return Access(api_address(settings, "https://api.github.com"), headers)


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    path = f"/repos/{quote(ask.settings['repository'])}/issues"
    newest = load_cursor(ask).get("newest")
    seen: frozenset[tuple[str, str]] = frozenset()
    following: str | None = None
    while True:
        answer = calls.get(following) if following else calls.get(path, _params(newest, ask))
        entries = [fields(value) for value in items(answer.data)]
        marks = {_mark(entry): entry for entry in entries}
        fresh = [entry for mark, entry in marks.items() if mark not in seen]
        read = _read(calls, [entry for entry in fresh if not entry.get("pull_request")], ask)
        before, newest = newest, max([newest or "", *(changed for _, changed in marks)]) or None
        yield Page(read, dump_cursor(newest=newest))
        more = _next(answer)
        if more is None:
            return
        # Numbered pages would skip an issue when an earlier one changes and moves behind it. So the next
        # page begins at the last time met; only where a whole page is of one instant is the link followed.
        following = more if newest == before else None
        seen = frozenset(marks) | (seen if following else frozenset())


def _params(newest: str | None, ask: Ask) -> Params:
    # A second before: whether what changed at the very instant is listed is not written anywhere.
    since = earlier(newest, _TICK) or first_since(ask)
    return {
        "state": "all", "sort": "updated", "direction": "asc", "per_page": _SIZE,
        **({"since": since} if since else {}),
    }  # fmt: skip


def _mark(entry: Fields) -> tuple[str, str]:
    return text_of(entry.get("number")) or "", text_of(entry.get("updated_at")) or ""


def _read(calls: Calls, issues: list[Fields], ask: Ask) -> tuple[PulledItem, ...]:
    whole = [(issue, _with_comments(calls, issue)) for issue in issues]
    records = [record for _, record in whole if record is not None]
    # What was deleted since it was listed is known by the id that the reader gives it.
    missing: list[Fields] = [{**issue, "comments": []} for issue, record in whole if record is None]
    gone = [item for item in _documents(missing, ask) if isinstance(item, Document)]
    return (*(Gone(document.external_id) for document in gone), *_documents(records, ask))


def _documents(records: list[Fields], ask: Ask) -> tuple[PulledItem, ...]:
    return read_json(READER, records, ask) if records else ()


def _with_comments(calls: Calls, issue: Fields) -> Fields | None:
    """Return an issue with its comments, None where it is not there any more."""
    address = text_of(issue.get("comments_url"))
    if not address or not issue.get("comments"):
        return {**issue, "comments": []}
    answer = calls.get_or_none(f"{address}?per_page={_SIZE}")
    if answer is None:
        return None
    found = list(items(answer.data))
    while following := _next(answer):
        answer = calls.get(following)
        found += items(answer.data)
    return {**issue, "comments": found}


def _next(answer: Answer) -> str | None:
    match = _NEXT.search(answer.headers.get("link", ""))
    return match[1] if match else None


CONNECTOR = Connector(
    name="github",
    kind="ticket",
    about="issues of a GitHub repository with their comments",
    fields=(
        Field("repository", "owner/name"),
        Field("url", "the API of a GitHub of your own", required=False),
    ),
    secret="GITHUB_TOKEN",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
    open=True,
)
