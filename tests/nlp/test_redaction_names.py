"""Names of people go, names of products, places and companies stay."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal.document_names import names_of
from nlp.personal.ledger import Ledger
from nlp.personal.lexicon import load_lexicon
from nlp.personal.names import Names
from nlp.redaction import Kept, redact, redact_all
from voc.records import Document, Origin, Utterance

KEY = b"0123456789abcdef0123456789abcdef"
KEEP = Kept(("Corvane", "Team", "Max", "Max Plus", "Jordan Suite", "Otto"))


def _document(text: str, *, speaker: str | None = None) -> Document:
    return Document(
        "desk", "1", "ticket", Origin("a.csv", 0), (Utterance(text, "customer", speaker=speaker),)
    )


def _clean(text: str, *, speaker: str | None = None) -> str:
    return redact(_document(text, speaker=speaker), key=KEY, keep=KEEP).document.utterances[0].text


NAMED = (
    ("hi marta, the export is slow", "hi [PERSON_1], the export is slow"),
    ("Regards,\nJohn", "Regards,\n[PERSON_1]"),
    ("My name is Ahmed Khan and I cannot log in.", "My name is [PERSON_1] and I cannot log in."),
    ("my name is oluwaseyi and i cannot", "my name is [PERSON_1] and i cannot"),
    ("please ask sara", "please ask [PERSON_1]"),
    ("I spoke to Priya from Acme.", "I spoke to [PERSON_1] from Acme."),
    ("Ask for Ms. Bellweather", "Ask for Ms. [PERSON_1]"),
    ("J. R. Thornton will sign.", "[PERSON_1] will sign."),
    ("Peter's account is locked", "[PERSON_1]'s account is locked"),
    ("Joost van der Meulen called", "[PERSON_1] called"),
    ("soy Alejandra, mi jefe Joaqu\u00edn no puede", "soy [PERSON_1], mi jefe [PERSON_2] no puede"),
    ("mein Kollege Uwe kommt nicht rein", "mein Kollege [PERSON_1] kommt nicht rein"),
    (
        "Bill from accounting called. The bill is wrong.",
        "[PERSON_1] from accounting called. The bill is wrong.",
    ),
    ("Max Oberhauser asked if Max has it", "[PERSON_1] asked if Max has it"),
    ("REGARDS, MICHAEL JOHNSON", "REGARDS, [PERSON_1]"),
    ("The form is there. Thanks, Neide", "The form is there. Thanks, [PERSON_1]"),
    ("Ask Marijke van 't Hof or Cl\u00e9mentine d'Aubigny", "Ask [PERSON_1] or [PERSON_2]"),
    ("SIN 046 454 286 (Marie-Jos\u00e9e Gagnon)", "SIN [NATIONAL_ID_1] ([PERSON_1])"),
    ("in front of mrs pettigrew and everyone", "in front of mrs [PERSON_1] and everyone"),
    ("Imelda rang. Call Imelda Santos.", "[PERSON_1] rang. Call [PERSON_1]."),
)

NAMELESS = (
    "Will you fix it? May I ask? Mark this as urgent.",
    "Grace period is over. Art assets cannot be uploaded.",
    "In April and May we paid twice.",
    "Otto apologises. Max Plus is too dear, and so is Jordan Suite.",
    "The Jenkins job fails, Jira and Docker too. I asked Alexa and Siri.",
    "Charles Schwab, Johnson & Johnson and Ernst & Young use it.",
    "Our San Diego office, the Victoria store and Florence wait.",
    "Dear Corvane team, hi all, hello everyone, thanks again",
    "Custom Fields, Page Builder and Case Management are slow.",
    "user peter_s, @peter, const mark = users.find(will)",
    "EAN 4006381333931 is there, and I'm sure LEI is too",
    "Marks & Spencer, John Deere and Dr. Oetker are customers",
    "Good day,\n\nFollowing our call, screenshots attached.",
)


@pytest.mark.parametrize(("text", "clean"), NAMED)
def test_a_name_goes_and_nothing_else(text: str, clean: str) -> None:
    assert _clean(text) == clean


@pytest.mark.parametrize("text", NAMELESS)
def test_words_that_name_nobody_stay(text: str) -> None:
    assert _clean(text) == text


def test_the_tagger_finds_a_name_that_no_list_has() -> None:
    assert _clean("I think Thandekile Mzilikazi sent it to us.") == "I think [PERSON_1] sent it to us."


def test_a_stated_name_goes_in_parts_too_in_any_case_under_one_number() -> None:
    clean = _clean("will said so. will it help? prentice agreed", speaker="Will Prentice")
    assert clean == "[PERSON_1] said so. will it help? [PERSON_1] agreed"


@pytest.mark.parametrize("participant", ["Anonymous", "Guest", "acc_0012"])
def test_a_participant_without_a_name_takes_no_word_from_the_text(participant: str) -> None:
    document = replace(_document("an anonymous guest, acc_0012"), participant=participant)
    assert redact(document, key=KEY).document.utterances == document.utterances


def test_an_agents_name_goes_and_an_office_stays() -> None:
    said = (
        Utterance("Hello, Linda here", "agent", speaker="Linda Moss"),
        Utterance("thanks linda", "customer"),
        Utterance("Bye", "agent", speaker="Support Team"),
    )
    done = redact(replace(_document(""), utterances=said), key=KEY).document.utterances
    assert [one.text for one in done] == ["Hello, [PERSON_1] here", "thanks [PERSON_1]", "Bye"]
    assert [one.speaker for one in done] == ["[PERSON_1]", None, "Support Team"]


def test_a_question_and_a_surveys_title_lose_only_full_stated_names() -> None:
    said = Utterance(
        "hi Marta", "customer", speaker="Jane Doe", question="Jane Doe, has Travis CI met Marta?"
    )
    document = replace(_document(""), kind="survey", title="Marta and Jane", utterances=(said,))
    done = redact(document, key=KEY).document
    assert done.utterances[0].question == "[PERSON_2], has Travis CI met Marta?"
    assert done.utterances[0].text == "hi [PERSON_1]"
    assert done.title == "Marta and Jane"
    assert redact(replace(document, kind="ticket"), key=KEY).document.title == "[PERSON_1] and [PERSON_2]"


def test_without_names_only_full_stated_names_go() -> None:
    document = _document("hi Marta, this is Jane Doe and jane", speaker="Jane Doe")
    done = redact(document, key=KEY, names=False).document
    assert done.utterances[0].text == "hi Marta, this is [PERSON_1] and jane"


def test_what_is_found_in_a_document_does_not_depend_on_the_others() -> None:
    documents = [_document(text) for text in (*(text for text, _ in NAMED), *NAMELESS)]
    alone = tuple(redact(document, key=KEY, keep=KEEP) for document in documents)
    assert redact_all(documents, key=KEY, keep=KEEP) == alone


WORDS = st.sampled_from(
    [
        *("Marta", "John", "Nguyen", "van", "O'Neill", "Will", "will", "May", "Max", "Corvane", "Acme"),
        *("hi", "Hello,", "regards,\n", "said", "told", "is", "my", "name", "the", "from", "and", ".", ","),
        *("a@x.org", "020\u00a07946\u00a00958", "523-32-3970", "password", "hunter2", "[PERSON_9]"),
    ]
)


def _by_rules(text: str) -> str:
    """Redact without the tagger, which may read a text with placeholders otherwise than the one before."""
    (found,) = names_of((_document(text),), Names(load_lexicon(), KEEP.names), tagger=False)
    return Ledger(KEY, found.find).clean(text)


@pytest.mark.parametrize("text", [*(text for text, _ in NAMED), *NAMELESS])
def test_a_second_redaction_of_what_people_write_changes_nothing(text: str) -> None:
    assert _clean(_clean(text)) == _clean(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_placeholders_never_nest_the_rest_stays_and_a_second_time_changes_nothing(text: str) -> None:
    once = _by_rules(text)
    assert not re.search(r"\[[^\]]*\[", once)
    assert _by_rules(once) == once
    places = [re.escape(part) for part in re.split(r"\[[A-Z_]+_\d+\]", once)]
    assert re.fullmatch(".+?".join(places), text, re.DOTALL)
