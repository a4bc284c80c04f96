"""Tickets: who said what in a help desk's export, and what HTML and mail leave of it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.mail_text import drop_quoted
from ingestion.markup import html_to_text
from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject, Score

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
TICKET = {
    "id": 7,
    "requester": {"id": 3, "email": "ana@acme.example"},
    "subject": "Slow",
    "created_at": "2026-02-11T09:12:00Z",
    "comments": [
        {"author_id": 3, "body": "Boards are slow", "public": True},
        {"author_id": 4, "author": {"role": "admin"}, "body": "We look", "public": True},
    ],
}


def test_a_ticket_keeps_public_private_customer_and_agent_apart() -> None:
    first, second = read_file(FILES / "zendesk.json", ReadOptions()).items
    assert isinstance(first, Document)
    assert [(u.role, u.text) for u in first.utterances] == [
        ("customer", "We hit the seat limit & are stuck.\n\nWhat now?"),
        ("agent", "You can move to Business."),
        ("agent", "Customer sounds angry."),
    ]
    assert (first.external_id, first.account, first.participant) == ("35436", "acct_9", "20978392")
    assert first.scores == (Score("csat", 0, 0, 1),)
    assert first.link == "https://corvane.example/agent/tickets/35436"
    assert first.said_at == datetime(2026, 2, 11, 9, 12, tzinfo=UTC)
    assert first.attributes == {"status": "open", "channel": "email", "tags": "seats, billing"}
    assert isinstance(second, Reject)
    assert (second.reason, second.raw) == ("deleted upstream", "35437")


@pytest.mark.parametrize("lines", [False, True], ids=["an array", "one ticket a line"])
def test_tickets_come_as_an_array_or_one_a_line(read: Read, lines: bool) -> None:  # noqa: FBT001  (a case)
    tickets = [TICKET, {**TICKET, "id": 8, "requester": None, "comments": [], "description": "It fails"}]
    content = "\n".join(map(json.dumps, tickets)) if lines else json.dumps(tickets)
    first, second = read(content)
    assert isinstance(first, Document)
    assert [(u.role, u.text) for u in first.utterances] == [
        ("customer", "Boards are slow"),
        ("agent", "We look"),
    ]
    assert first.account == "acme.example"
    assert isinstance(second, Document)
    assert [(u.role, u.text) for u in second.utterances] == [("customer", "It fails")]


def test_a_broken_line_and_a_ticket_without_id_are_rejects(read: Read) -> None:
    items = read(f'{json.dumps(TICKET)}\n{{"subject": "none"}}\n{{"id": 9, "comm')
    assert [type(item).__name__ for item in items] == ["Document", "Reject", "Reject"]
    assert isinstance(items[1], Reject)
    assert items[1].reason == "no ticket: found no 'id', need an object with id and comments"
    assert isinstance(items[2], Reject)
    assert items[2].reason.startswith("a line of no JSON: found Unterminated string")


def test_html_becomes_words_without_scripts_and_what_it_quotes_is_marked() -> None:
    source = (
        "<div>It <b>fails</b>&nbsp;daily.<br>Every&amp;each time</div><style>p{}</style>"
        '<ul><li>one</li><li>two</li></ul><blockquote class="gmail_quote"><div>old</div> words</blockquote>'
    )
    said = "It fails daily.\nEvery&each time\n\n- one\n- two"
    assert html_to_text(source) == f"{said}\n\n>\n> old\n> words"
    assert drop_quoted(html_to_text(source)) == said
    assert html_to_text("if a < b &amp; c > d") == "if a < b & c > d"


@pytest.mark.parametrize(
    ("mail", "left"),
    [
        ("Thanks!\n\nOn Mon, 2 Feb 2026 at 15:00, Support <help@x.example> wrote:\n> We look\n", "Thanks!"),
        ("##- Please type your reply above this line -##\nIt fails", "It fails"),
        ("It fails\n-- \nAna Ruiz\nAcme", "It fails"),
        ("We need:\n- SSO\n- audit log", "We need:\n- SSO\n- audit log"),
        ("On Monday we wrote: it fails", "On Monday we wrote: it fails"),
        ("> only a quote", "> only a quote"),
        ("Works\nSent from my phone", "Works"),
    ],
)
def test_what_a_mail_answers_to_is_left_out(mail: str, left: str) -> None:
    assert drop_quoted(mail) == left
