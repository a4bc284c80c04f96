"""One interview as a document: turns with roles, and what the head of the transcript says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ingestion.cells import mail_domain
from ingestion.consent import find_consent
from ingestion.identity import content_id
from ingestion.layout import MAX_VALUE, short
from ingestion.reader import Input, Reader, ReadOptions
from ingestion.roles import Roles, Team, find_roles
from ingestion.times import Moment, local_zone, read_moment
from ingestion.turns import Turn
from voc.errors import InputError
from voc.records import Document, Origin, Utterance

# What may stand in the head, and the field or attribute that it becomes (None: a person's name, dropped).
META: Mapping[str, str | None] = {
    "date": "date", "interview date": "date", "recorded": "date", "recorded on": "date",
    "recorded at": "date",
    "date of interview": "date", "when": "date", "datum": "date", "account": "account",
    "account id": "account", "company": "account", "customer": "account", "organization": "account",
    "organisation": "account", "client": "account", "participant": "participant",
    "participant id": "participant", "interviewee": "participant", "respondent": "participant",
    "consent": "consent", "quotes": "consent", "title": "title", "topic": "title", "interview": "title",
    "transcript": "title", "interviewer": None, "moderator": None, "researcher": None, "participants": None,
    "attendees": None, "transcribed by": None, "transcriber": None, "location": None, "email": None,
    "duration": "duration", "length": "duration", "role": "role", "job title": "role", "study": "study",
    "project": "study", "product": "product", "language": "language", "segment": "segment", "tier": "tier",
    "plan": "tier", "industry": "industry", "region": "region", "country": "region", "size": "size",
    "company size": "size", "note": "note", "notes": "note",
}  # fmt: skip
PEOPLE = frozenset((
    "interviewer", "moderator", "researcher", "participant", "interviewee", "respondent", "customer",
    "client",
))  # fmt: skip

_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-2]\d|3[01])(?!\d)")
_IN_TEXT = re.compile(
    r"20\d{2}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?)?)?"
    r"|\d{1,2}[/.]\d{1,2}[/.]20\d{2}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d{2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? 20\d{2}"
)
_INTERVIEWER = re.compile(
    r"\b(?:interviewers?|moderator|researcher)(?:\s+(?:is|was|are)|:)\s+([^.:(\n]{2,80})", re.IGNORECASE
)
# More than these no talk has; each is held against every speaker.
MAX_INTERVIEWERS = 20
_ZOOM_NAME = re.compile(r"GMT(\d{8})-(\d{2})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Preface:
    """What a file says of a talk: facts by our words, free remarks, and who took part.

    Of the facts ``id``, ``date``, ``account``, ``participant``, ``title``, ``link`` and ``consent`` become
    fields of the document, the others attributes; ``emails`` are addresses by speaker's label.
    """

    facts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    emails: Mapping[str, str] = field(default_factory=dict)


def interview_document(
    file: Input,
    options: ReadOptions,
    reader: Reader,
    preface: Preface,
    turns: Sequence[Turn],
    *,
    row: int = 0,
) -> Document:
    """Return the document of one transcript, the ``row``-th talk of its file.

    Its id is the one that the file gives, else a hash of what was said; its date is that of the head,
    else of the file's name. Raises InputError where nobody says anything.
    """
    if not any(turn.text and not turn.note for turn in turns):
        raise InputError(f"{file.name}: found no spoken words, need at least one turn")
    roles = find_roles(turns, Team(preface.interviewers, options.staff, preface.emails))
    facts = preface.facts
    moment = _moment(file.name, (facts.get("date"), *preface.remarks), options)
    extra = {key: short(value, MAX_VALUE) for key, value in facts.items() if key not in _FIELDS}
    utterances = tuple(_utterance(turn, roles) for turn in turns)
    asked = find_consent(facts.get("consent"), preface.remarks, utterances)
    remark = {"consent remark": asked.remark} if asked.remark else {}
    return Document(
        source=options.source or reader.name,
        external_id=facts.get("id") or content_id(f"{turn.speaker}\x1e{turn.text}" for turn in turns),
        kind=options.kind or reader.kind,
        origin=Origin(file.name, row),
        utterances=utterances,
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=facts.get("account") or _company(roles, preface.emails),
        participant=facts.get("participant"),
        title=short(facts["title"], MAX_VALUE) if "title" in facts else None,
        link=facts.get("link"),
        consent=asked.consent,
        attributes={**extra, **remark, "roles": roles.how},
    )


def _utterance(turn: Turn, roles: Roles) -> Utterance:
    role, found = roles.role(turn)
    return Utterance(
        turn.text, role, turn.speaker, start_ms=turn.start_ms, end_ms=turn.end_ms, role_from=found
    )


_FIELDS = frozenset({"id", "date", "account", "participant", "consent", "title", "link"})


def read_facts(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the facts of a head's ``key: value`` lines by our words; people's names are left out."""
    facts: dict[str, str] = {}
    for key, value in pairs:
        word = META.get(" ".join(key.lower().split()))
        if word and value:
            facts.setdefault(word, value.strip(' "'))
    return facts


def read_interviewers(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names behind ``Interviewer:`` or ``Interviewer is`` in the lines of a head."""
    found = filter(None, map(_INTERVIEWER.search, texts))
    names = (
        name for match in found for name in re.split(r",\s*|\s+(?:and|&)\s+", match[1].strip(" .")) if name
    )
    return tuple(islice(names, MAX_INTERVIEWERS))


def _company(roles: Roles, emails: Mapping[str, str]) -> str | None:
    """Return the mail domain of the customers' company, None where they are of none or of several."""
    domains = {mail_domain(email) for who, email in emails.items() if roles.of.get(who) == "customer"}
    known = domains - {None}
    return next(iter(known)) if len(known) == 1 else None


def _moment(name: str, stated: Sequence[str | None], options: ReadOptions) -> Moment | None:
    zone = local_zone(options.zone, options.source_zone)
    for text in filter(None, stated):
        whole = (text, *_IN_TEXT.findall(text[:500]))
        found = (read_moment(date, order="month_first", zone=zone) for date in whole)
        if moment := next(filter(None, found), None):
            return moment
    if match := _ZOOM_NAME.search(name):
        day, hour, minute, second = match.groups()
        iso = f"{day[:4]}-{day[4:6]}-{day[6:]}T{hour}:{minute}:{second}+00:00"
        return read_moment(iso, order="month_first", zone=zone)
    if match := _IN_NAME.search(name):
        return read_moment("-".join(match.groups()), order="month_first", zone=zone)
    return None
