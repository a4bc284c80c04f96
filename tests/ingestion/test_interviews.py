"""Interviews: timed transcripts, typed ones, who asks, and what may be quoted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.consent import forbids_quoting
from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject, Utterance

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
Documents = Callable[..., tuple[Document, ...]]

BLANK_IN_CUE = """1
00:00:01,000 --> 00:00:03,000
First line

and a second

2
00:00:04,000 --> 00:00:05,000
Next
"""
ROLLING = """WEBVTT

00:00:00.030 --> 00:00:02.000
so<00:00:00.500><c> the</c><00:00:00.900><c> price</c>

00:00:02.000 --> 00:00:02.010
so the price

00:00:02.010 --> 00:00:04.000
so the price
went<00:00:02.500><c> up</c>
"""


def _said(document: Document) -> list[tuple[str | None, str, str]]:
    return [(u.speaker, u.role, u.text) for u in document.utterances]


def test_zoom_cues_become_turns_with_roles_and_times() -> None:
    (document,) = read_file(FILES / "zoom.vtt", ReadOptions()).items
    assert isinstance(document, Document)
    assert document.utterances == (
        Utterance(
            "Can you hear me?",
            "interviewer",
            "Priya Nair",
            start_ms=349620,
            end_ms=350760,
            role_from="questions",
        ),
        Utterance(
            "Yes. The export: it times out. and then we lose the filter.",
            "customer",
            "Sam O'Dell (Acme) | Ops",
            start_ms=351000,
            end_ms=361000,
            role_from="questions",
        ),
        Utterance(
            "How often?",
            "interviewer",
            "Priya Nair",
            start_ms=362000,
            end_ms=364000,
            role_from="questions",
        ),
    )
    assert document.attributes == {"roles": "questions"}


def test_teams_voices_and_entities_are_read_also_two_in_one_cue(documents: Documents) -> None:
    (document,) = documents(
        "WEBVTT\n\n4a1c0d2e-1111-4222-8333-abcdefabcdef/12-0\n00:00:05.123 --> 00:00:08.456\n"
        "<v Nair, Priya>Thanks for joining,\ncan you hear me?</v>\n\n"
        "00:00:10.000 --> 00:00:14.000\n<v Sam O&#39;Dell>Yes &amp; SSO is &lt;blocking&gt; us.</v>\n"
        "<v Nair, Priya>Since when?</v>\n"
    )
    assert _said(document) == [
        ("Nair, Priya", "interviewer", "Thanks for joining, can you hear me?"),
        ("Sam O'Dell", "customer", "Yes & SSO is <blocking> us."),
        ("Nair, Priya", "interviewer", "Since when?"),
    ]


def test_a_transcript_without_names_is_the_customers_and_says_so(documents: Documents) -> None:
    (document,) = documents(
        'WEBVTT\n\nNOTE duration:"00:20:10"\n\nNOTE Confidence: 0.91\n\n'
        "00:00:03.300 --> 00:00:06.870\nThe limit is too low.\n\n"
        "00:00:20.000 --> 00:00:22.000\nIn this case: nothing.\n"
    )
    assert _said(document) == [
        (None, "customer", "The limit is too low."),
        (None, "customer", "In this case: nothing."),
    ]
    assert document.attributes == {"duration": "00:20:10", "roles": "assumed"}


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHi\n", ["Hi"]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nfrom pro --> enterprise\n", ["from pro --> enterprise"]),
        (BLANK_IN_CUE, ["First line and a second Next"]),
        (ROLLING, ["so the price went up"]),
    ],
    ids=["comma times", "an arrow in the text", "a blank line in SubRip", "captions that roll up"],
)
def test_what_the_parser_would_lose_is_kept(documents: Documents, content: str, texts: list[str]) -> None:
    (document,) = documents(content)
    assert [u.text for u in document.utterances] == texts


def test_a_head_gives_date_company_and_participant_and_a_remark_forbids_quoting() -> None:
    (document,) = read_file(FILES / "interview.txt", ReadOptions()).items
    assert isinstance(document, Document)
    assert _said(document) == [
        ("Interviewer", "interviewer", "How many people use the boards?"),
        (
            "P7",
            "customer",
            "About forty. We wanted to add the night shift, but the plan stops at fifty: that is the point.",
        ),
        ("Interviewer", "interviewer", "What did you do?"),
        ("P7", "customer", "We share two logins, which is off the record."),
    ]
    assert (document.account, document.participant, document.consent) == ("Acme Clinics", "P7", "no_quote")
    assert document.said_at == datetime(2026, 2, 11, tzinfo=UTC)
    assert document.attributes == {"roles": "labels", "consent remark": "no_quote, turn 4 at 0:03:10"}
    assert document.utterances[2].start_ms == 190_000


def test_an_interviewer_named_in_the_head_is_believed(documents: Documents) -> None:
    (document,) = documents(
        "Interviewer: Jonas Weber and Kim Lee\nDate: 2026-02-11\n\n"
        "Jonas: We heard about the export.\nAna: Is it fixed? Is it?\nKim Lee: Soon.\nAna: Will it be?\n"
    )
    assert [u.role for u in document.utterances] == ["interviewer", "customer", "interviewer", "customer"]
    assert document.attributes == {"roles": "labels"}


def test_time_lines_questions_and_answers_of_an_old_macintosh_are_read(documents: Documents) -> None:
    content = (
        "Transcript: Interview #3\r(Interviewee does not want to be directly quoted)\r00:00:19\r"
        "Q: What do you use?\r00:00:28\rA: Boards. It doesn\u2019t\rsave, though.\r00:00:40\rQ: Thank you.\r"
    )
    (document,) = documents(content.encode("mac_roman"), name="talk-2026-03-05.txt")
    assert _said(document) == [
        ("Q", "interviewer", "What do you use?"),
        ("A", "customer", "Boards. It doesn\u2019t save, though."),
        ("Q", "interviewer", "Thank you."),
    ]
    assert [u.start_ms for u in document.utterances] == [19_000, 28_000, 40_000]
    assert document.consent == "no_quote"
    assert document.said_at == datetime(2026, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "content",
    [
        "Q:\nDo you export?\nA:\nEvery week.\n",
        "[00:01] Jonas: Do you export?\n[00:04] Ana: Every week.\n",
        "Jonas (00:01):\nDo you export?\n\nAna (00:04):\nEvery week.\n",
        "Jonas Weber  0:01  \nDo you export?\n\nAna Ruiz  0:04  \nEvery week.\n",
        "Jonas Weber \nDo you export?\n\nAna Ruiz \nEvery week.\n\nJonas Weber \nWhy?\n\nAna Ruiz \nLaw.\n",
        "**Jonas Weber:** Do you export?\n\n**Ana Ruiz:** Every week.\n\n**Jonas Weber:** Why?\n",
    ],
    ids=["labels on lines of their own", "times in front", "times behind", "otter", "bare names", "markdown"],
)
def test_typed_interviews_of_many_hands_are_read(documents: Documents, content: str) -> None:
    (document,) = documents(content)
    assert [(u.role, u.text) for u in document.utterances][:2] == [
        ("interviewer", "Do you export?"),
        ("customer", "Every week."),
    ]


def test_remarks_of_the_transcriber_are_nobodys_words(documents: Documents) -> None:
    (document,) = documents(
        "Q: And then?\nA: It broke.\n[pause while the phone rings]\nA: Sorry.\nQ: No problem.\n"
    )
    assert [(u.role, u.text) for u in document.utterances][2:4] == [
        ("system", "[pause while the phone rings]"),
        ("customer", "Sorry."),
    ]


@pytest.mark.parametrize(
    ("text", "forbids"),
    [
        ("Interviewee does not want to be quoted", True),
        ("(Interviewee does not want to be directly quoted)", True),
        ("Please don't quote me on that.", True),
        ("I'd rather not be quoted on pricing", True),
        ("This is not for attribution.", True),
        ("Off the record: we are leaving.", True),
        ("Do not quote.", True),
        ("She does not mind being quoted.", False),
        ("We could not get a quote from sales.", False),
        ("They never quote the full price.", False),
        ("Don't quote us a price before the trial ends.", False),
        ("You may quote me.", False),
    ],
)
def test_a_remark_against_quoting_is_told_from_sales_talk(text: str, forbids: bool) -> None:  # noqa: FBT001  (a case)
    assert forbids_quoting(text) is forbids


def test_cues_that_cannot_be_read_are_counted(read: Read) -> None:
    items = read("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHi there\n\n99:99:99.000 --> 00:00:03.000\nlost\n")
    rejects = [item for item in items if isinstance(item, Reject)]
    assert len(items) == 1 + len(rejects)
