"""Issues of GitHub and GitLab as JSON, with their comments inside them or beside them."""

import re
from collections.abc import Iterator

from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.staff import is_staff
from ingestion.tickets import Desk, Shape, Ticket, labels, plain_values, read_tickets, said
from voc.records import Role, RoleFrom, Utterance

_SHAPE = Shape(("issues", "items", "data"), ("comments", "issue_url"))
_GITHUB = (
    "author_association",
    "authorAssociation",
    "comments_url",
    "html_url",
    "state_reason",
    "pull_request",
)
_GITLAB = ("iid", "web_url", "notes", "user_notes_count", "confidential", "work_item_type")
_INSIDERS = frozenset({"owner", "member", "collaborator"})
# What a template leaves behind for whoever opens an issue is not theirs.
_REMARK = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)


def _sniff(head: Head) -> float:
    if head.form != "json" or '"title"' not in head.text:
        return 0.0
    known = max(sum(1 for key in keys if f'"{key}"' in head.text) for keys in (_GITHUB, _GITLAB))
    exported = '"number"' in head.text and '"comments"' in head.text and '"login"' in head.text
    return 0.96 if known >= 2 or exported else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_tickets(file, options, READER, _ticket, _SHAPE)


READER = Reader(
    name="issues_json",
    kind="ticket",
    about="GitHub or GitLab issues with their comments as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def _ticket(entry: Fields, desk: Desk) -> Ticket | str:
    link = text_of(entry.get("html_url")) or text_of(entry.get("web_url")) or text_of(entry.get("url"))
    number = text_of(entry.get("number")) or text_of(entry.get("iid"))
    if number is None:
        return "no issue: found neither 'number' nor 'iid', need an object of an issue"
    if entry.get("pull_request") or (link and re.search(r"/(?:pull|merge_requests)/\d+$", link)):
        return "a change to the code (pull request): found no issue, need issues"
    author = _author(entry)
    return Ticket(
        _name(entry, link, number),
        created=entry.get("created_at") or entry.get("createdAt"),
        utterances=tuple(_utterances(entry, author, desk)),
        participant=_login(author),
        title=text_of(entry.get("title")),
        link=link,
        attributes={
            **plain_values(entry, ("state", "state_reason", "severity")),
            **({"milestone": name} if (name := text_of(fields(entry.get("milestone")).get("title"))) else {}),
            **labels(entry.get("labels"), "name"),
        },
    )


def _name(entry: Fields, link: str | None, number: str) -> str:
    """Return an issue's id: numbers recur from project to project, so its link's path where there is one."""
    path = re.sub(r"^https?://[^/]+/", "", link) if link else ""
    return path or text_of(entry.get("id")) or number


def _author(entry: Fields) -> Fields:
    return fields(entry.get("user")) or fields(entry.get("author"))


def _login(author: Fields) -> str | None:
    return text_of(author.get("login")) or text_of(author.get("username")) or text_of(author.get("id"))


def _utterances(entry: Fields, author: Fields, desk: Desk) -> Iterator[Utterance]:
    opener = _login(author)
    body = text_of(entry.get("body")) or text_of(entry.get("description"))
    yield from _said(entry, body, author, desk, opener=opener)
    for comment in _comments(entry, desk):
        body = text_of(comment.get("body")) or text_of(comment.get("note"))
        yield from _said(comment, body, _author(comment), desk, opener=opener)


def _comments(entry: Fields, desk: Desk) -> Iterator[Fields]:
    """Yield an issue's comments: inside it under any of the names used, else beside it by its address."""
    for key in ("comments", "notes", "comments_data", "discussions"):
        if inside := items(entry.get(key)):
            for value in inside:
                yield from map(fields, items(fields(value).get("notes")) or (value,))
            return
    yield from desk.messages.get(text_of(entry.get("url")) or "", ())


def _said(
    message: Fields, body: str | None, author: Fields, desk: Desk, *, opener: str | None
) -> Iterator[Utterance]:
    at = message.get("created_at") or message.get("createdAt")
    words = _REMARK.sub("", body) if body else None
    role, found = _role(message, author, opener, desk)
    yield from said(words, role, speaker=_login(author), at=at, desk=desk, role_from=found)


def _role(message: Fields, author: Fields, opener: str | None, desk: Desk) -> tuple[Role, RoleFrom]:
    """Return who wrote and how that was found: by the staff's names or the project's own marks.

    Else whoever opened the issue is a customer, and all others are unknown.
    """
    login = _login(author) or ""
    bot = (
        (text_of(author.get("type")) or "").lower() == "bot"
        or login.endswith("[bot]")
        or author.get("bot") is True
    )
    if message.get("system") is True or bot:
        return "system", "metadata"
    if message.get("internal") is True:
        return "agent", "metadata"
    if is_staff(login, text_of(author.get("email")), desk.staff):
        return "agent", "staff"
    association = text_of(message.get("author_association")) or text_of(message.get("authorAssociation"))
    if association:
        return "agent" if association.lower() in _INSIDERS else "customer", "metadata"
    return "customer" if login and login == opener else "unknown", "assumed"
