"""Zendesk tickets as JSON: an array, an object with ``tickets``, or one ticket a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ingestion.cells import is_personal, mail_domain
from ingestion.jsontext import NONE, Fields, fields, is_json_object, items, json_lines, load_json, text_of
from ingestion.layout import MAX_KEY, MAX_VALUE, short
from ingestion.mail_text import drop_quoted
from ingestion.markup import html_to_text
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.times import Moment, Zone, local_zone, read_moment
from voc.errors import InputError
from voc.records import Document, Origin, Reject, Role, Score, SourceKind, Utterance

_KEYS = (
    "requester_id", "comments", "submitter_id", "assignee_id", "satisfaction_rating",
    "organization_id", "html_body", "plain_body", "subject", "tickets", "via",
)  # fmt: skip
DELETED = "deleted upstream"
_API_LINK = re.compile(r"/api/v2/tickets/(\d+)(?:\.json)?$")
_RATINGS = {"good": 1.0, "goodwithcomment": 1.0, "bad": 0.0, "badwithcomment": 0.0}
_CUSTOMER_ROLES = frozenset({"end-user", "end_user", "enduser", "customer", "requester"})
_AGENT_ROLES = frozenset({"agent", "admin", "owner", "light_agent"})


@dataclass(frozen=True, slots=True)
class _Context:
    """What one ticket is read with: people and organisations by id, and how to date and name it."""

    source: str
    kind: SourceKind
    zone: Zone
    users: Mapping[str, Fields]
    organizations: Mapping[str, Fields]
    comments: Mapping[str, list[object]]


def _sniff(head: Head) -> float:
    text = head.text.lstrip("\ufeff \n\t")
    if text[:1] not in {"{", "["}:
        return 0.0
    known = sum(1 for key in _KEYS if f'"{key}"' in text)
    return min(0.95, 0.2 * known) if known >= 2 else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    zone = local_zone(options.zone, options.source_zone)
    source, kind = options.source or READER.name, options.kind or READER.kind
    first = file.head.text.lstrip("\ufeff \n\t").split("\n", 1)[0]
    if is_json_object(first) and '"tickets"' not in first:
        context = _Context(source, kind, zone, {}, {}, {})
        tickets: Iterator[object] = iter(json_lines(file))
    else:
        data = load_json(file.text(), file.name)
        found = _tickets(data, file.name)
        top = fields(data)
        context = _Context(
            source, kind, zone, _by_id(top.get("users")), _by_id(top.get("organizations")), _by_ticket(top)
        )
        tickets = iter(found)
    for row, ticket in enumerate(tickets):
        yield _ticket(ticket, Origin(file.name, row), context)


READER = Reader(
    name="zendesk_json",
    kind="ticket",
    about="Zendesk tickets with their comments as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def _tickets(data: object, name: str) -> list[object]:
    if isinstance(data, list):
        return data
    top = fields(data)
    if isinstance(top.get("tickets"), list):
        return list(items(top["tickets"]))
    if isinstance(top.get("ticket"), dict):
        return [top["ticket"]]
    if "id" in top:
        return [top]
    raise InputError(
        f"{name}: found JSON without tickets (keys {', '.join(list(top)[:8])}), need a list of tickets"
    )


def _by_id(value: object) -> Mapping[str, Fields]:
    return {key: fields(entry) for entry in items(value) if (key := text_of(fields(entry).get("id")))}


def _by_ticket(top: Fields) -> Mapping[str, list[object]]:
    """Return comments that stand beside the tickets, by the ticket that each names."""
    found: dict[str, list[object]] = {}
    for comment in items(top.get("comments")):
        if key := text_of(fields(comment).get("ticket_id")):
            found.setdefault(key, []).append(comment)
    return found


def _ticket(value: object, origin: Origin, context: _Context) -> Item:
    if isinstance(value, InputError):
        return Reject(origin, str(value))
    ticket = fields(value)
    ticket = fields(ticket["ticket"]) if isinstance(ticket.get("ticket"), dict) else ticket
    number = text_of(ticket.get("id"))
    if number is None:
        return Reject(
            origin, "no ticket: found no 'id', need an object with id and comments", short(str(value), 500)
        )
    if text_of(ticket.get("status")) == "deleted":
        return Reject(origin, DELETED, number)
    moment = _moment(ticket.get("created_at"), context.zone)
    if isinstance(moment, str):
        return Reject(origin, moment, number)
    requester = _person(ticket, "requester", context)
    utterances = tuple(_utterances(ticket, number, context))
    return Document(
        source=context.source,
        external_id=number,
        kind=context.kind,
        origin=origin,
        utterances=utterances,
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=_account(ticket, requester, context),
        participant=text_of(ticket.get("requester_id"))
        or text_of(requester.get("id"))
        or text_of(requester.get("email")),
        title=text_of(ticket.get("subject")) or text_of(ticket.get("raw_subject")),
        link=_link(text_of(ticket.get("url"))),
        scores=_scores(ticket),
        attributes=_attributes(ticket),
    )


def _moment(value: object, zone: Zone) -> Moment | str | None:
    text = text_of(value)
    if text is None:
        return None
    moment = read_moment(text, order="month_first", zone=zone)
    return (
        moment or f"no date in 'created_at': found {short(text, 60)!r}, need ISO 8601 (2026-03-02T14:05:00Z)"
    )


def _person(holder: Fields, word: str, context: _Context) -> Fields:
    """Return what is known of a ticket's or comment's person: inside it, else among the users beside it."""
    if isinstance(holder.get(word), dict):
        return fields(holder[word])
    return context.users.get(text_of(holder.get(f"{word}_id")) or "", NONE)


def _utterances(ticket: Fields, number: str, context: _Context) -> Iterator[Utterance]:
    """Yield a ticket's comments in order; without any, its description is the requester's first."""
    comments = items(ticket.get("comments")) or context.comments.get(number, [])
    if not comments and (body := text_of(ticket.get("description"))):
        words = drop_quoted(html_to_text(body))
        if words:
            yield Utterance(words, "customer", said_at=_instant(ticket.get("created_at"), context.zone))
        return
    for value in comments:
        comment = fields(value)
        words = _words(comment)
        if words:
            author = _person(comment, "author", context)
            yield Utterance(
                words,
                _role(comment, author, ticket),
                speaker=text_of(comment.get("author_id")) or text_of(author.get("id")),
                said_at=_instant(comment.get("created_at"), context.zone),
            )


def _instant(value: object, zone: Zone) -> datetime | None:
    moment = _moment(value, zone)
    return moment.at if isinstance(moment, Moment) else None


def _words(comment: Fields) -> str:
    for key in ("plain_body", "body", "html_body", "value"):
        if body := text_of(comment.get(key)):
            return drop_quoted(html_to_text(body))
    return ""


def _role(comment: Fields, author: Fields, ticket: Fields) -> Role:
    """Return who wrote a comment; a private one is the staff's whoever is named as its author."""
    if comment.get("public") is False:
        return "agent"
    author_id = text_of(comment.get("author_id")) or text_of(author.get("id"))
    role = (text_of(author.get("role")) or text_of(comment.get("author_role")) or "").lower()
    if role in _CUSTOMER_ROLES:
        return "customer"
    if role in _AGENT_ROLES:
        return "agent"
    if role == "system" or author_id == "-1":
        return "system"
    requester = text_of(ticket.get("requester_id")) or text_of(fields(ticket.get("requester")).get("id"))
    return "customer" if author_id is not None and author_id == requester else "agent"


def _account(ticket: Fields, requester: Fields, context: _Context) -> str | None:
    """Return the organisation's external id, name or id, else the company that the requester's mail names."""
    number = text_of(ticket.get("organization_id")) or text_of(requester.get("organization_id"))
    inside = fields(ticket.get("organization")) or fields(requester.get("organization"))
    organization = inside or context.organizations.get(number or "", NONE)
    known = text_of(organization.get("external_id")) or text_of(organization.get("name")) or number
    return known or mail_domain(text_of(requester.get("email")) or "")


def _link(url: str | None) -> str | None:
    """Return the address of the ticket's page, where the export gives that of the interface for programs."""
    return _API_LINK.sub(r"/agent/tickets/\1", url) if url else None


def _scores(ticket: Fields) -> tuple[Score, ...]:
    rating = ticket.get("satisfaction_rating")
    word = text_of(fields(rating).get("score")) or text_of(rating) or ""
    value = _RATINGS.get(word.lower())
    return () if value is None else (Score("csat", value, 0, 1),)


def _attributes(ticket: Fields) -> dict[str, str]:
    """Return status, priority, channel, tags and the custom fields that hold a plain value."""
    found = {key: value for key in ("status", "priority", "type") if (value := text_of(ticket.get(key)))}
    if channel := text_of(fields(ticket.get("via")).get("channel")):
        found["channel"] = channel
    if tags := [tag for value in items(ticket.get("tags")) if (tag := text_of(value))]:
        found["tags"] = short(", ".join(tags), MAX_VALUE)
    for entry in items(ticket.get("custom_fields")):
        custom = fields(entry)
        name, value = text_of(custom.get("title")) or text_of(custom.get("id")), text_of(custom.get("value"))
        if name and value and not is_personal(value):
            found[short(f"field {name}", MAX_KEY)] = short(value, MAX_VALUE)
    if remark := text_of(fields(ticket.get("satisfaction_rating")).get("comment")):
        found["rating comment"] = short(remark, MAX_VALUE)
    return found
