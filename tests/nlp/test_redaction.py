"""Personal data goes, and what only looks like it stays."""

import hmac
import time

import pytest

from nlp.personal_data import find
from nlp.redaction import redact
from voc.records import Document, Identity, Origin, Utterance

KEY = b"0123456789abcdef0123456789abcdef"

PERSONAL = (
    ("write to Jane.Doe+x@mail.example.co.uk, please", "EMAIL", "Jane.Doe+x@mail.example.co.uk"),
    ("o'brien@example.com", "EMAIL", "o'brien@example.com"),
    ("call +44 20 7946 0958 or", "PHONE", "+44 20 7946 0958"),
    ("my number: 020 7946 0958.", "PHONE", "020 7946 0958"),
    ("(555) 123-4567 is mine", "PHONE", "(555) 123-4567"),
    ("555-123-4567", "PHONE", "555-123-4567"),
    ("+1 (415) 555-2671 ext. 12", "PHONE", "+1 (415) 555-2671 ext. 12"),
    ("0171/1234567", "PHONE", "0171/1234567"),
    ("01 42 68 53 00", "PHONE", "01 42 68 53 00"),
    ("+49 (0)30 1234567", "PHONE", "+49 (0)30 1234567"),
    ("0049 30 1234567", "PHONE", "0049 30 1234567"),
    ("07700900123", "PHONE", "07700900123"),
    ("tel. 5551234", "PHONE", "5551234"),
    ("reach me on 612 345 678", "PHONE", "612 345 678"),
    ("card 4111 1111 1111 1111 declined", "CARD", "4111 1111 1111 1111"),
    ("IBAN DE89 3704 0044 0532 0130 00 PLEASE PAY", "IBAN", "DE89 3704 0044 0532 0130 00"),
    ("gb82west12345698765432", "IBAN", "gb82west12345698765432"),
    ("from 192.168.10.4 and", "IP", "192.168.10.4"),
    ("2001:db8::ff00:42:8329 was", "IP", "2001:db8::ff00:42:8329"),
    ("https://bob:hunter2@host.example/x", "SECRET", "bob:hunter2"),
    ("https://x.example/reset?token=abc123&lang=en", "SECRET", "abc123"),
    ("/feed?lang=en&x-amz-signature=9f8e7d", "SECRET", "9f8e7d"),
)

INNOCENT = (
    "order 4500012345",
    "order number 0712345678",
    "ticket #1234567890",
    "INV-2024-000123",
    "ORD0123456789",
    "SKU 555-123-4567",
    "case 00012345678",
    "PO 4111111111111111",
    "4111111111111112",
    "tracking 1Z999AA10123456784",
    "ISBN 978-3-16-148410-0",
    "550e8400-e29b-41d4-a716-446655440000",
    "version 1.2.3",
    "version 1.2.3.4 broke",
    "v10.0.0.1",
    "upgraded to 5.2.0.1",
    "chrome 120.0.6099.71",
    "2024-03-01T10:30:00+01:00",
    "on 2024-03-01 10:30:00 +0100",
    "01.02.2024 10:30",
    "from 01/02/2024 to 03/04/2025",
    "12:30:45",
    "1.234.567,89 EUR",
    "$1,200,000.00",
    "\u00a31 000 000 000",
    "36 000 000 transactions",
    "+20% in 2024, +1500 users",
    "0.1234567890",
    "100 200 300 400 500",
    "2019 2020 2021 2022",
    "std::vector and Face::add",
    "@handle hi",
    "00:1A:2B:3C:4D:5E",
    "Unix time 1700000000",
    "?tab=settings&page=12",
    "DE89 3704 0044 0532 0130 01",
)


@pytest.mark.parametrize(("text", "kind", "value"), PERSONAL)
def test_personal_data_is_found(text: str, kind: str, value: str) -> None:
    assert [(datum.kind, text[datum.start : datum.end]) for datum in find(text)] == [(kind, value)]


@pytest.mark.parametrize("text", INNOCENT)
def test_numbers_that_name_no_person_are_left(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 50_000,
        "+1-" * 30_000,
        "a" * 100_000 + "@",
        "a@" + "b." * 50_000,
        "://a:" * 20_000,
        "(0" * 50_000,
    ],
)
def test_hostile_text_takes_no_more_than_seconds(text: str) -> None:
    started = time.perf_counter()
    find(text)
    assert time.perf_counter() - started < 5


def _document(*texts: str, participant: str | None = None, speaker: str | None = None) -> Document:
    said = tuple(Utterance(text, "customer", speaker=speaker) for text in texts)
    return Document("desk", "1", "ticket", Origin("a.csv", 0), said, participant=participant)


def test_the_same_value_has_the_same_number_throughout_a_document() -> None:
    done = redact(_document("a@x.org and b@x.org", "again A@X.org"), key=KEY)
    assert [said.text for said in done.document.utterances] == ["[EMAIL_1] and [EMAIL_2]", "again [EMAIL_1]"]
    assert [identity.placeholder for identity in done.identities] == ["[EMAIL_1]", "[EMAIL_2]"]


def test_an_identity_is_a_keyed_hash_that_the_participant_shares() -> None:
    done = redact(_document("I am a@x.org", participant="A@x.org "), key=KEY)
    digest = hmac.new(KEY, b"a@x.org", "sha256").hexdigest()[:32]
    assert done.identities == (Identity("[EMAIL_1]", "email", digest),)
    assert done.document.participant == "p_" + done.identities[0].digest[:16]
    assert redact(_document("I am a@x.org"), key=b"another").identities[0].digest != done.identities[0].digest


def test_title_question_and_attributes_are_cleaned_too() -> None:
    document = Document(
        "survey",
        "7",
        "survey",
        Origin("a.csv", 6),
        (Utterance("No.", "customer", question="May we call 020 7946 0958?"),),
        title="Re: a@x.org",
        attributes={"first_name": "Jane", "phone": "555 0199 22", "plan": "Pro", "note": "from 10.1.2.3"},
    )
    done = redact(document, key=KEY).document
    assert done.title == "Re: [EMAIL_1]"
    assert done.utterances[0].question == "May we call [PHONE_1]?"
    assert done.attributes == {
        "first_name": "[PERSON_1]",
        "phone": "[PHONE_2]",
        "plan": "Pro",
        "note": "from [IP_1]",
    }


def test_the_names_that_a_document_states_are_taken_from_its_texts() -> None:
    done = redact(_document("This is Jane Doe, hello", speaker="Jane Doe"), key=KEY)
    assert done.document.utterances[0] == Utterance(
        "This is [PERSON_1], hello", "customer", speaker="[PERSON_1]"
    )


@pytest.mark.parametrize(
    "label",
    ["Participant 2", "Speaker A", "P3", "customer", "Unknown Speaker", "Host", "Panelist", "Sales Rep 1"],
)
def test_a_speaker_label_that_names_nobody_is_kept(label: str) -> None:
    assert redact(_document("hello", speaker=label), key=KEY).document.utterances[0].speaker == label


@pytest.mark.parametrize("name", ["Bob", "Jo Host", "Kim"])
def test_a_short_name_is_no_label(name: str) -> None:
    assert redact(_document("hello", speaker=name), key=KEY).document.utterances[0].speaker == "[PERSON_1]"


def test_a_document_without_personal_data_comes_back_equal() -> None:
    document = _document("The price of ticket 4500012345 rose in 2024.")
    done = redact(document, key=KEY)
    assert done.document == document
    assert done.identities == ()
