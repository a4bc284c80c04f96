"""Help desks and issue trackers: who is a customer, what is private, what a ticket is."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject, Score

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]


def _sample(name: str, options: ReadOptions | None = None) -> tuple[list[Document], list[Reject]]:
    items = tuple(read_file(FILES / name, options or ReadOptions()).items)
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, Reject)]


def _said(document: Document) -> list[tuple[str, str]]:
    return [(said.role, said.text) for said in document.utterances]


def test_an_intercom_conversation_keeps_notes_bots_and_redacted_parts_from_the_customer() -> None:
    (conversation,), (reject,) = _sample("intercom.json")
    assert _said(conversation) == [
        ("customer", "Why is SSO gone?"),
        ("agent", "She is angry"),
        ("agent", "It moved to Enterprise"),
        ("system", "Here is an article"),
        ("customer", "You took it away from us"),
    ]
    assert conversation.utterances[4].question == "rating"
    assert conversation.scores == (Score("csat", 1, 1, 5),)
    assert (conversation.title, conversation.account) == ("Single sign-on", "acme.example")
    assert conversation.said_at == datetime(2026, 2, 25, 6, 13, 20, tzinfo=UTC)
    assert conversation.attributes == {"state": "closed", "channel": "email", "tags": "sso"}
    assert reject.reason == "no conversation: found no 'id', need an object with id and source"


def test_a_freshdesk_ticket_has_incoming_outgoing_and_private_messages_and_its_spam_is_marked() -> None:
    (ticket, spam, sent), (deleted,) = _sample("freshdesk.json")
    assert _said(ticket) == [
        ("customer", "We are ten"),
        ("agent", "Business has more"),
        ("customer", "Too expensive."),
        ("agent", "May churn"),
    ]
    assert ticket.account == "Acme"
    assert ticket.attributes == {
        "status": "open", "priority": "high", "channel": "email", "tags": "seats", "field cf_plan": "team",
    }  # fmt: skip
    assert (spam.status, _said(sent)) == ("spam", [("agent", "Your plan renews soon")])
    assert (deleted.reason, deleted.raw) == ("deleted upstream", "12")


def test_freshdesk_conversations_are_found_beside_the_tickets_too(read: Read) -> None:
    tickets = [
        {"id": n, "requester_id": 5, "description_text": "It fails", "created_at": "2026-03-02T09:00:00Z"}
        for n in (1, 2)
    ]
    messages = [{"id": 9, "ticket_id": 2, "incoming": True, "body_text": "Still", "fr_escalated": False}]
    first, second = read(json.dumps({"tickets": tickets, "conversations": messages}))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (_said(first), _said(second)[1:]) == ([("customer", "It fails")], [("customer", "Still")])


def test_a_help_scout_conversation_leaves_drafts_and_events_out_and_keeps_the_rating() -> None:
    (first, spam), (deleted,) = _sample("helpscout.json")
    assert _said(first) == [
        ("customer", "The export stops at 500 rows"),
        ("agent", "A limit of the plan"),
        ("agent", "Business has no cap"),
        ("customer", "That is no answer"),
    ]
    assert first.scores == (Score("csat", 1, 1, 3),)
    assert first.link == "https://desk.example/conversation/10"
    assert (first.attributes["tags"], first.attributes["field Plan"]) == ("export", "Team")
    assert (spam.status, deleted.reason) == ("spam", "deleted upstream")


def test_an_issue_keeps_members_bots_and_strangers_apart_and_lists_whole() -> None:
    (issue,), (reject,) = _sample("issues.json")
    assert _said(issue) == [
        ("customer", "The export stops at 500 rows:\n- CSV\n- XLSX"),
        ("agent", "Which plan?"),
        ("system", "Stale"),
        ("customer", "Same here, on Team"),
    ]
    assert issue.external_id == "corvane/app/issues/41"
    assert issue.attributes == {"state": "open", "tags": "export, limits"}
    assert reject.reason.startswith("a change to the code (pull request)")


def test_gitlab_notes_are_read_and_only_the_opener_is_known_to_be_a_customer(read: Read) -> None:
    issue = {
        "id": 700, "iid": 7, "title": "Too slow", "description": "Boards are slow", "state": "opened",
        "web_url": "https://lab.example/g/p/-/issues/7", "author": {"username": "ana"}, "labels": ["speed"],
        "created_at": "2026-03-02T09:00:00Z",
        "notes": [
            {"body": "changed title", "system": True, "author": {"username": "ana"}},
            {"body": "Which browser?", "author": {"username": "kim"}},
            {"body": "Any of them", "author": {"username": "ana"}},
        ],
    }  # fmt: skip
    lines = f"{json.dumps(issue)}\n{json.dumps({**issue, 'iid': 8, 'web_url': None})}\n"
    said = [_said(item) for item in read(lines) if isinstance(item, Document)]
    expected = [
        ("customer", "Boards are slow"),
        ("system", "changed title"),
        ("unknown", "Which browser?"),
        ("customer", "Any of them"),
    ]
    assert said == [expected, expected]
    staffed = read(json.dumps([issue]), ReadOptions(staff=("kim",)))
    assert [_said(item)[2] for item in staffed if isinstance(item, Document)] == [("agent", "Which browser?")]


@pytest.mark.parametrize(
    ("content", "reader", "reason"),
    [
        (
            '[{"iid": 1, "web_url": "x", "title": "t", "created_at": "soon"}]',
            "issues_json",
            "no date: found 'soon'",
        ),
        ('[{"id": 1}, 3]', "intercom_json", "no ticket: found no object"),
        ('[{"subject": "s"}]', "freshdesk_json", "no ticket: found no 'id'"),
        ('[{"subject": "s"}]', "helpscout_json", "no conversation: found no 'id'"),
        ('[{"title": "s"}]', "issues_json", "no issue: found neither 'number' nor 'iid'"),
    ],
)
def test_what_is_no_ticket_is_a_reject(tmp_path: Path, content: str, reader: str, reason: str) -> None:
    path = tmp_path / "tickets.json"
    path.write_text(content)
    rejects = [i for i in read_file(path, ReadOptions(), reader=reader).items if isinstance(i, Reject)]
    assert rejects[0].reason.startswith(reason)
