"""Who asks and who answers: what the file states, labels, the staff, questions, in that order."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from voc.records import Document

FILES = Path(__file__).parent / "files"
Documents = Callable[..., tuple[Document, ...]]


@pytest.mark.parametrize(
    ("staff", "roles", "how"),
    [
        ((), ["customer", "interviewer", "customer"], "questions"),
        (("Sam Ode",), ["interviewer", "customer", "customer"], "staff"),
        (("Acme",), ["customer", "interviewer", "customer"], "staff"),
        (("@ours.example",), ["customer", "customer", "interviewer"], "staff"),
        (("kim@ours.example", "Sam Ode"), ["interviewer", "customer", "interviewer"], "staff"),
        (("Nobody Here",), ["customer", "interviewer", "customer"], "questions"),
    ],
)
def test_the_staff_that_the_user_names_asks(
    documents: Documents, staff: tuple[str, ...], roles: list[str], how: str
) -> None:
    content = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ode, Sam>It is slow.</v>\n\n"
        "00:02.000 --> 00:03.000\n<v Lee (Acme)>Is it?</v>\n\n"
        "00:03.000 --> 00:04.000\n<v kim@ours.example>Very much so, I should say, every week.</v>\n"
    )
    (document,) = documents(content, ReadOptions(staff=staff))
    assert [u.role for u in document.utterances] == roles
    assert document.attributes["roles"] == how


def test_labels_go_before_staff_and_what_the_file_states_before_labels(documents: Documents) -> None:
    (document,) = documents(
        "Interviewer: How is it?\nAna Ruiz: Slow.\nInterviewer: Thanks.\n", ReadOptions(staff=("Ana Ruiz",))
    )
    assert [u.role for u in document.utterances] == ["interviewer", "customer", "interviewer"]
    assert document.attributes["roles"] == "labels"
    (call,) = (
        item
        for item in read_file(FILES / "gong.json", ReadOptions(staff=("Sam O'Dell", "Kim"))).items
        if isinstance(item, Document)
    )
    assert [u.role for u in call.utterances] == ["customer", "interviewer", "interviewer"]


def test_every_speaker_carries_how_his_role_was_found(documents: Documents) -> None:
    content = "Moderator: How is it?\nKim Lee: We changed it.\nAna Ruiz: Slow.\nUnknown Speaker: Yes.\n"
    (document,) = documents(content, ReadOptions(staff=("Kim Lee",)))
    assert [(said.role, said.role_from) for said in document.utterances] == [
        ("interviewer", "labels"),
        ("interviewer", "staff"),
        ("customer", "labels"),
        ("unknown", "assumed"),
    ]
    (call,) = (i for i in read_file(FILES / "gong.json", ReadOptions()).items if isinstance(i, Document))
    assert [said.role_from for said in call.utterances] == ["metadata", "metadata", "assumed"]


def test_questions_without_marks_are_known_by_their_first_words(documents: Documents) -> None:
    content = "start,end,speaker,text\n0,900,X,it is slow\n900,2000,Y,so why do you stay\n2000,2900,X,habit\n"
    (document,) = documents(content)
    assert [u.role for u in document.utterances] == ["customer", "interviewer", "customer"]
    assert document.attributes["roles"] == "questions"


def test_where_nobody_asks_the_first_to_speak_is_assumed_to(documents: Documents) -> None:
    (document,) = documents("[00:01] Jonas: Hello.\n[00:04] Ana: It is slow.\n")
    assert [u.role for u in document.utterances] == ["interviewer", "customer"]
    assert document.attributes["roles"] == "assumed"


def test_a_remark_against_quoting_is_found_in_every_kind_of_recording(documents: Documents) -> None:
    segments = [{"start": 0, "end": 1, "text": " Please don't quote me on that."}]
    assert documents(json.dumps({"segments": segments}))[0].consent == "no_quote"
    assert documents("00:07:00\tAna:\tOff the record: we are leaving.\n")[0].consent == "no_quote"
