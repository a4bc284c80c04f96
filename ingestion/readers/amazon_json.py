"""Amazon Transcribe call analytics and Contact Lens: turns in milliseconds, the role of each side given."""

from collections.abc import Iterator, Mapping

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, milliseconds, plain_facts, talk_documents
from ingestion.turns import Turn
from voc.records import Role

_ROLES: Mapping[str, Role] = {"AGENT": "agent", "CUSTOMER": "customer", "SYSTEM": "system"}


def _sniff(head: Head) -> float:
    sided = has_keys(head, "ParticipantRole") or has_keys(head, "ParticipantId")
    return 0.95 if sided and has_keys(head, "Transcript", "Content") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from talk_documents(file, options, READER, map(_talk, load_talks(file)))


READER = Reader(
    name="amazon_json",
    kind="interview",
    about="Amazon Transcribe call analytics or Contact Lens as JSON",
    sniff=_sniff,
    read=_read,
)


def _talk(value: object) -> Talk:
    top = fields(value)
    roles = {
        key: role
        for person in map(fields, items(top.get("Participants")))
        if (key := text_of(person.get("ParticipantId"))) and (role := text_of(person.get("ParticipantRole")))
    }
    pieces = tuple(_piece(fields(entry), roles) for entry in items(top.get("Transcript")))
    contact = fields(top.get("CustomerMetadata"))
    facts = plain_facts(top, id="JobName", language="LanguageCode", channel="Channel")
    return Talk(Preface(facts | plain_facts(contact, id="ContactId")), pieces)


def _piece(entry: Fields, roles: Mapping[str, str]) -> Turn:
    """Return one turn; its times stand on it, or on its first and last word."""
    number = text_of(entry.get("ParticipantId")) or ""
    side = (text_of(entry.get("ParticipantRole")) or roles.get(number) or number).upper()
    words = [fields(word) for word in items(entry.get("Items"))]
    starts = [ms for e in (entry, *words) if (ms := milliseconds(e.get("BeginOffsetMillis"))) is not None]
    ends = [ms for e in (entry, *words) if (ms := milliseconds(e.get("EndOffsetMillis"))) is not None]
    return Turn(
        text_of(entry.get("Content")) or "",
        side.capitalize() if side in _ROLES else number or None,
        min(starts, default=None),
        max(ends, default=None),
        role=_ROLES.get(side),
    )
