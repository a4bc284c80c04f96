"""What the events of webhooks bring, system by system."""

from typing import Any

import pytest

from ingestion.connectors.connector import Ask, Billing, Gone
from ingestion.webhooks import SYSTEMS, read_event
from voc.errors import InputError
from voc.records import Document

ASK = Ask("desk")


def part(text: str) -> dict[str, Any]:
    return {"id": text, "part_type": "comment", "body": text, "author": {"type": "user", "id": "u1"}}


def intercom(topic: str, total: int, *said: str) -> dict[str, Any]:
    source = {"body": "<p>Why is SSO gone?</p>", "author": {"type": "user", "id": "u1"}}
    parts = {"conversation_parts": [part(text) for text in said], "total_count": total}
    item = {"id": "c1", "created_at": 1772000000, "source": source, "conversation_parts": parts}
    return {"topic": topic, "id": "n1", "data": {"item": item}}


def words(event: dict[str, Any], system: str) -> list[str]:
    (document,) = read_event(system, event, ASK)
    assert isinstance(document, Document)
    assert (document.source, document.origin.file, document.kind) == ("desk", "desk", SYSTEMS[system].kind)
    return [utterance.text for utterance in document.utterances]


def test_a_new_conversation_is_read_whole() -> None:
    assert words(intercom("conversation.user.created", 0), "intercom") == ["Why is SSO gone?"]
    whole = intercom("conversation.user.replied", 2, "One.", "Two.")
    assert words(whole, "intercom") == ["Why is SSO gone?", "One.", "Two."]


def test_an_answer_that_comes_without_those_before_it_would_cut_what_is_stored() -> None:
    assert read_event("intercom", intercom("conversation.user.replied", 5, "Five."), ASK) == ()


def test_events_of_other_things_bring_nothing() -> None:
    assert read_event("intercom", {"topic": "contact.created", "data": {"item": {"id": "u1"}}}, ASK) == ()
    assert read_event("intercom", {"topic": "ping"}, ASK) == ()
    assert read_event("zendesk", {"type": "zen:event-type:ticket.created", "detail": {"id": "7"}}, ASK) == ()


@pytest.mark.parametrize(
    ("system", "event", "number"),
    [
        ("intercom", {"topic": "conversation.deleted", "data": {"item": {"conversation_id": "c1"}}}, "c1"),
        ("zendesk", {"type": "zen:event-type:ticket.soft_deleted", "detail": {"id": "7"}}, "7"),
        ("zendesk", {"type": "zen:event-type:ticket.permanently_deleted", "detail": {"id": 7}}, "7"),
        ("formbricks", {"event": "responseDeleted", "data": {"id": "r1"}}, "r1"),
    ],
)
def test_a_deletion_is_one(system: str, event: dict[str, Any], number: str) -> None:
    assert read_event(system, event, ASK) == (Gone(number),)


def test_words_of_formbricks_are_told_from_choices() -> None:
    data = {"q1": "The seat limit stops our new hires", "q2": "Team"}
    event = {"event": "responseFinished", "data": {"id": "r1", "finished": True, "data": data}}
    (document,) = read_event("formbricks", event, ASK)
    assert isinstance(document, Document)
    assert [utterance.text for utterance in document.utterances] == ["The seat limit stops our new hires"]
    assert (document.attributes, document.status) == ({"q2": "Team"}, "complete")


def test_an_event_of_stripe_is_billing() -> None:
    event = {"id": "evt_1", "type": "customer.subscription.created"}
    assert read_event("stripe", event, ASK) == (Billing("stripe_events", (event,)),)


@pytest.mark.parametrize("system", ["typeform", "formbricks"])
def test_an_event_of_another_form_is_one_sentence(system: str) -> None:
    with pytest.raises(InputError, match="desk: found an event without"):
        read_event(system, {}, ASK)


def test_an_unknown_system_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError) as error:
        read_event("jira", {}, ASK)
    assert str(error.value) == (
        "no webhooks of 'jira' are read, need one of formbricks, intercom, stripe, typeform, zendesk"
    )
