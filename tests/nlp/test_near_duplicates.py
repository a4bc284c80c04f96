"""Twins: copies and templates found, opposites kept apart."""

import numpy as np

from nlp.near_duplicates import twins, without_twins

LETTER = "We ask you to bring back the old price of {} euros for schools and charities in our town."


def test_the_same_words_are_twins_whatever_their_case_digits_and_signs() -> None:
    texts = ["Too expensive!", "too  expensive", "We have 5 seats", "we have 12 seats.", "Too slow", "7", "8"]
    assert twins(texts) == (0, 0, 2, 2, 4, 5, 6)


def test_a_letter_with_another_opening_is_the_twin_of_the_first() -> None:
    texts = [LETTER.format(9), f"Hello. {LETTER.format(12)}", "The export fails.", LETTER.lower()]
    assert twins(texts) == (0, 0, 2, 0)


def test_a_text_that_denies_what_the_other_says_is_no_twin() -> None:
    said = (
        "after all the changes of the last year we would recommend the planning board to every workshop of "
        "the region because the people on the shop floor find their way round it without help from the office"
    )
    assert twins([said, said.replace("would recommend", "would not recommend")]) == (0, 1)


def test_short_texts_are_twins_in_the_same_words_alone() -> None:
    assert twins(["the price is too high now", "the price is too high here"]) == (0, 1)


def test_many_templates_are_found_and_the_answer_is_always_the_same() -> None:
    subjects = ("the invoice of {}", "our {} users", "the export with {} rows", "plan {} of the board")
    texts = [
        f"Dear team {number}, we write about {subject.format(number)} and ask for a call in a week."
        for number in range(200)
        for subject in subjects
    ]
    found = twins(texts)
    assert set(found) == {0, 1, 2, 3}
    assert found == twins(texts)


def test_no_texts_have_no_twins() -> None:
    assert twins([]) == ()


def test_a_letter_shapes_its_theme_once_and_short_answers_as_often_as_they_are_given() -> None:
    texts = [LETTER.format(number) for number in range(4)]
    texts += ["the price is far too high for a school like ours", "schools cannot pay that price any longer"]
    texts += ["too expensive"] * 3
    labels = np.array([0] * 6 + [1] * 3)
    assert without_twins(texts, labels).tolist() == [0, -1, -1, -1, 0, 0, 1, 1, 1]


def test_a_theme_of_nothing_but_copies_keeps_them() -> None:
    texts = [LETTER.format(number) for number in range(4)]
    assert without_twins(texts, np.zeros(4, np.int64)).tolist() == [0, 0, 0, 0]
