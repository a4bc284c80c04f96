"""Fireflies: sentences in seconds; the host's mail domain tells one's own people from the guests."""

from collections.abc import Iterator, Mapping

from ingestion.cells import mail_domain
from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.staff import is_named
from ingestion.talks import Talk, has_keys, load_talks, plain_facts, seconds, talk_documents, voice
from ingestion.turns import Turn
from voc.records import Role


def _sniff(head: Head) -> float:
    return 0.95 if has_keys(head, "sentences", "speaker_name") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    talks = (_talk(found) for value in load_talks(file) for found in _transcripts(fields(value)))
    yield from talk_documents(file, options, READER, talks)


READER = Reader(
    name="fireflies_json",
    kind="interview",
    about="Fireflies transcripts as JSON",
    sniff=_sniff,
    read=_read,
)


def _transcripts(top: Fields) -> Iterator[Fields]:
    """Yield the transcripts of an answer of the service, or the one that the file is."""
    data = fields(top.get("data")) or top
    several = items(data.get("transcripts"))
    yield from map(fields, several or [data.get("transcript") or data])


def _talk(transcript: Fields) -> Talk:
    emails = _emails(transcript)
    own = mail_domain(
        text_of(transcript.get("host_email")) or text_of(transcript.get("organizer_email")) or ""
    )
    pieces = tuple(
        Turn(
            text_of(sentence.get("text")) or text_of(sentence.get("raw_text")) or "",
            speaker := text_of(sentence.get("speaker_name")) or voice(sentence.get("speaker_id")),
            seconds(sentence.get("start_time")),
            seconds(sentence.get("end_time")),
            role=_role(speaker, emails, own),
        )
        for sentence in map(fields, items(transcript.get("sentences")))
    )
    facts = plain_facts(
        transcript, id="id", title="title", date="date", link="transcript_url", duration="duration"
    )
    if "date" not in facts and (written := text_of(transcript.get("dateString"))):
        facts["date"] = written
    speakers = {piece.speaker for piece in pieces if piece.speaker}
    known = {who: email for who in speakers if (email := _email(who, emails))}
    return Talk(Preface(facts, emails=known), pieces)


def _emails(transcript: Fields) -> Mapping[str, str]:
    attendees = map(fields, items(transcript.get("meeting_attendees")))
    return {
        name: email
        for attendee in attendees
        if (email := text_of(attendee.get("email")))
        and (name := text_of(attendee.get("displayName")) or text_of(attendee.get("name")))
    }


def _email(speaker: str, emails: Mapping[str, str]) -> str | None:
    return next((email for name, email in emails.items() if is_named(speaker, name)), None)


def _role(speaker: str | None, emails: Mapping[str, str], own: str | None) -> Role | None:
    """Return whose side a speaker is on, None where the host's company or the speaker's is not known."""
    email = _email(speaker, emails) if speaker else None
    if not email or not own:
        return None
    return "interviewer" if email.lower().endswith("@" + own) else "customer"
