"""What the readers of help desks share: tickets out of JSON, and a ticket as a document."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ingestion.cells import is_personal, mail_domain
from ingestion.jsontable import is_lines
from ingestion.jsontext import Fields, fields, items, json_lines, load_json, text_of
from ingestion.layout import MAX_KEY, MAX_VALUE, short
from ingestion.mail_text import drop_quoted
from ingestion.markup import html_to_text
from ingestion.reader import Input, Item, Reader, ReadOptions
from ingestion.times import Zone, local_zone, read_moment
from voc.errors import InputError
from voc.records import Document, DocumentStatus, Origin, Reject, Role, RoleFrom, Score, SourceKind, Utterance

DELETED = "deleted upstream"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every ticket of a file is read with; ``messages`` stand beside the tickets, by ticket."""

    source: str
    kind: SourceKind
    zone: Zone
    staff: tuple[str, ...]
    messages: Mapping[str, list[Fields]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a file holds its tickets, keys dotted where nested, and messages that stand beside them.

    ``messages`` is their key and the key in each of them that names the ticket.
    """

    tickets: tuple[str, ...]
    messages: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as a help desk words it; ``created`` is its date as written."""

    number: str
    created: object
    utterances: tuple[Utterance, ...]
    account: str | None = None
    participant: str | None = None
    title: str | None = None
    link: str | None = None
    status: DocumentStatus = "complete"
    scores: tuple[Score, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


def read_tickets(
    file: Input,
    options: ReadOptions,
    reader: Reader,
    build: Callable[[Fields, Desk], Ticket | str],
    shape: Shape,
) -> Iterator[Item]:
    """Stream the tickets of a JSON file: an array, an object that holds them, one object, or one a line.

    ``build`` gives a ticket, or why there is none. Raises InputError where the file is no JSON or holds
    no tickets.
    """
    zone = local_zone(options.zone, options.source_zone)
    top, found = _values(file, shape.tickets)
    beside = _by_key(top.get(shape.messages[0]), shape.messages[1])
    desk = Desk(options.source or reader.name, options.kind or reader.kind, zone, options.staff, beside)
    for row, value in enumerate(found):
        origin = Origin(file.name, row)
        if isinstance(value, InputError):
            yield Reject(origin, str(value))
            continue
        entry = fields(value)
        ticket = build(entry, desk) if entry else "no ticket: found no object, need one with an id"
        if isinstance(ticket, str):
            yield Reject(origin, ticket, short(text_of(entry.get("id")) or str(value), 500))
        else:
            yield _document(ticket, origin, desk)


def _values(file: Input, holders: tuple[str, ...]) -> tuple[Fields, Iterator[object]]:
    if is_lines(file.head.text):
        return {}, iter(json_lines(file))
    data = load_json(file.text(), file.name)
    if isinstance(data, list):
        return {}, iter(data)
    top = fields(data)
    for holder in holders:
        inner: object = top
        for key in holder.split("."):
            inner = fields(inner).get(key)
        if isinstance(inner, list):
            return top, iter(inner)
    if "id" in top or "number" in top:
        return {}, iter((top,))
    raise InputError(
        f"{file.name}: found JSON without tickets (keys {', '.join(list(top)[:8])}), need a list of them"
    )


def _document(ticket: Ticket, origin: Origin, desk: Desk) -> Item:
    written = text_of(ticket.created)
    moment = read_moment(written, order="month_first", zone=desk.zone) if written else None
    if written and moment is None:
        reason = f"no date: found {short(written, 60)!r}, need ISO 8601 (2026-03-02T14:05:00Z)"
        return Reject(origin, reason, ticket.number)
    return Document(
        source=desk.source,
        external_id=ticket.number,
        kind=desk.kind,
        origin=origin,
        utterances=ticket.utterances,
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=ticket.account,
        participant=ticket.participant,
        title=ticket.title,
        link=ticket.link,
        status=ticket.status,
        scores=ticket.scores,
        attributes=ticket.attributes,
    )


def said(
    body: object,
    role: Role,
    *,
    speaker: str | None,
    at: object,
    desk: Desk,
    role_from: RoleFrom = "metadata",
) -> Iterator[Utterance]:
    """Yield what a message says, HTML and quoted mail taken off; nothing where nothing is left."""
    source = text_of(body)
    if source and (words := drop_quoted(html_to_text(source))):
        yield Utterance(words, role, speaker=speaker, said_at=instant(at, desk.zone), role_from=role_from)


def instant(value: object, zone: Zone) -> datetime | None:
    """Return a date as a moment in UTC, None where it cannot be read."""
    text = text_of(value)
    moment = read_moment(text, order="month_first", zone=zone) if text else None
    return moment.at if moment else None


def _by_key(value: object, key: str) -> Mapping[str, list[Fields]]:
    """Return a list's objects by the value of one of their keys, in their order."""
    found: dict[str, list[Fields]] = {}
    for entry in items(value):
        if name := text_of(fields(entry).get(key)):
            found.setdefault(name, []).append(fields(entry))
    return found


def plain_values(source: Fields, names: tuple[str, ...]) -> dict[str, str]:
    """Return the plain values of some of an object's keys, those that name a person left out."""
    return {
        name: short(value, MAX_VALUE)
        for name in names
        if (value := text_of(source.get(name))) and not is_personal(value)
    }


def custom_values(source: object) -> dict[str, str]:
    """Return an object's own fields as attributes, ``field`` before each name."""
    entries = fields(source)
    return {
        short(f"field {name}", MAX_KEY): value
        for name, value in plain_values(entries, tuple(entries)).items()
    }


def labels(values: object, key: str) -> dict[str, str]:
    """Return a list of labels, texts or objects named by a key, as the attribute ``tags``."""
    found = [name for value in items(values) if (name := text_of(value) or text_of(fields(value).get(key)))]
    return {"tags": short(", ".join(found), MAX_VALUE)} if found else {}


def company(*candidates: object) -> str | None:
    """Return the first name or id of a company that is filled; of a mail address its company's domain."""
    for candidate in candidates:
        value = text_of(candidate)
        if value and not is_personal(value):
            return value
        if value and (domain := mail_domain(value)):
            return domain
    return None
