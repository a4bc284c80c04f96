"""What webhooks bring: the records of an event, read by the readers of the systems' exports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ingestion.connectors.connector import Ask, Billing, Gone, PulledItem
from ingestion.connectors.exports import read_json
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import MAX_KEY, MAX_VALUE, short
from ingestion.readers import intercom_json, typeform_json
from ingestion.times import Zone, read_moment
from voc.errors import InputError
from voc.records import Document, Origin, SourceKind, Utterance

OPEN_WORDS = 4
_UTC = Zone("UTC", assumed=False)


@dataclass(frozen=True, slots=True)
class System:
    """A system whose webhooks are taken: the kind of its sources, and how an event of it is read."""

    kind: SourceKind | Literal["context"]
    read: Callable[[Fields, Ask], tuple[PulledItem, ...]]


def read_event(system: str, event: Fields, ask: Ask) -> tuple[PulledItem, ...]:
    """Return the records of an event; none where it holds no whole record, which a pull can then bring.

    Raises InputError for a system that is not known and for an event that is not of its form.
    """
    if system not in SYSTEMS:
        raise InputError(f"no webhooks of {system!r} are read, need one of {', '.join(SYSTEMS)}")
    return SYSTEMS[system].read(event, ask)


def _typeform(event: Fields, ask: Ask) -> tuple[PulledItem, ...]:
    if not fields(event.get("form_response")):
        raise InputError(f"{ask.source}: found an event without 'form_response', need one of a response")
    return read_json(typeform_json.READER, event, ask)


def _intercom(event: Fields, ask: Ask) -> tuple[PulledItem, ...]:
    """Events of an answer hold the latest part of the conversation alone: those would cut what is stored."""
    topic = text_of(event.get("topic")) or ""
    item = fields(fields(event.get("data")).get("item"))
    number = text_of(item.get("id")) or text_of(item.get("conversation_id"))
    if topic == "conversation.deleted" and number:
        return (Gone(number),)
    parts = fields(item.get("conversation_parts"))
    total, held = parts.get("total_count"), len(items(parts.get("conversation_parts")))
    whole = isinstance(total, int) and total == held
    if not (topic.startswith("conversation") and item.get("source") and whole):
        return ()
    return read_json(intercom_json.READER, {"conversations": [item]}, ask)


def _stripe(event: Fields, _: Ask) -> tuple[PulledItem, ...]:
    return (Billing("stripe_events", (event,)),)


def _formbricks(event: Fields, ask: Ask) -> tuple[PulledItem, ...]:
    """Three events may tell of one response; the document is the latest of them."""
    data = fields(event.get("data"))
    number = text_of(data.get("id"))
    if number is None:
        raise InputError(f"{ask.source}: found an event without 'data.id', need one of a response")
    if text_of(event.get("event")) == "responseDeleted":
        return (Gone(number),)
    said = {str(key): text for key, value in fields(data.get("data")).items() if (text := text_of(value))}
    # The event names questions by id only, so words are told from choices by their number.
    words = {key: text for key, text in said.items() if len(text.split()) >= OPEN_WORDS}
    moment = read_moment(
        text_of(data.get("createdAt")) or text_of(data.get("updatedAt")) or "", order="month_first", zone=_UTC
    )
    document = Document(
        source=ask.source,
        external_id=number,
        kind="survey",
        origin=Origin(ask.source),
        utterances=tuple(
            Utterance(text, "customer", question=key, question_ref=key) for key, text in words.items()
        ),
        said_at=moment.at if moment else None,
        zone="UTC" if moment else None,
        account=text_of(fields(data.get("contactAttributes")).get("account_id")),
        participant=text_of(fields(data.get("contact")).get("userId")),
        status="complete" if data.get("finished") is True else "partial",
        attributes={
            short(key, MAX_KEY): short(text, MAX_VALUE) for key, text in said.items() if key not in words
        },
    )
    return (document,)


def _zendesk(event: Fields, _: Ask) -> tuple[PulledItem, ...]:
    """Its events hold a part of the ticket only: they are a reason to pull, which brings the whole."""
    detail = fields(event.get("detail"))
    deleted = (text_of(event.get("type")) or "").endswith(
        ("ticket.soft_deleted", "ticket.permanently_deleted")
    )
    number = text_of(detail.get("id"))
    return (Gone(number),) if deleted and number else ()


SYSTEMS: Mapping[str, System] = {
    "formbricks": System("survey", _formbricks),
    "intercom": System("ticket", _intercom),
    "stripe": System("context", _stripe),
    "typeform": System("survey", _typeform),
    "zendesk": System("ticket", _zendesk),
}
