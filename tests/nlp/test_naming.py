"""Names come out of the verbatims, are told apart from each other and read as a person would write them."""

import subprocess
import sys

import numpy as np
import pytest

from nlp.embedding import Encoder
from nlp.naming import ThemeName, name_themes
from nlp.phrases import phrases
from nlp.spacy_model import load_parser
from nlp.topic_words import topic_words

TEXTS = (
    "The seat limit blocks new hires.",
    "We hit the seat limit again and new hires wait.",
    "Because of the seat limit our new hires share one login.",
    "The report export fails every morning.",
    "For three weeks now the report export fails and finance is waiting.",
    "The report export of last month never finished.",
    "Hello, good morning to all of you.",
)
LABELS = np.array([0, 0, 0, 1, 1, 1, -1])


@pytest.fixture(scope="module")
def names(encoder: Encoder) -> tuple[ThemeName, ...]:
    return name_themes(TEXTS, encoder.encode(TEXTS), LABELS, encoder=encoder)


def found(text: str) -> set[str]:
    return set(phrases(next(iter(load_parser()([text])))))


def test_a_label_is_a_phrase_of_the_verbatims(names: tuple[ThemeName, ...]) -> None:
    assert [name.label for name in names] == ["Seat limit blocks new hires", "Report export fails"]


def test_keywords_are_the_words_that_tell_themes_apart(names: tuple[ThemeName, ...]) -> None:
    assert set(names[0].keywords[:2]) == {"new hires", "seat limit"}
    assert names[1].keywords[0] == "report export"


def test_exemplars_are_members_and_the_most_typical_comes_first(names: tuple[ThemeName, ...]) -> None:
    assert set(names[0].exemplars) == {0, 1, 2}
    assert set(names[1].exemplars) == {3, 4, 5}


def test_a_description_is_one_sentence(names: tuple[ThemeName, ...]) -> None:
    for name in names:
        assert name.description.startswith("Customers speak of ")
        assert name.description.endswith(".")
        assert name.description.count(".") == 1


def test_labels_are_never_the_same(encoder: Encoder) -> None:
    texts = ("The seat limit hurts.",) * 4 + ("The seat limit hurts.",) * 4
    labels = np.repeat([0, 1], 4)
    named = name_themes(texts, encoder.encode(texts), labels, encoder=encoder)
    assert len({name.label.lower() for name in named}) == 2


def test_texts_without_words_get_a_name_all_the_same(encoder: Encoder) -> None:
    texts = ("123", "456", ":-)", "?!")
    named = name_themes(texts, encoder.encode(texts), np.zeros(4, np.int64), encoder=encoder)
    assert named == (ThemeName("Theme 1", "Customers speak of: Theme 1.", (), named[0].exemplars),)


def test_no_theme_no_name(encoder: Encoder) -> None:
    assert name_themes(("a",), encoder.encode(("a",)), np.array([-1]), encoder=encoder) == ()


def test_a_placeholder_of_redaction_is_no_name(encoder: Encoder) -> None:
    texts = ("[PERSON_1] cannot reset the password.", "[PERSON_1] wants a password reset for [EMAIL_2].")
    (named,) = name_themes(texts, encoder.encode(texts), np.zeros(2, np.int64), encoder=encoder)
    assert "person" not in f"{named.label} {named.description} {named.keywords}".lower()
    assert "password" in named.label.lower()


def test_phrases_are_noun_and_verb_phrases_without_articles_and_pronouns() -> None:
    assert found("The seat limit blocks our new hires.") >= {
        "seat limit",
        "new hires",
        "seat limit blocks new hires",
    }
    assert "cancel automatic billing" in found("Please cancel the automatic billing of my account.")
    assert "limit on seats" in found("There is a limit on the seats.")
    assert "cannot export reports" in found("We cannot export our reports.")


def test_a_negation_is_never_lost() -> None:
    assert {phrase for phrase in found("The new price is not acceptable.") if "acceptable" in phrase} == {
        "new price is not acceptable"
    }
    assert "invoice isn't correct" in found("The invoice isn't correct.")
    assert "search never finds invoices" in found("The search never finds our invoices.")


def test_what_is_doubted_or_asked_is_not_stated() -> None:
    assert "upgrade is active" not in found("Nothing on the screen shows that the upgrade is active.")
    assert "support answers tickets" not in found("Does support answer tickets?")


def test_small_talk_makes_no_phrase() -> None:
    assert found("Hi, I just want to say thanks.") == set()


def test_names_and_abbreviations_keep_their_capitals() -> None:
    assert "SSO login" in found("The SSO login fails.")
    assert "replace Corvane" in found("We will replace Corvane soon.")
    assert "seat limit" in found("Seat limit reached.")


def test_what_everybody_says_tells_nothing() -> None:
    words = topic_words(["price of seats", "price of exports", "price of support"], np.array([0, 1, -1]))
    assert words.ranked[0][0] in {"seats", "price seats"}
    assert words.weights[0]["seats"] > words.weights[0]["price"]


def test_naming_imports_neither_torch_nor_the_whole_of_bertopic() -> None:
    code = (
        "import sys, numpy as np; from nlp.topic_words import topic_words;"
        "topic_words(['seat limit', 'slow export'], np.array([0, 1]));"
        "from nlp.spacy_model import load_parser; list(load_parser()(['a seat limit']));"
        "print(sorted({'torch', 'umap', 'bertopic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
