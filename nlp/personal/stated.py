"""The names that a document itself states: of who answered, of who spoke, of who a column says it was."""

import re
from collections.abc import Iterator

from voc.records import Document

NAME_ATTRIBUTE = re.compile(
    r"\b(?:first|last|full|given|family|middle|sur|contact|requester|respondent|recipient|person|agent"
    r"|assignee)"
    r"\s?names?\b|\bsurname\b|\bforename\b|\brequester\b|\brespondent\b|\bassignee\b"
)
PART = (
    r"(?:participant|interviewee|customer|client|speaker|respondent|user|guest|caller|unknown"
    r"|unidentified|person"
    r"|patient|voice|subject|agent|interviewer|moderator|facilitator|host|co-?host|panell?ist"
    r"|presenter|attendee"
    r"|audience|member|researcher|analyst|narrator|operator|expert|observer|note\s?taker"
    r"|translator|interpreter"
    r"|staff|support|sales|rep|representative|manager|bot|system|recording|multiple|several|all"
    r"|everyone|crosstalk"
    r"|inaudible|anonymous|team|lead|woman|man|male|female"
    r"|befragte[rn]?|teilnehmer(?:in)?|sprecher(?:in)?|kunde|kundin|gast|unbekannt|participante"
    r"|entrevistad[oa]"
    r"|entrevistador[a]?|moderador[a]?|hablante|cliente|intervenant|participante|enqu\u00eateur"
    r"|invit\u00e9|inconnu"
    r"|deelnemer|spreker|klant|[rpsucqa])"
)
# A speaker's label that names a part in the talk and not a person.
SPEAKER_LABEL = re.compile(
    rf"\W*(?:the\s+)?(?:{PART}s?(?:[\s_/-]+{PART}s?){{0,2}}[\s_#:.-]*(?:\d{{1,3}}|[A-Z])?"
    rf"|\d{{0,3}}|(?-i:[A-Z]{{1,2}}))\W*",
    re.IGNORECASE,
)
FULL_NAME = re.compile(r"[^\W\d_][\w'\u2019.-]*(?:\s+[^\W\d_][\w'\u2019.-]*){1,4}")
ONE_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\u2019-])+")
CUSTOMERS = frozenset({"customer", "unknown"})


def is_label(speaker: str) -> bool:
    """Tell whether a speaker's label names a part in the talk ("Participant 2") and no person."""
    return SPEAKER_LABEL.fullmatch(speaker) is not None


def is_name_attribute(label: str) -> bool:
    """Tell whether a column holds names of persons, by its label in lower case without punctuation."""
    return NAME_ATTRIBUTE.search(label) is not None


def plain_label(name: str) -> str:
    """Return the label of a column in lower case, its punctuation as spaces."""
    return re.sub(r"[\W_]+", " ", name.lower())


def full_names(document: Document) -> tuple[str, ...]:
    """Return the full names of the participant and of the customers who speak."""
    return tuple(dict.fromkeys(name for name in _customers(document) if FULL_NAME.fullmatch(name)))


def customers_names(document: Document) -> tuple[str, ...]:
    """Return all names, single ones too, of the participant, of customers who speak and of name columns."""
    columns = (value for name, value in document.attributes.items() if is_name_attribute(plain_label(name)))
    stated = (*_customers(document), *columns)
    return tuple(dict.fromkeys(name.strip() for name in stated if _one(name.strip())))


def others_names(document: Document) -> tuple[str, ...]:
    """Return the labels of agents, interviewers and others who speak that may be names of persons."""
    spoken = (
        said.speaker.strip() for said in document.utterances if said.speaker and said.role not in CUSTOMERS
    )
    return tuple(dict.fromkeys(name for name in spoken if _one(name) and not is_label(name)))


def _one(name: str) -> bool:
    return FULL_NAME.fullmatch(name) is not None or ONE_NAME.fullmatch(name) is not None


def _customers(document: Document) -> Iterator[str]:
    for name in (
        document.participant,
        *(said.speaker for said in document.utterances if said.role in CUSTOMERS),
    ):
        if name and name.strip() and not is_label(name):
            yield name.strip()
