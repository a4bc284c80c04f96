"""Questions: which wordings are one question, and which are two however alike."""

import pytest

from ingestion.questions import is_same_question, read_wording


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("Q4. What is missing?", "what is missing"),
        ("12. Why did you stay with us?", "<p>Why did you <b>stay</b> with us?</p>"),
        ("NPS1. Why this score?", "Why this score?"),
        ("What did you think of our 2025 release?", "What did you think of our 2026 H1 release?"),
        ("How was your experience in Q1 2026?", "How was your experience in Q2 2026?"),
        (
            "You gave ${q://QID1/ChoiceNumericEntryValue/1}. What is the main reason?",
            "You gave [Field-nps]. What is the main reason?",
        ),
        ("How do you measure {factors_SQ001} today?", "How do you measure {factors_SQ002} today?"),
        (
            "How satisfied are you? (1 = very dissatisfied; 7 = very satisfied) Why?",
            "How satisfied are you? 10 - very satisfied, 0 - very dissatisfied. Why?",
        ),
        (
            "Which help would you want (e.g., training, mentors)?",
            "Which help would you want for your project (e.g., mentors)?",
        ),
        ("What would you improve in the product?", "What would you improve most in the product?"),
        ("What's missing?", "What\u2019s missing?"),
    ],
)
def test_a_question_asked_again_is_the_same_one(before: str, again: str) -> None:
    assert is_same_question(read_wording(before), read_wording(again))
    assert is_same_question(read_wording(again), read_wording(before))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Which 3 features do you use most?", "Which 5 features do you use most?"),
        ("What do you like about the product?", "What do you not like about the product?"),
        ("What do you like most about the product?", "What do you like least about the product?"),
        (
            "How satisfied are you with the speed of our support team overall this quarter?",
            "How satisfied are you with the quality of our support team overall this quarter?",
        ),
        ("Are your security needs being met?", "Are your marketing needs being met?"),
        ("What is missing?", "What is missing for your whole team in the reports?"),
    ],
)
def test_a_number_a_negation_or_another_subject_makes_another_question(one: str, other: str) -> None:
    assert not is_same_question(read_wording(one), read_wording(other))


def test_the_vendors_name_of_a_question_carries_it_over_a_greater_change() -> None:
    before, after = "What should we change first?", "What is the first thing that we should change?"
    assert is_same_question(read_wording(before, "QID1_TEXT"), read_wording(after, "QID1_TEXT"))
    assert not is_same_question(read_wording(before), read_wording(after))
    # The same name stands for another question in another survey of the same account.
    assert not is_same_question(
        read_wording("Why did you leave?", "QID1_TEXT"), read_wording(before, "QID1_TEXT")
    )


def test_a_bare_why_under_two_names_is_two_questions() -> None:
    assert not is_same_question(read_wording("Why?", "QID2_TEXT"), read_wording("Why?", "QID5_TEXT"))
    assert is_same_question(read_wording("Why?", "QID2_TEXT"), read_wording("why", "QID2_TEXT"))
    assert is_same_question(read_wording("Why?"), read_wording("Why ?"))


def test_wordings_without_a_letter_are_the_same_only_as_they_stand() -> None:
    assert is_same_question(read_wording("???"), read_wording("???"))
    assert not is_same_question(read_wording("???"), read_wording("!!!"))
