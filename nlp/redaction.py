"""Redaction: personal data out of documents, typed placeholders and keyed hashes in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from nlp.personal.datum import Datum, digits
from nlp.personal.document_names import DocumentNames, merged, names_of
from nlp.personal.ledger import Ledger
from nlp.personal.lexicon import load_lexicon
from nlp.personal.names import Names
from nlp.personal.stated import CUSTOMERS, full_names, is_label, is_name_attribute, plain_label
from nlp.personal_data import PLACEHOLDER, find
from voc.records import Document, Identity, Utterance

PARTICIPANT_LENGTH = 16
PHONE_ATTRIBUTE = re.compile(r"\b(?:tele)?phone\b|\bmobile\b|\bcell\b|\btel\b|\bfax\b|\bwhatsapp\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """Names of products, plans, features and companies: never redacted as a person's, in any case."""

    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """A document without personal data, and what was taken out of it."""

    document: Document
    identities: tuple[Identity, ...]


NOTHING_KEPT = Kept()


def redact(document: Document, *, key: bytes, keep: Kept = NOTHING_KEPT, names: bool = True) -> Redaction:
    """Replace personal data in one document, as ``redact_all`` does in many."""
    return redact_all((document,), key=key, keep=keep, names=names)[0]


def redact_all(
    documents: Sequence[Document], *, key: bytes, keep: Kept = NOTHING_KEPT, names: bool = True
) -> tuple[Redaction, ...]:
    """Replace personal data in the texts, titles, questions, attributes and participants of documents.

    E-mail and IP addresses, telephone, card, bank account and national numbers, secrets and names
    become ``[EMAIL_1]``, ``[IP_1]``, ``[PHONE_1]``, ``[CARD_1]``, ``[IBAN_1]``, ``[NATIONAL_ID_1]``,
    ``[SECRET_1]`` and ``[PERSON_1]``; the same value has the same number within a document, and a
    part of a name the number of the whole. Of names only full ones that the document states go from
    questions and the titles of surveys. An identity holds the first 32 hexadecimal digits of the
    HMAC-SHA256 of the value under ``key``; the participant becomes ``p_`` and the first 16.

    ``names=False`` loads nothing and takes only the full names that a document states. Otherwise
    names are found in running text too, but for those in ``keep``. What is found in a document
    does not depend on the others. Raises ModelMissing where the tagger's package is not installed.
    """
    if not names:
        return tuple(_redaction(document, key=key, names=None) for document in documents)
    found = names_of(documents, _names_but(keep))
    return tuple(
        _redaction(document, key=key, names=one) for document, one in zip(documents, found, strict=True)
    )


@lru_cache(maxsize=4)
def _names_but(keep: Kept) -> Names:
    """Return what finds names; a workspace with many accounts would take seconds to prepare it each time."""
    return Names(load_lexicon(), keep.names)


def _redaction(document: Document, *, key: bytes, names: DocumentNames | None) -> Redaction:
    ledger = Ledger(key, names.find if names else partial(with_full_names, names=full_names(document)))
    asked = names.find_full if names else None
    title = document.title and ledger.clean(document.title, find=asked if document.kind == "survey" else None)
    utterances = tuple(_clean_utterance(ledger, said, names) for said in document.utterances)
    attributes = {
        name: _clean_attribute(ledger, name, value, names) for name, value in document.attributes.items()
    }
    participant = document.participant
    if participant:
        participant = "p_" + ledger.digest(participant.strip().lower())[:PARTICIPANT_LENGTH]
    clean = replace(
        document, title=title, utterances=utterances, attributes=attributes, participant=participant
    )
    return Redaction(clean, tuple(ledger.identities.values()))


def with_full_names(text: str, *, names: Sequence[str]) -> list[Datum]:
    """Return what is personal in a text by its form, and where full names stand in it, in any case."""
    persons = (
        Datum(*match.span(), "PERSON", name.lower())
        for name in names
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    )
    return merged(find(text), persons)


def _person(name: str, names: DocumentNames | None) -> str:
    """Return the value that a name is hashed as: the full name of the one person with it."""
    return names.people.owner(name) if names else name.strip().lower()


def _clean_utterance(ledger: Ledger, said: Utterance, names: DocumentNames | None) -> Utterance:
    text = ledger.clean(said.text)
    # A question is the company's own words, the same for everybody: "Travis CI" in it is no person.
    question = said.question and ledger.clean(said.question, find=names.find_full if names else None)
    speaker = said.speaker
    if speaker and not is_label(speaker) and not PLACEHOLDER.fullmatch(speaker):
        if said.role in CUSTOMERS or (names and speaker.strip() in names.speakers):
            speaker = ledger.placeholder("PERSON", _person(speaker, names))
        else:
            speaker = ledger.clean(speaker)
    if (text, question, speaker) == (said.text, said.question, said.speaker):
        return said
    return replace(said, text=text, question=question, speaker=speaker)


def _clean_attribute(ledger: Ledger, name: str, value: str, names: DocumentNames | None) -> str:
    label = plain_label(name)
    if value.strip() and is_name_attribute(label) and not PLACEHOLDER.fullmatch(value.strip()):
        return ledger.placeholder("PERSON", _person(value, names))
    if 7 <= len(digits(value)) <= 15 and PHONE_ATTRIBUTE.search(label):
        return ledger.placeholder("PHONE", digits(value))
    return ledger.clean(value)
