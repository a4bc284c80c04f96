"""Documents in voc's own words, and Typeform's JSON."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from tests.ingestion.conftest import Documents, Read
from voc.records import Document, Reject, Score, Utterance

FILES = Path(__file__).parent / "files"


def documents_of(name: str) -> list[Document]:
    items = read_file(FILES / name, ReadOptions(source="desk")).items
    return [item for item in items if isinstance(item, Document)]


def test_a_document_of_our_own_words_is_read_as_it_stands() -> None:
    first, second, third = documents_of("voc.jsonl")
    assert (first.external_id, first.account, first.kind) == ("r-1", "Acme", "survey")
    assert first.scores == (Score("nps", 4.0, 0.0, 10.0),)
    assert first.attributes == {"plan": "team"}
    assert first.utterances[0].question == "What is missing?"
    assert [utterance.role for utterance in second.utterances] == ["agent", "customer"]
    assert second.utterances[1].said_at == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert (second.title, second.link, second.consent) == ("Audit", "https://desk.example/2", "no_quote")
    assert (third.said_at, third.zone_assumed) == (datetime(2026, 3, 4, tzinfo=UTC), True)


RECORD = '{"external_id": "r-1", "utterances": [{"text": "Seats."}]'


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ('"said_at": "yesterday"', "no date in 'said_at': found 'yesterday'"),
        ('"kind": "chat"', "no kind: found 'chat', need one of survey, interview, ticket"),
        (
            '"consent": "maybe"',
            "no consent: found 'maybe', need one of internal, external, no_quote, withdrawn",
        ),
        ('"scores": [{"kind": "nps", "value": 11}]', "a score off its scale: found 11, need 0 to 10"),
        ('"scores": [{"kind": "nps", "value": "9"}]', "no number in 'value': found '9', need a number"),
        ('"scores": [{"kind": "stars", "value": 1}]', "no kind: found 'stars', need one of nps, csat"),
    ],
)
def test_a_field_of_the_wrong_form_makes_a_reject_that_names_it(read: Read, rest: str, reason: str) -> None:
    good = RECORD + ', "title": "good"}\n'
    bad, kept = read(RECORD + ", " + rest + "}\n" + good)
    assert isinstance(bad, Reject)
    assert bad.reason.startswith(reason)
    assert isinstance(kept, Document)


def test_a_record_without_words_makes_a_reject(read: Read) -> None:
    (bad, _) = read('{"external_id": "r-1", "utterances": []}\n' + RECORD + "}\n")
    assert isinstance(bad, Reject)
    assert bad.reason == "no words: found neither 'text' nor 'utterances', need one of them"


def test_typeform_responses_have_words_scores_and_choices() -> None:
    whole, partial = documents_of("typeform.json")
    assert whole.utterances == (
        Utterance(
            "More seats on Team, please.",
            "customer",
            question="What is the main reason for your score?",
            question_ref="why",
        ),
    )
    assert whole.utterances[0].question_ref == "why"
    assert whole.scores == (Score("nps", 4.0, 0, 10),)
    assert whole.attributes == {"hidden campaign": "spring", "Which plan?": "Team"}
    assert (whole.account, whole.status) == ("acct_17", "complete")
    assert whole.said_at == datetime(2026, 3, 1, 9, 2, tzinfo=UTC)
    assert [said.text for said in partial.utterances] == ["the old plan, which is gone"]
    assert (partial.status, partial.said_at) == ("partial", datetime(2026, 3, 1, 10, tzinfo=UTC))


def test_a_typeform_webhook_is_one_response(documents: Documents) -> None:
    event = (
        '{"event_id": "01H", "event_type": "form_response", "form_response": {"form_id": "lT4Z3j", '
        '"token": "a3a1", "landed_at": "2026-03-01T09:00:00Z", "submitted_at": "2026-03-01T09:02:00Z", '
        '"definition": {"fields": [{"id": "f2", "ref": "why", "type": "long_text", "title": "Why?"}]}, '
        '"answers": [{"type": "text", "text": "SSO is Enterprise only", '
        '"field": {"id": "f2", "ref": "why", "type": "long_text"}}]}}'
    )
    (document,) = documents(event)
    assert (document.external_id, document.utterances[0].text) == ("a3a1", "SSO is Enterprise only")
