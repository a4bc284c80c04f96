"""Answers that say nothing."""

import pytest

from nlp.filler import says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "n/a",
        "N/A.",
        "na",
        "None",
        "nothing really",
        "No comment",
        "I don't know",
        "Not sure.",
        "xxx",
        "?",
    ],
)
def test_a_field_left_with_a_phrase_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["No seats left", "Nothing works", "None of the exports finish", "Test runs are slow", "Price", "ok"],
)
def test_a_short_answer_that_says_something_is_kept(text: str) -> None:
    assert not says_nothing(text)
