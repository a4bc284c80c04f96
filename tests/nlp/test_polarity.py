"""A phrase counts when it is meant: not when it is denied, supposed, solved or another's."""

import time

import pytest

from nlp.features import rule_row, words
from nlp.polarity import clauses, plain, sentences
from nlp.rules import find_hits, load_rules


def _meant(text: str, code: str) -> set[str]:
    return {hit.polarity for hit in find_hits(text, load_rules()) if hit.code == code and hit.strong}


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("It is far too expensive for a club.", "friction.price", "affirmed"),
        ("It is not too expensive for us.", "friction.price", "negated"),
        ("If it were ever too expensive, who would I tell?", "friction.price", "supposed"),
        ("It used to be too expensive, but you lowered the fee.", "friction.price", "solved"),
        ("Our old tool was too expensive.", "friction.price", "elsewhere"),
        ("The export crashes every morning.", "friction.reliability", "affirmed"),
        ("The export has never crashed on us.", "friction.reliability", "negated"),
        ("We hit the limit on Monday.", "readiness.limit_reached", "affirmed"),
        ("We are nowhere near hitting the limit.", "readiness.limit_reached", "negated"),
        ("If nothing happens by Friday, we cancel.", "churn_risk.cancel_intent", "affirmed"),
        ("We are not going to cancel.", "churn_risk.cancel_intent", "negated"),
    ],
)
def test_how_a_phrase_is_meant(text: str, code: str, meant: str) -> None:
    assert _meant(text, code) == {meant}


def test_a_denial_stops_at_the_end_of_its_clause() -> None:
    assert _meant("It is not pretty, but it is too expensive.", "friction.price") == {"affirmed"}


def test_small_letters_and_straight_quotes_keep_every_offset() -> None:
    text = "\u0130t DOESN\u2019T work \u201cnow\u201d"
    assert plain(text) == '\u0130t doesn\'t work "now"'
    assert len(plain(text)) == len(text)


def test_sentences_and_clauses_cover_the_words() -> None:
    text = "It broke. We waited, but nobody came \u2013 so we left!"
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "It broke.",
        "We waited, but nobody came \u2013 so we left!",
    ]
    assert [text[span.start : span.end] for span in clauses(text)] == [
        "It broke.",
        "We waited",
        "but nobody came",
        "so we left!",
    ]
    assert clauses("  \n ") == ()


@pytest.mark.parametrize(
    "text", [" " * 20_000, "invoice missing " * 1500, "not, but " * 3000, "we need to " * 2000]
)
def test_a_long_odd_text_takes_no_more_than_seconds(text: str) -> None:
    started = time.perf_counter()
    assert sum(1 for _ in find_hits(text, load_rules())) < 5000
    assert time.perf_counter() - started < 5


def test_words_are_stemmed_and_numbers_counted_by_their_digits() -> None:
    assert words("Invoices doubled to \u20ac1200, twice!") == [
        "invoic",
        "doubl",
        "to",
        "\u20ac",
        "#4",
        "twice",
        "!",
    ]


def test_a_rule_row_marks_what_is_meant_what_is_not_and_the_tone() -> None:
    text = "It is not too expensive."
    row = rule_row(text, tuple(find_hits(text, load_rules())), [rule.code for rule in load_rules()])
    assert row[:3].tolist() == pytest.approx([0.0, 1.0, 1 / 3])
    assert row[-6:].tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
