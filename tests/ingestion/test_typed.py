"""Typed transcripts as many services and hands write them: speakers, roles, words and times of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.reader import ReadOptions
from ingestion.readers.interview_text import READER
from ingestion.reading import read_file
from voc.records import Document

Documents = Callable[..., tuple[Document, ...]]
TALK = (
    ("01:02", "Why do you export?"),
    ("01:05", "The board wants it."),
    ("01:10", "How often?"),
    ("01:15", "Every week, and it fails."),
)
TIMES = [62_000, 65_000, 70_000, 75_000]
TIMED = {
    "a time in brackets first": "[00:{clock}] {who}: {words}\n",
    "a time in brackets behind": "{who} [00:{clock}]: {words}\n",
    "rev": "{who} ({clock}):\n{words}\n\n",
    "otter": "{who}  {clock}  \n{words}\n\n",
    "dovetail": "**{who}** {clock}\n{words}\n\n",
    "grain": "[{clock}](https://grain.example/x?t=1) **{who}**: {words}\n\n",
    "descript": "[00:{clock}] **{who}:** {words}\n\n",
    "teams on the screen": "{who}\n1 minute 2 seconds\n{clock}\n{words}\n",
    "a range of times": "00:{clock} --> 00:01:59 {who}: {words}\n",
    "a time and a name above": "00:{clock} {who}\n{words}\n\n",
    "a dash before the time": "{who} - {clock}\n{words}\n\n",
}
UNTIMED = {
    "a colon": "{who}: {words}\n",
    "a colon of full width": "{who}\uff1a{words}\n",
    "bold": "**{who}:** {words}\n\n",
    "bold without the colon": "**{who}**: {words}\n\n",
    "headings": "### {who}\n\n{words}\n\n",
}
PEOPLE = (
    ("Dr. Ana Ruiz", "Prof. Bo Li"),
    ("Ana (Corvane)", "Bo (she/her)"),
    ("Ana | Corvane", "Bo | Acme"),
    ("\U0001f389 Ana", "\u2615 Bo"),
    ("Ana \U0001f389", "Bo \u2615"),
    ("Анна", "Иван Петров"),
    ("田中", "李明"),
    ("أحمد", "ليلى"),
    ("Ruiz, Ana", "Li, Bo"),
    ("Jean-Luc O\u2019Dell", "Mary-Ann D'Arcy"),
    ("ana@corvane.example", "bo@acme.example"),
    ("ANA RUIZ", "BO LI"),
    ("Speaker 1", "Speaker 2"),
    ("I1", "P2"),
    ("Interviewerin", "Befragter"),
)
MEET = """Acme x Corvane (2026-03-04 09:00 GMT+1) - Transcript
Attendees
Ana Ruiz, Bo Li
Transcript
This editable transcript was computer generated and might contain errors.
00:00:00

Ana Ruiz: Why do you export?
Bo Li: The board [00:03:20] wants it.

00:05:00

Ana Ruiz: How often?
Bo Li: Every week, and it fails.

Transcription ended after 00:07:12

This editable transcript was computer generated and might contain errors. People can also change it.
"""


def _written(form: str, asks: str, answers: str) -> str:
    people = (asks, answers, asks, answers)
    return "".join(
        form.format(who=who, clock=clock, words=words)
        for who, (clock, words) in zip(people, TALK, strict=True)
    )


def _expected(asks: str, answers: str) -> list[tuple[str, str, str]]:
    people = ((asks, "interviewer"), (answers, "customer")) * 2
    return [(who, role, words) for (who, role), (_, words) in zip(people, TALK, strict=True)]


def _said(document: Document) -> list[tuple[str | None, str, str]]:
    return [(said.speaker, said.role, said.text) for said in document.utterances]


@pytest.mark.parametrize("form", TIMED)
def test_turns_with_times_are_read_whole(documents: Documents, form: str) -> None:
    (document,) = documents(_written(TIMED[form], "Ana Ruiz", "Bo Li"))
    assert _said(document) == _expected("Ana Ruiz", "Bo Li")
    assert [said.start_ms for said in document.utterances] == TIMES


@pytest.mark.parametrize("form", UNTIMED)
def test_turns_without_times_are_read_whole(documents: Documents, form: str) -> None:
    (document,) = documents(_written(UNTIMED[form], "Ana Ruiz", "Bo Li"))
    assert _said(document) == _expected("Ana Ruiz", "Bo Li")


@pytest.mark.parametrize(("asks", "answers"), PEOPLE)
def test_names_of_many_kinds_are_speakers(documents: Documents, asks: str, answers: str) -> None:
    (document,) = documents(_written("{who}: {words}\n", asks, answers))
    assert _said(document) == _expected(asks, answers)


@pytest.mark.parametrize("form", ["{who}. {words}\n", "{who}: {words}\n", "{who}:\n{words}\n"])
def test_questions_and_answers_are_told_by_their_letters(documents: Documents, form: str) -> None:
    (document,) = documents(_written(form, "Q", "A"))
    assert _said(document) == _expected("Q", "A")
    assert {said.role_from for said in document.utterances} == {"labels"}


def test_a_document_of_meet_has_coarse_times_and_its_frame_is_nobodys_words(documents: Documents) -> None:
    (document,) = documents(MEET)
    assert _said(document) == _expected("Ana Ruiz", "Bo Li")
    assert [said.start_ms for said in document.utterances] == [0, 0, 300_000, 300_000]


def test_a_clock_among_the_words_is_the_time_of_what_follows(documents: Documents) -> None:
    (document,) = documents("Ana: Why?\nBo: The board [00:05:00] wants it.\nAna: How often?\nBo: Weekly.\n")
    assert [said.text for said in document.utterances] == [
        "Why?",
        "The board wants it.",
        "How often?",
        "Weekly.",
    ]
    assert [said.start_ms for said in document.utterances] == [None, None, 300_000, 300_000]


def test_the_mark_of_a_service_at_the_end_is_nobodys_words(documents: Documents) -> None:
    (document,) = documents(
        _written("{who}  {clock}\n{words}\n\n", "Ana", "Bo") + "Transcribed by https://otter.ai\n"
    )
    assert _said(document) == _expected("Ana", "Bo")


def test_laughter_belongs_to_the_turn_and_backslashes_of_markdown_to_nobody(documents: Documents) -> None:
    (document,) = documents(
        "**Ana:** Why?\n\n\\[laughs\\]\n\n**Bo:** It \\[unclear 00:12\\] fails.\n\n**Ana:** Oh.\n"
    )
    assert [said.text for said in document.utterances] == [
        "Why? [laughs]",
        "It [unclear 00:12] fails.",
        "Oh.",
    ]


def test_single_words_behind_times_are_words_where_names_are_few(documents: Documents) -> None:
    (document,) = documents("Ana: Why?\n00:05 Absolutely\nBo: Cost.\n00:09 Absolutely\nAna: Fine.\n")
    assert [said.text for said in document.utterances] == ["Why? Absolutely", "Cost. Absolutely", "Fine."]


@pytest.mark.timeout(10)
def test_a_talk_of_twenty_thousand_speakers_costs_no_more_than_its_length(
    tmp_path: Path,
) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("".join(f"Speaker {number}: Is it so?\n" for number in range(20_000)), encoding="utf-8")
    (document,) = read_file(path, ReadOptions(), reader=READER.name).items
    assert isinstance(document, Document)
    assert len(document.utterances) == 20_000
