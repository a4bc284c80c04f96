"""Help Scout conversations as JSON, with the threads that the interface for programs embeds."""

from collections.abc import Iterator

from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.tickets import DELETED, Desk, Shape, Ticket, company, labels, plain_values, read_tickets, said
from voc.records import Role, Score, Utterance

_TYPES: dict[str, Role] = {
    "customer": "customer", "message": "agent", "note": "agent", "reply": "agent", "forwardparent": "agent",
    "forwardchild": "customer",
}  # fmt: skip
_SHAPE = Shape(("_embedded.conversations", "conversations", "items"))
_RATINGS = {"great": 3.0, "okay": 2.0, "not good": 1.0, "notgood": 1.0}


def _sniff(head: Head) -> float:
    if head.form != "json":
        return 0.0
    known = sum(
        1
        for key in ("primaryCustomer", "_embedded", "threads", "createdBy", "mailboxId", "folderId")
        if f'"{key}"' in head.text
    )
    return 0.97 if known >= 3 and '"primaryCustomer"' in head.text else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_tickets(file, options, READER, _ticket, _SHAPE)


READER = Reader(
    name="helpscout_json",
    kind="ticket",
    about="Help Scout conversations with their threads as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def _ticket(entry: Fields, desk: Desk) -> Ticket | str:
    number = text_of(entry.get("id"))
    if number is None:
        return "no conversation: found no 'id', need an object with id and threads"
    if text_of(entry.get("state")) == "deleted":
        return DELETED
    customer = fields(entry.get("primaryCustomer"))
    threads = tuple(
        map(fields, items(fields(entry.get("_embedded")).get("threads")) or items(entry.get("threads")))
    )
    return Ticket(
        number,
        created=entry.get("createdAt"),
        utterances=tuple(words for thread in threads for words in _utterances(thread, desk)),
        account=company(customer.get("organization"), customer.get("company"), customer.get("email")),
        participant=text_of(customer.get("id")),
        title=text_of(entry.get("subject")),
        link=text_of(fields(fields(entry.get("_links")).get("web")).get("href")),
        status="spam" if text_of(entry.get("status")) == "spam" else "complete",
        scores=_scores(threads),
        attributes={
            **plain_values(entry, ("status", "type", "mailboxId")),
            **labels(entry.get("tags"), "tag"),
            **_custom(entry),
        },
    )


def _utterances(thread: Fields, desk: Desk) -> Iterator[Utterance]:
    """Yield what a thread says; drafts and hidden threads were never sent, line items are events."""
    kind, state = text_of(thread.get("type")) or "", text_of(thread.get("state")) or "published"
    if kind in {"lineitem", "beaconchatevent"} or state in {"draft", "hidden", "deleted"}:
        return
    author = fields(thread.get("createdBy"))
    by = text_of(author.get("type"))
    role = _TYPES.get(kind) or ("customer" if by == "customer" else "agent" if by == "user" else "unknown")
    yield from said(
        thread.get("body"), role, speaker=text_of(author.get("id")), at=thread.get("createdAt"), desk=desk
    )
    if remark := text_of(fields(thread.get("rating")).get("comments")):
        for words in said(remark, "customer", speaker=None, at=None, desk=desk):
            yield Utterance(words.text, "customer", question="rating")


def _scores(threads: tuple[Fields, ...]) -> tuple[Score, ...]:
    """Return the last rating that a conversation's replies were given."""
    words = [text_of(fields(thread.get("rating")).get("rating")) for thread in threads]
    values = [_RATINGS[word.lower()] for word in words if word and word.lower() in _RATINGS]
    return (Score("csat", values[-1], 1, 3),) if values else ()


def _custom(entry: Fields) -> dict[str, str]:
    named = {
        text_of(fields(value).get("name")) or "": text_of(fields(value).get("text"))
        or fields(value).get("value")
        for value in items(entry.get("customFields"))
    }
    return {f"field {name}": value for name, value in plain_values(named, tuple(filter(None, named))).items()}
