"""What is set aside and what is never: labelled texts of both sides, and blocks cut out of what is said."""

import json
from pathlib import Path
from typing import TypedDict

import pytest

from nlp.pieces import HEADING, MACHINE, REASONS, SIGNATURE, SMALL_TALK, SYSTEM, cut
from voc.records import SourceKind


class Example(TypedDict):
    """A text with what has to be said of it; None where it counts."""

    kind: SourceKind
    text: str
    set_aside: str | None


EXAMPLES: tuple[Example, ...] = tuple(
    json.loads(line)
    for line in (Path(__file__).parent / "files" / "set_aside.jsonl").read_text("utf-8").splitlines()
)
SET_ASIDE = tuple(one for one in EXAMPLES if one["set_aside"])
KEPT = tuple(one for one in EXAMPLES if not one["set_aside"])


def reasons(text: str, kind: SourceKind) -> list[str | None]:
    return [piece.set_aside for piece in cut([text], [kind])[0]]


@pytest.mark.parametrize("example", SET_ASIDE, ids=lambda one: one["text"][:40] or "nothing")
def test_what_says_nothing_is_set_aside_with_its_reason(example: Example) -> None:
    text, why = example["text"], example["set_aside"]
    assert set(reasons(text, example["kind"])) == ({why} if text else set())


@pytest.mark.parametrize("example", KEPT, ids=lambda one: one["text"][:40])
def test_what_a_customer_says_is_never_set_aside(example: Example) -> None:
    assert set(reasons(example["text"], example["kind"])) == {None}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "The export fails.\n\n-- \nJane Roe\nHead of Ops\nAcme",
            [("The export fails.", None), ("-- \nJane Roe\nHead of Ops\nAcme", SIGNATURE)],
        ),
        (
            "It fails.\nThanks,\njane\nPS: on Safari too",
            [("It fails.", None), ("Thanks,\njane", SIGNATURE), ("PS: on Safari too", None)],
        ),
        ("It fails. Sent from my iPhone", [("It fails.", None), ("Sent from my iPhone", SIGNATURE)]),
        (
            "##- Please type your reply above this line -## Still slow",
            [("##- Please type your reply above this line -##", SYSTEM), ("Still slow", None)],
        ),
        (
            "Steps to reproduce:\n1. open a board\n2. export\nActual result:\nIt hangs",
            [
                ("Steps to reproduce:", HEADING),
                ("1. open a board\n2. export", None),
                ("Actual result:", HEADING),
                ("It hangs", None),
            ],
        ),
        (
            'Look:\nTraceback (most recent call last):\n  File "a.py", line 3\n    go()\nOSError: x\nHelp!',
            [
                ("Look:", None),
                (
                    'Traceback (most recent call last):\n  File "a.py", line 3\n    go()\nOSError: x',
                    MACHINE,
                ),
                ("Help!", None),
            ],
        ),
        (
            "Rows go missing:\nid,qty,price\n1,2,3\n4,5,6\nin every import",
            [
                ("Rows go missing:", None),
                ("id,qty,price\n1,2,3\n4,5,6", MACHINE),
                ("in every import", None),
            ],
        ),
    ],
)
def test_a_block_that_nobody_wrote_is_cut_out_of_what_is_said(
    text: str, pieces: list[tuple[str, str | None]]
) -> None:
    found = cut([text], ["ticket"])[0]
    assert [(text[one.span.start : one.span.end], one.set_aside) for one in found] == pieces


def test_a_long_text_between_two_blocks_is_cut_at_sentences_with_offsets_of_the_whole() -> None:
    said = "The export of the report stops after ten minutes and nobody answers the ticket that we wrote."
    text = f"Description:\n{' '.join([said] * 3)}\n-- \nJane Roe"
    found = cut([text], ["ticket"])[0]
    assert [one.set_aside for one in found] == [HEADING, None, None, SIGNATURE]
    assert text[found[1].span.start : found[1].span.end] == f"{said} {said}"
    assert text[found[2].span.start : found[2].span.end] == said


def test_a_receipt_is_an_answer_in_a_survey_and_small_talk_elsewhere() -> None:
    assert reasons("Great", "survey") == [None]
    assert reasons("Great", "ticket") == reasons("Great", "interview") == [SMALL_TALK]
    assert reasons("You're on mute.", "ticket") == [None]
    assert reasons("You're on mute.", "interview") == [SMALL_TALK]


def test_every_reason_has_examples_and_so_has_every_kind_that_counts() -> None:
    assert {one["set_aside"] for one in SET_ASIDE} == set(REASONS)
    assert {one["kind"] for one in KEPT} == {"survey", "ticket", "interview"}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "sign", ["On ", "A", "Aa ", "=", "-- \n", "{", "<a ", "Best regards,\n", "1,", "ok ", "x:\n", "at ", "\t"]
)
def test_hostile_repetition_takes_no_time(sign: str) -> None:
    cut([sign * (5_000 // len(sign)), sign * 20, sign * 60], ["ticket", "survey", "interview"])
