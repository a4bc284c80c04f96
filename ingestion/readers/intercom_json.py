"""Intercom conversations as JSON: the first message in ``source``, then the conversation's parts."""

from collections.abc import Iterator

from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.tickets import (
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
from voc.records import Role, Score, Utterance

_AUTHORS: dict[str, Role] = {
    "user": "customer", "lead": "customer", "contact": "customer", "admin": "agent", "team": "agent",
    "bot": "system",
}  # fmt: skip


def _sniff(head: Head) -> float:
    if head.form != "json":
        return 0.0
    if '"conversation_parts"' in head.text:
        return 0.97
    return 0.9 if '"conversation_rating"' in head.text and '"source"' in head.text else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_tickets(file, options, READER, _ticket, Shape(("conversations", "data")))


READER = Reader(
    name="intercom_json",
    kind="ticket",
    about="Intercom conversations with their parts as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def _ticket(entry: Fields, desk: Desk) -> Ticket | str:
    number = text_of(entry.get("id"))
    if number is None:
        return "no conversation: found no 'id', need an object with id and source"
    source, rating = fields(entry.get("source")), fields(entry.get("conversation_rating"))
    contact = _contact(entry, source)
    score = rating.get("rating")
    return Ticket(
        number,
        created=entry.get("created_at"),
        utterances=tuple(_utterances(entry, source, rating, desk)),
        account=company(
            fields(contact.get("company")).get("name"),
            fields(entry.get("custom_attributes")).get("company"),
            contact.get("company_id"),
            contact.get("email"),
        ),
        participant=text_of(contact.get("id")),
        title=_plain_title(entry, source),
        scores=(Score("csat", float(score), 1, 5),) if isinstance(score, int) and 1 <= score <= 5 else (),
        attributes={
            **plain_values(entry, ("state", "priority")),
            **({"channel": kind} if (kind := text_of(source.get("type"))) else {}),
            **labels(fields(entry.get("tags")).get("tags"), "name"),
            **custom_values(entry.get("custom_attributes")),
        },
    )


def _contact(entry: Fields, source: Fields) -> Fields:
    """Return the conversation's customer: its contact, with what the first message knows of its author."""
    listed = next(iter(items(fields(entry.get("contacts")).get("contacts"))), None)
    author = fields(source.get("author"))
    if _AUTHORS.get(text_of(author.get("type")) or "") != "customer":
        author = {}
    return {**author, **fields(listed)}


def _plain_title(entry: Fields, source: Fields) -> str | None:
    from ingestion.markup import html_to_text

    title = text_of(entry.get("title")) or text_of(source.get("subject"))
    return html_to_text(title) or None if title else None


def _utterances(entry: Fields, source: Fields, rating: Fields, desk: Desk) -> Iterator[Utterance]:
    """Yield the first message, comments and notes; notes are the staff's, redacted messages are empty."""
    yield from _message(source, entry.get("created_at"), desk)
    for value in items(fields(entry.get("conversation_parts")).get("conversation_parts")):
        part = fields(value)
        yield from _message(part, part.get("created_at"), desk)
    if remark := text_of(rating.get("remark")):
        for words in said(remark, "customer", speaker=None, at=rating.get("created_at"), desk=desk):
            yield Utterance(words.text, "customer", question="rating", said_at=words.said_at)


def _message(message: Fields, at: object, desk: Desk) -> Iterator[Utterance]:
    author = fields(message.get("author"))
    role = _AUTHORS.get(text_of(author.get("type")) or "", "unknown")
    if text_of(message.get("part_type")) == "note":
        role = "agent"
    elif message.get("from_ai_agent") is True or author.get("from_ai_agent") is True:
        role = "system"
    if message.get("redacted") is not True:
        yield from said(message.get("body"), role, speaker=text_of(author.get("id")), at=at, desk=desk)
