"""Freshdesk tickets as JSON, their conversations inside them or beside them."""

from collections.abc import Iterator

from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.tickets import (
    DELETED,
    Desk,
    Shape,
    Ticket,
    company,
    custom_values,
    labels,
    plain_values,
    read_tickets,
    said,
)
from voc.records import Role, Utterance

_SHAPE = Shape(("tickets", "results"), ("conversations", "ticket_id"))
_SOURCES = {
    "1": "email", "2": "portal", "3": "phone", "7": "chat", "9": "widget", "10": "outbound email",
}  # fmt: skip
_STATES = {"2": "open", "3": "pending", "4": "resolved", "5": "closed"}
_PRIORITIES = {"1": "low", "2": "medium", "3": "high", "4": "urgent"}
_KEYS = (
    "description_text", "body_text", "incoming", "fr_escalated", "fr_due_by", "responder_id",
    "email_config_id", "company_id", "is_escalated", "due_by",
)  # fmt: skip


def _sniff(head: Head) -> float:
    if head.form != "json":
        return 0.0
    known = sum(1 for key in _KEYS if f'"{key}"' in head.text)
    return min(0.97, 0.75 + 0.05 * known) if known >= 2 and '"requester' in head.text else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_tickets(file, options, READER, _ticket, _SHAPE)


READER = Reader(
    name="freshdesk_json",
    kind="ticket",
    about="Freshdesk tickets with their conversations as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def _ticket(entry: Fields, desk: Desk) -> Ticket | str:
    number = text_of(entry.get("id"))
    if number is None:
        return "no ticket: found no 'id', need an object with id and description_text"
    if entry.get("deleted") is True:
        return DELETED
    requester, firm = fields(entry.get("requester")), fields(entry.get("company"))
    return Ticket(
        number,
        created=entry.get("created_at"),
        utterances=tuple(_utterances(entry, number, desk)),
        account=company(
            firm.get("name"), entry.get("company_id"), requester.get("email"), entry.get("email")
        ),
        participant=text_of(entry.get("requester_id")) or text_of(requester.get("id")),
        title=text_of(entry.get("subject")),
        status="spam" if entry.get("spam") is True else "complete",
        attributes=_attributes(entry),
    )


def _utterances(entry: Fields, number: str, desk: Desk) -> Iterator[Utterance]:
    """Yield the description, which the staff writes in mails that it sends out, and the conversation."""
    requester = text_of(entry.get("requester_id")) or text_of(fields(entry.get("requester")).get("id"))
    opened_by: Role = "agent" if text_of(entry.get("source")) == "10" else "customer"
    body = text_of(entry.get("description_text")) or entry.get("description")
    yield from said(
        body,
        opened_by,
        speaker=requester if opened_by == "customer" else None,
        at=entry.get("created_at"),
        desk=desk,
    )
    for value in items(entry.get("conversations")) or desk.messages.get(number, ()):
        message = fields(value)
        speaker = text_of(message.get("user_id"))
        body = text_of(message.get("body_text")) or message.get("body")
        yield from said(
            body, _role(message, requester), speaker=speaker, at=message.get("created_at"), desk=desk
        )


def _role(message: Fields, requester: str | None) -> Role:
    """Return who wrote a message; a private one is the staff's, whichever way it came."""
    if message.get("private") is True:
        return "agent"
    incoming = message.get("incoming")
    if isinstance(incoming, bool):
        return "customer" if incoming else "agent"
    return "customer" if requester and text_of(message.get("user_id")) == requester else "agent"


def _attributes(entry: Fields) -> dict[str, str]:
    found = plain_values(entry, ("type", "product_id", "group_id"))
    for name, key, words in (
        ("status", "status", _STATES),
        ("priority", "priority", _PRIORITIES),
        ("channel", "source", _SOURCES),
    ):
        if value := text_of(entry.get(key)):
            found[name] = words.get(value, value)
    return {**found, **labels(entry.get("tags"), "name"), **custom_values(entry.get("custom_fields"))}
