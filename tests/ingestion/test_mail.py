"""Mail: threads put together, who wrote what, and what is left of a body."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.mail_text import drop_quoted
from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
LETTER = """Message-ID: <7@acme.example>
From: "Ruiz, Ana" <Ana@Acme.example>
To: help@corvane.example
Subject: Fwd: Re: Export
Date: Mon, 2 Mar 2026 10:00:00 -0500
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/html; charset="utf-8"

<p>It stops at <b>500</b> rows.</p><ul><li>CSV</li><li>XLSX</li></ul>
<div id="divRplyFwdMsg"><b>From:</b> Help &lt;help@corvane.example&gt;<br><b>Sent:</b> Monday<br>
<b>To:</b> Ana<br><b>Subject:</b> Export</div><p>Does it work?</p>
--b--
"""


def _documents(options: ReadOptions) -> list[Document]:
    return [i for i in read_file(FILES / "support.mbox", options).items if isinstance(i, Document)]


def test_mails_that_answer_each_other_are_one_ticket_in_the_order_of_their_dates() -> None:
    thread, welcome = _documents(ReadOptions())
    assert (thread.external_id, thread.title) == ("1@acme.example", "Seat limit \N{EN DASH} help")
    assert [(said.role, said.speaker, said.text) for said in thread.utterances] == [
        ("customer", "ana@acme.example", "We need:\n- more seats\n- SSO"),
        ("agent", "kim@corvane.example", "Business has both."),
        ("customer", "bo@acme.example", "From here on it is too dear for us."),
    ]
    assert (thread.said_at, thread.zone) == (datetime(2026, 3, 2, 9, tzinfo=UTC), "+01:00")
    assert (thread.account, thread.participant) == ("acme.example", "ana@acme.example")
    assert thread.attributes == {"channel": "email", "roles": "assumed"}
    assert [said.role for said in welcome.utterances] == ["system"]


def test_the_staff_is_known_by_its_domain() -> None:
    thread = _documents(ReadOptions(staff=("acme.example",)))[0]
    assert [said.role for said in thread.utterances] == ["agent", "customer", "agent"]
    assert (thread.account, thread.attributes["roles"]) == ("corvane.example", "staff")


def test_one_mail_of_html_is_read_without_the_mail_that_it_answers(read: Read) -> None:
    (letter,) = read(LETTER, name="a.eml")
    assert isinstance(letter, Document)
    assert (letter.external_id, letter.title, letter.participant) == (
        "7@acme.example",
        "Export",
        "ana@acme.example",
    )
    assert [said.text for said in letter.utterances] == ["It stops at 500 rows.\n\n- CSV\n- XLSX"]
    assert letter.said_at == datetime(2026, 3, 2, 15, tzinfo=UTC)


def test_a_mail_of_no_date_is_undated_and_one_of_a_wrong_date_is_a_reject(read: Read) -> None:
    (undated,) = read(LETTER.replace("Date: Mon, 2 Mar 2026 10:00:00 -0500\n", ""))
    assert isinstance(undated, Document)
    assert undated.said_at is None
    (wrong,) = read(LETTER.replace("Mon, 2 Mar 2026 10:00:00 -0500", "yesterday"))
    assert isinstance(wrong, Reject)
    assert wrong.reason.startswith("no date: found 'yesterday'")


def test_an_unknown_character_set_and_a_mark_of_spam_do_not_stop_a_mail(read: Read) -> None:
    content = LETTER.replace('charset="utf-8"', 'charset="klingon"').replace(
        "MIME-", "X-Spam-Flag: YES\nMIME-"
    )
    (letter,) = read(content)
    assert isinstance(letter, Document)
    assert letter.status == "spam"
    assert letter.utterances[0].text.startswith("It stops at 500 rows.")


@pytest.mark.parametrize(
    ("mail", "left"),
    [
        (
            "It fails.\n\nOn Tue, Mar 4, 2025 at 9:12 AM Kim at Corvane <kim@c.example>\nwrote:\n\n> Hi\n",
            "It fails.",
        ),
        (
            "We need it.\n\nBest,\nAna Ruiz\n\n____\nFrom: Kim\nSent: Tuesday\nTo: Ana\nSubject: it\n\nHi",
            "We need it.",
        ),
        (
            "We need it.\n\nVon: Kim <k@c.example>\nGesendet: Dienstag\nAn: Ana\nBetreff: AW: es\n\nHallo",
            "We need it.",
        ),
        ("Zu teuer.\n\nAm Di., 4. März 2025 um 09:12 schrieb Kim <k@c.example>:\n\n> Hallo", "Zu teuer."),
        ("Trop cher.\n\nLe mar. 4 mars 2025 à 09:12, Kim <k@c.example> a écrit :\n\n> Oui", "Trop cher."),
        ("Muy caro.\n\nEl mar, 4 mar 2025 a las 9:12, Kim (<k@c.example>) escribió:\n> Hola", "Muy caro."),
        ("Caro.\n\nEm ter., 4 de mar. de 2025 às 09:12, Kim <k@c.example> escreveu:\n> Oi", "Caro."),
        ("> Did you try?\nYes.\n\n> And?\nIt is capped.\n", "Yes.\n\nIt is capped."),
        ("On Mar 4, 2025, Kim <k@c.example> wrote:\n> Did you try?\n\nYes, it is.\n", "Yes, it is."),
        ("Tak\n\nwt., 4 mar 2025 o 09:12 Kim <k@c.example> napisał(a):\n\n> Cześć", "Tak"),
        ("It works.\n\n2025-03-04 9:12 GMT+01:00 Kim <k@c.example>:\n\n> try again", "It works."),
        ("It fails\n\nBegin forwarded message:\n\nFrom: Kim\nDate: x\nTo: y\nSubject: z\n\nhi", "It fails"),
        ("From: the day\nTo: today\nit fails", "From: the day\nTo: today\nit fails"),
        ("On 3 March 2025 we wrote:\nplease cancel", "On 3 March 2025 we wrote:\nplease cancel"),
        ("Part one\n---\nPart two", "Part one\n---\nPart two"),
        ("On Monday I wrote:\nit is broken.", "On Monday I wrote:\nit is broken."),
        ("Refund.\n\nThis email and its files are confidential and meant for you.\n", "Refund."),
        ("Wrong bill.\n\nThanks,\nAna\n", "Wrong bill."),
        ("Thanks for it.\nBest of all is the export.", "Thanks for it.\nBest of all is the export."),
        ("Do these:\n\nThanks\n- SSO\n- audit log", "Do these:\n\nThanks\n- SSO\n- audit log"),
        (
            "See below\n\n---------- Forwarded message ---------\nFrom: Bo\nDate: Tue\nSubject: price\n\nHi",
            "See below",
        ),
        ("---------- Forwarded message ---------\nFrom: Bo\n\nToo dear\n", "From: Bo\n\nToo dear"),
        ("Reply above this line\n\nIt fails", "It fails"),
        ("--\nAna", "--\nAna"),
    ],
)
def test_of_a_body_what_its_writer_wrote_is_left(mail: str, left: str) -> None:
    assert drop_quoted(mail) == left


@pytest.mark.parametrize(
    "piece", ["On ", "On 1234 ", "-", "_ ", "From: a\n", "Best\n", "> ", "On 123\n", "this email ", " "]
)
@pytest.mark.timeout(5)
def test_bodies_made_to_cost_time_cost_none(piece: str) -> None:
    assert len(drop_quoted(piece * (60_000 // len(piece)) + "wrote:")) <= 60_000
