"""Redaction: personal data out of a document, typed placeholders and keyed hashes in."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field, replace

from nlp.personal_data import Datum, find
from voc.records import Document, Identity, Utterance

DIGEST_LENGTH = 32
PARTICIPANT_LENGTH = 16
PHONE_ATTRIBUTE = re.compile(r"\b(?:tele)?phone\b|\bmobile\b|\bcell\b|\btel\b|\bfax\b|\bwhatsapp\b")
NAME_ATTRIBUTE = re.compile(
    r"\b(?:first|last|full|given|family|middle|sur|contact|requester|respondent|recipient|person)"
    r"\s?names?\b|\bsurname\b|\bforename\b|\brequester\b|\brespondent\b"
)
# A speaker's label that names a part in the talk and not a person.
SPEAKER_LABEL = re.compile(
    r"\W*(?:(?:the\s+)?(?:participant|interviewee|customer|client|speaker|respondent|user|guest|caller|unknown|person|patient"
    r"|voice|subject|agent|interviewer|moderator|host|woman|man|male|female|r|p|s|u|c|q|a)s?)?[\s_#:.-]*[\dA-Z]{0,3}\W*",
    re.IGNORECASE,
)
FULL_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]*(?:\s+[^\W\d_][\w'\u2019.-]*){1,4}")


@dataclass(frozen=True, slots=True)
class Redaction:
    """A document without personal data, and what was taken out of it."""

    document: Document
    identities: tuple[Identity, ...]


def redact(document: Document, *, key: bytes) -> Redaction:
    """Replace personal data in the texts, title, questions, attributes and participant of a document.

    E-mail addresses, telephone, card and bank account numbers, IP addresses, secrets in URLs and the
    full names of the participant and of customers who speak become ``[EMAIL_1]``, ``[PHONE_1]``,
    ``[CARD_1]``, ``[IBAN_1]``, ``[IP_1]``, ``[SECRET_1]`` and ``[PERSON_1]``; the same value has the same
    number within the document. An identity holds the first 32 hexadecimal digits of the HMAC-SHA256
    of the value under ``key``; the participant becomes ``p_`` and the first 16. Other names in a
    text are not found.
    """
    ledger = _Ledger(key, _names(document))
    title = None if document.title is None else ledger.clean(document.title)
    utterances = tuple(ledger.clean_utterance(utterance) for utterance in document.utterances)
    attributes = {name: ledger.clean_attribute(name, value) for name, value in document.attributes.items()}
    participant = document.participant
    if participant:
        participant = "p_" + ledger.digest(participant.strip().lower())[:PARTICIPANT_LENGTH]
    clean = replace(
        document, title=title, utterances=utterances, attributes=attributes, participant=participant
    )
    return Redaction(clean, tuple(ledger.identities.values()))


def _names(document: Document) -> tuple[str, ...]:
    """Return the full names that the document itself states: its participant's and its customers'."""
    stated = [document.participant or ""]
    stated += [said.speaker or "" for said in document.utterances if said.role in {"customer", "unknown"}]
    return tuple(
        {name.strip(): None for name in stated if FULL_NAME.fullmatch(name.strip()) and not _is_label(name)}
    )


def _is_label(speaker: str) -> bool:
    return SPEAKER_LABEL.fullmatch(speaker) is not None


@dataclass(slots=True)
class _Ledger:
    """The placeholders handed out within one document."""

    key: bytes
    names: tuple[str, ...]
    identities: dict[tuple[str, str], Identity] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def digest(self, value: str) -> str:
        return hmac.new(self.key, value.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[
            :DIGEST_LENGTH
        ]

    def placeholder(self, kind: str, value: str) -> str:
        known = self.identities.get((kind, value))
        if known is None:
            self.counts[kind] = self.counts.get(kind, 0) + 1
            known = Identity(f"[{kind}_{self.counts[kind]}]", kind.lower(), self.digest(value))
            self.identities[kind, value] = known
        return known.placeholder

    def clean(self, text: str) -> str:
        parts: list[str] = []
        end = 0
        for datum in self._merged(text) if self.names else find(text):
            parts += text[end : datum.start], self.placeholder(datum.kind, datum.value)
            end = datum.end
        return "".join(parts) + text[end:] if parts else text

    def _merged(self, text: str) -> list[Datum]:
        data = list(find(text))
        for person in self._people(text):
            if all(person.end <= other.start or other.end <= person.start for other in data):
                data.append(person)
        return sorted(data, key=lambda datum: datum.start)

    def _people(self, text: str) -> list[Datum]:
        return [
            Datum(*match.span(), "PERSON", name.lower())
            for name in self.names
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        ]

    def clean_utterance(self, said: Utterance) -> Utterance:
        text = self.clean(said.text)
        question = None if said.question is None else self.clean(said.question)
        speaker = said.speaker
        if speaker and said.role in {"customer", "unknown"} and not _is_label(speaker):
            speaker = self.placeholder("PERSON", speaker.strip().lower())
        elif speaker:
            speaker = self.clean(speaker)
        if (text, question, speaker) == (said.text, said.question, said.speaker):
            return said
        return replace(said, text=text, question=question, speaker=speaker)

    def clean_attribute(self, name: str, value: str) -> str:
        label = re.sub(r"[\W_]+", " ", name.lower())
        digits = "".join(sign for sign in value if sign.isdigit())
        if value.strip() and NAME_ATTRIBUTE.search(label):
            return self.placeholder("PERSON", value.strip().lower())
        if 7 <= len(digits) <= 15 and PHONE_ATTRIBUTE.search(label):
            return self.placeholder("PHONE", digits)
        return self.clean(value)
