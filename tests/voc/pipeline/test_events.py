"""A webhook's event is stored once; one that holds nothing whole leads to a pull."""

import json
from typing import Any

import pytest
from sqlite_utils import Database

from tests.voc.pipeline.worlds import KEY, QUICK, TEXT, Site, truth
from voc.errors import InputError
from voc.pipeline.events import take_event
from voc.pipeline.pull import PullOptions
from voc.records import Account
from voc.store.context import put_account
from voc.store.hooks import Hook

OPTIONS = PullOptions(KEY, patience=QUICK)
HOOK = Hook("survey", "typeform", "SECRET")


def response(text: str) -> bytes:
    field = {"id": "f1", "ref": "why", "type": "long_text"}
    sent = {
        "token": "t1",
        "submitted_at": "2026-03-01T09:02:00Z",
        "definition": {"fields": [{**field, "title": "Why?"}]},
        "answers": [{"type": "text", "text": text, "field": field}],
    }
    return json.dumps({"event_id": "e1", "form_response": sent}).encode()


def told(counts: Any) -> dict[str, object]:  # noqa: ANN401  (a report of any shape)
    return {name: value for name, value in dict(counts).items() if value}


def test_an_event_is_stored_once_and_redacted(pulled_db: Database) -> None:
    content = response("Write to ana@acme.example about seats.")
    assert told(take_event(pulled_db, HOOK, content, OPTIONS)) == {"source": "survey", "added": 1}
    assert told(take_event(pulled_db, HOOK, content, OPTIONS)) == {"source": "survey", "unchanged": 1}
    rows = pulled_db.execute("SELECT source_id, external_id, text FROM documents JOIN utterances")
    assert rows.fetchall() == [("survey", "t1", "Write to [EMAIL_1] about seats.")]


def test_a_company_of_the_workspace_is_nobody_in_an_event(pulled_db: Database) -> None:
    sentence = "We left Otto Berg because the seats ran out."
    take_event(pulled_db, HOOK, response(sentence), OPTIONS)
    put_account(pulled_db, Account("a1", "Otto Berg"))
    take_event(pulled_db, HOOK, response(sentence + " Twice."), OPTIONS)
    rows = pulled_db.execute("SELECT text FROM utterances")
    assert rows.fetchall() == [("We left Otto Berg because the seats ran out. Twice.",)]


def test_an_event_of_no_json_is_one_sentence(pulled_db: Database) -> None:
    for content in (b"\xff", b"[1]", b"{"):
        with pytest.raises(InputError):
            take_event(pulled_db, HOOK, content, OPTIONS)


def test_events_of_billing_become_tier_events(pulled_db: Database) -> None:
    event = {"id": "evt_1", "type": "customer.subscription.created", "livemode": True, "data": {"object": {}}}
    counts = take_event(pulled_db, Hook("bills", "stripe", ""), json.dumps(event).encode(), OPTIONS)
    assert told(counts) == {"source": "bills", "rejects": 1}


@pytest.mark.parametrize("name", ["zendesk"])
def test_an_event_that_holds_a_part_leads_to_a_pull(desk: Site) -> None:
    event = {"type": "zen:event-type:ticket.created", "detail": {"id": "1"}}
    hook = Hook("desk", "zendesk", "SECRET")
    report = take_event(desk.db, hook, json.dumps(event).encode(), OPTIONS)
    assert told(report) == {"source": "desk", "connector": "zendesk", "pages": 3, "added": 7}
    deleted = {"type": "zen:event-type:ticket.soft_deleted", "detail": {"id": "4"}}
    report = take_event(desk.db, hook, json.dumps(deleted).encode(), OPTIONS)
    assert told(report) == {"source": "desk", "deleted": 1}
    assert desk.said() == truth(desk, 1, 2, 3, 5, 6, 7)
    assert TEXT.format(4) not in desk.said().values()


def test_without_a_pull_there_is_nothing_to_do(pulled_db: Database) -> None:
    hook = Hook("desk", "zendesk", "SECRET")
    assert take_event(pulled_db, hook, b'{"type": "x"}', OPTIONS) == {"source": "desk"}
