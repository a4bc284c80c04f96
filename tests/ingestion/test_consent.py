"""Remarks on being quoted: what forbids it, what allows it, what only sounds like it, and where it stood."""

from collections.abc import Callable

import pytest

from ingestion.consent import Asked, allows_quoting, find_consent, forbids_quoting
from voc.records import Document, Utterance

FORBIDDEN = (
    "Please don't quote me.",
    "Do not quote me on that, please.",
    "That is off the record.",
    "This part is off-the-record, right?",
    "I'd rather not be named in any of it.",
    "I don't want to be identified.",
    "Please don't use my name.",
    "You can't use our name without asking legal.",
    "Keep this between us.",
    "Please keep that confidential.",
    "This stays in this room.",
    "I would prefer to stay anonymous.",
    "What follows is not for publication.",
    "We are not allowed to be quoted.",
    "Please, no quotes.",
    "It should not be attributed to me.",
    "Leave my name out of it.",
    "Bitte nicht zitieren.",
    "Das bleibt unter uns.",
    "Merci de ne pas me citer.",
    "Por favor, no me cites.",
)
ALLOWED = (
    "You can use my name.",
    "Happy to be quoted on that.",
    "Feel free to quote me.",
    "You may quote us on that.",
    "I'm fine with being quoted.",
    "You have my permission to use this.",
    "You can put that on your website.",
    "I don't mind being quoted.",
    "You can use us as a reference.",
    "Sure, you can quote this.",
)
NEITHER = (
    "We could not get a quote from sales.",
    "They never quote the full price.",
    "Don't quote us a price before the trial ends.",
    "We do not quote in other currencies.",
    "The resellers do not quote from it.",
    "Can I quote you on that?",
    "Are you happy to be quoted?",
    "You may quote me a price for fifty seats?",
    "We turned off the record button.",
    "The system keeps a record of it.",
    "It is confidential data that we store there.",
    "You can use my account to test it.",
    "We don't want our users to be named twice in the list.",
    "No quotes around the fields of the CSV.",
    "I can't use my name as a login.",
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_a_remark_against_being_quoted_is_found(text: str) -> None:
    assert (forbids_quoting(text), allows_quoting(text)) == (True, False)


@pytest.mark.parametrize("text", ALLOWED)
def test_a_leave_to_quote_is_found(text: str) -> None:
    assert (forbids_quoting(text), allows_quoting(text)) == (False, True)


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_sounds_like_it_is_neither(text: str) -> None:
    assert (forbids_quoting(text), allows_quoting(text)) == (False, False)


def test_a_leave_proposes_and_never_gives_consent() -> None:
    said = [Utterance("You can use my name, can't you?", "interviewer")]
    assert find_consent(None, (), said) == Asked("internal")
    said += [Utterance("You can use my name.", "customer")]
    assert find_consent(None, (), said) == Asked("internal", "external proposed, turn 2")
    said += [Utterance("But that was off the record.", "customer", start_ms=9_900)]
    assert find_consent(None, (), said) == Asked("no_quote", "no_quote, turn 3 at 0:00:09")
    assert find_consent("external", (), said[:2]) == Asked("external", "external, head")
    assert find_consent("external", ("Do not quote.",), ()) == Asked("no_quote", "no_quote, head")
    assert find_consent("withdrawn", (), said) == Asked("withdrawn", "withdrawn, head")


def test_a_document_says_where_the_remark_stood(documents: Callable[..., tuple[Document, ...]]) -> None:
    (document,) = documents("[00:01] Ana: Why?\n[01:02:05] Bo: Off the record: we leave.\n")
    assert document.consent == "no_quote"
    assert document.attributes["consent remark"] == "no_quote, turn 2 at 1:02:05"


@pytest.mark.timeout(5)
def test_remarks_made_to_cost_time_cost_none() -> None:
    for piece in ("not ", "be quoted ", "do not quote the ", "off the record button ", "mind being quoted? "):
        assert allows_quoting(piece * (200_000 // len(piece))) is False
        forbids_quoting(piece * (200_000 // len(piece)))
