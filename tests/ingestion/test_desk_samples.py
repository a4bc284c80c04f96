"""One tricky ticket of each help desk: lists kept, quotes and drafts left out, notes the staff's own."""

import json
from collections.abc import Callable

import pytest

from ingestion.reader import Item
from voc.records import Document

ON = "2026-03-02T09:00:00Z"
NEEDS = (
    "<div>We need:<ul><li>SSO</li><li>audit log</li></ul></div>"
    "<blockquote><p>Is that all?</p></blockquote><p>Best regards,<br>Ana</p>"
)
LIST = "We need:\n- SSO\n- audit log"
ZENDESK = {
    "id": 1, "requester_id": 5, "subject": "s", "created_at": ON, "via": {"channel": "email"},
    "comments": [
        {"author_id": 5, "public": True, "html_body": NEEDS},
        {"author_id": 5, "public": False, "body": "Sent in by an agent"},
        {"author_id": 7, "author": {"role": "end-user"}, "public": True, "body": "Me too"},
        {"author_id": 9, "public": True, "plain_body": "We look"},
    ],
}  # fmt: skip
INTERCOM = {
    "type": "conversation", "id": "c1", "created_at": 1772000000,
    "source": {"body": NEEDS, "author": {"type": "user", "id": "u1"}},
    "conversation_parts": {"conversation_parts": [
        {"part_type": "note", "body": "<p>angry</p>", "author": {"type": "admin"}},
        {"part_type": "assignment", "body": None, "author": {"type": "admin"}},
        {"part_type": "comment", "body": "<p>An article</p>", "author": {"type": "bot"}},
        {"part_type": "comment", "body": "<ol><li>slow</li><li>dear</li></ol>", "author": {"type": "lead"}},
    ]},
}  # fmt: skip
FRESHDESK = {
    "id": 9, "requester_id": 5, "description": NEEDS, "created_at": ON, "due_by": ON, "fr_escalated": False,
    "conversations": [
        {"incoming": True, "private": False, "body": '<div>No.</div><div class="freshdesk_quote">'
            '<blockquote class="freshdesk_quote">On Mon, 2 Mar 2026 09:00, Kim &lt;k@c.example&gt; wrote:<br>'
            "Is it fixed?</blockquote></div>"},
        {"incoming": True, "private": True, "body_text": "A note"},
        {"incoming": False, "private": False, "body_text": "Done"},
    ],
}  # fmt: skip
HELP_SCOUT = {
    "id": 3, "mailboxId": 1, "folderId": 2, "createdAt": ON, "primaryCustomer": {"id": 4},
    "_embedded": {"threads": [
        {"type": "customer", "body": NEEDS, "createdBy": {"type": "customer"}},
        {"type": "note", "body": "angry", "createdBy": {"type": "user"}},
        {"type": "message", "state": "draft", "body": "never sent", "createdBy": {"type": "user"}},
        {"type": "phone", "body": "She called", "createdBy": {"type": "user"}},
        {"type": "chat", "body": "Still there?", "createdBy": {"type": "customer"}},
        {"type": "lineitem", "body": "moved", "createdBy": {"type": "user"}},
    ]},
}  # fmt: skip
GITHUB = {
    "number": 4, "title": "t", "html_url": "https://github.com/o/r/issues/4", "created_at": ON,
    "author_association": "NONE", "user": {"login": "ana"},
    "body": "We need:\r\n- SSO\r\n- audit log\r\n\r\n<!-- steps -->\r\n> the docs\r\n\r\n---\r\nPart two",
    "comments": [
        {"author_association": "MEMBER", "user": {"login": "kim"}, "body": "Ok"},
        {"author_association": "NONE", "user": {"login": "dependabot[bot]"}, "body": "bump"},
        {"author_association": "NONE", "user": {"login": "bo"}, "body": "> We need\n\nSame for <b>us</b>"},
    ],
}  # fmt: skip
GITLAB = {
    "id": 70, "iid": 7, "title": "t", "description": "Slow:\n\n* boards\n* export", "created_at": ON,
    "web_url": "https://lab.example/g/p/-/issues/7", "author": {"username": "ana"},
    "notes": [
        {"body": "closed", "system": True, "author": {"username": "kim"}},
        {"body": "to ourselves", "internal": True, "author": {"username": "ana"}},
        {"body": "1. one\n2. two", "author": {"username": "ana"}},
    ],
}  # fmt: skip
LETTER = """From: Ana Ruiz <ana@acme.example>
To: help@corvane.example
Subject: Re: Limits
Date: Mon, 2 Mar 2026 09:00:00 +0100
Message-ID: <2@acme.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

We need:
- SSO
- audit log, because our auditor asks for it and he will not =
let it go

It is 20=E2=82=AC too dear.

--=20
Ana Ruiz
+49 30 1234

Am 01.03.2026 um 09:12 schrieb Kim <kim@corvane.example>:
> Is that all?
"""
ANSWER = """From kim@corvane.example Mon Mar  2 10:00:00 2026
From: Kim <kim@corvane.example>
To: ana@acme.example
Subject: Re: Limits
Date: Mon, 2 Mar 2026 10:00:00 +0100
Message-ID: <4@corvane.example>
In-Reply-To: <2@acme.example>
Content-Type: text/html

<p>Business has</p><ul><li>both</li></ul><blockquote type="cite">We need</blockquote>
"""
WRITTEN = (
    "We need:\n- SSO\n- audit log, because our auditor asks for it and he will not let it go\n"
    "It is 20€ too dear."
)
SAMPLES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "zendesk": (
        json.dumps([ZENDESK]),
        [("customer", LIST), ("agent", "Sent in by an agent"), ("customer", "Me too"), ("agent", "We look")],
    ),
    "intercom": (
        json.dumps(INTERCOM),
        [("customer", LIST), ("agent", "angry"), ("system", "An article"), ("customer", "1. slow\n2. dear")],
    ),
    "freshdesk": (
        json.dumps([FRESHDESK]),
        [("customer", LIST), ("customer", "No."), ("agent", "A note"), ("agent", "Done")],
    ),
    "help scout": (
        json.dumps(HELP_SCOUT),
        [("customer", LIST), ("agent", "angry"), ("agent", "She called"), ("customer", "Still there?")],
    ),
    "github": (
        json.dumps([GITHUB]),
        [
            ("customer", f"{LIST}\n---\nPart two"),
            ("agent", "Ok"),
            ("system", "bump"),
            ("customer", "Same for us"),
        ],
    ),
    "gitlab": (
        json.dumps([GITLAB]),
        [
            ("customer", "Slow:\n* boards\n* export"),
            ("system", "closed"),
            ("agent", "to ourselves"),
            ("customer", "1. one\n2. two"),
        ],
    ),
    "a mail": (LETTER, [("customer", WRITTEN)]),
    "a mailbox": (
        f"From ana@acme.example Mon Mar  2 09:00:00 2026\n{LETTER}\n{ANSWER}",
        [("customer", WRITTEN), ("agent", "Business has\n- both")],
    ),
}


@pytest.mark.parametrize("desk", SAMPLES)
def test_what_was_said_in_a_ticket_is_kept_and_told_apart(
    read: Callable[..., tuple[Item, ...]], desk: str
) -> None:
    content, said = SAMPLES[desk]
    (ticket,) = read(content)
    assert isinstance(ticket, Document)
    assert [
        (words.role, "\n".join(line for line in words.text.split("\n") if line))
        for words in ticket.utterances
    ] == said


def test_how_a_role_was_found_is_kept(read: Callable[..., tuple[Item, ...]]) -> None:
    (ticket,) = read(json.dumps([GITLAB]))
    assert isinstance(ticket, Document)
    assert [said.role_from for said in ticket.utterances] == ["assumed", "metadata", "metadata", "assumed"]
    (letter,) = read(LETTER)
    assert isinstance(letter, Document)
    assert [said.role_from for said in letter.utterances] == ["assumed"]
