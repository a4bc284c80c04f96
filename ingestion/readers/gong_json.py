"""Gong: calls with sentences in milliseconds; the parties' affiliation says who is whose."""

from collections.abc import Iterator, Mapping

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, milliseconds, plain_facts, talk_documents, voice
from ingestion.turns import Turn
from voc.records import Role

_SIDES: Mapping[str, Role] = {"internal": "interviewer", "external": "customer"}


def _sniff(head: Head) -> float:
    if has_keys(head, "callTranscripts"):
        return 0.95
    return 0.9 if has_keys(head, "speakerId", "sentences") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    talks = (talk for value in load_talks(file) for talk in _talks(fields(value)))
    yield from talk_documents(file, options, READER, talks)


READER = Reader(
    name="gong_json",
    kind="interview",
    about="Gong call transcripts as JSON, the calls with their parties beside them or not",
    sniff=_sniff,
    read=_read,
)


def _talks(top: Fields) -> Iterator[Talk]:
    """Yield the calls of one answer; what is known of a call may stand beside the transcripts or in them."""
    beside = {_call_id(call): call for call in map(fields, items(top.get("calls")))}
    for transcript in map(fields, items(top.get("callTranscripts")) or [top]):
        number = text_of(transcript.get("callId"))
        call = beside.get(number, transcript)
        known = fields(call.get("metaData")) or call
        parties = {
            key: party
            for party in map(fields, items(call.get("parties")))
            if (key := text_of(party.get("speakerId")))
        }
        facts = plain_facts(known, title="title", date="started", link="url", duration="duration")
        pieces = tuple(_pieces(transcript, parties))
        emails = {_name(k, p): email for k, p in parties.items() if (email := text_of(p.get("emailAddress")))}
        yield Talk(Preface(facts | ({"id": number} if number else {}), emails=emails), pieces)


def _call_id(call: Fields) -> str | None:
    return text_of(fields(call.get("metaData")).get("id")) or text_of(call.get("id"))


def _name(number: str, party: Fields) -> str:
    return text_of(party.get("name")) or voice(number) or number


def _pieces(transcript: Fields, parties: Mapping[str, Fields]) -> Iterator[Turn]:
    for monologue in map(fields, items(transcript.get("transcript"))):
        number = text_of(monologue.get("speakerId"))
        party = parties.get(number or "", {})
        role = _SIDES.get((text_of(party.get("affiliation")) or "").lower())
        for sentence in map(fields, items(monologue.get("sentences"))):
            yield Turn(
                text_of(sentence.get("text")) or "",
                _name(number, party) if number else None,
                milliseconds(sentence.get("start")),
                milliseconds(sentence.get("end")),
                role=role,
            )
