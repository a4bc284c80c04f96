"""One interview as a document: turns with roles, and what the head of the transcript says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ingestion.consent import find_consent
from ingestion.identity import content_id
from ingestion.layout import MAX_VALUE, short
from ingestion.reader import Input, Reader, ReadOptions
from ingestion.roles import find_roles
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
    r"20\d{2}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?|\d{1,2}[/.]\d{1,2}[/.]20\d{2}"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d{2}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8},? 20\d{2}"
)
_INTERVIEWER = re.compile(
    r"\b(?:interviewers?|moderator|researcher)(?:\s+(?:is|was|are)|:)\s+([^.:(\n]{2,80})", re.IGNORECASE
)
_ZOOM_NAME = re.compile(r"GMT(\d{8})-(\d{2})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Preface:
    """What stands before the first turn: ``key: value`` facts and free remarks."""

    facts: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()


def interview_document(
    file: Input, options: ReadOptions, reader: Reader, preface: Preface, turns: Sequence[Turn]
) -> Document:
    """Return the document of one transcript.

    Its id is a hash of what was said; its date is that of the head, else of the file's name. Raises
    InputError where nobody says anything.
    """
    if not any(turn.text and not turn.note for turn in turns):
        raise InputError(f"{file.name}: found no spoken words, need at least one turn")
    roles = find_roles(turns, interviewers=preface.interviewers)
    facts = preface.facts
    moment = _moment(file.name, (facts.get("date"), *preface.remarks), options)
    extra = {key: short(value, MAX_VALUE) for key, value in facts.items() if key not in _FIELDS}
    return Document(
        source=options.source or reader.name,
        external_id=content_id(f"{turn.speaker}\x1e{turn.text}" for turn in turns),
        kind=options.kind or reader.kind,
        origin=Origin(file.name, 0),
        utterances=tuple(
            Utterance(turn.text, roles.role(turn), turn.speaker, start_ms=turn.start_ms, end_ms=turn.end_ms)
            for turn in turns
        ),
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=facts.get("account"),
        participant=facts.get("participant"),
        title=short(facts["title"], MAX_VALUE) if "title" in facts else None,
        consent=find_consent(facts.get("consent"), preface.remarks, (turn.text for turn in turns)),
        attributes={**extra, "roles": roles.how},
    )


_FIELDS = frozenset({"date", "account", "participant", "consent", "title"})


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
    return tuple(
        name for match in found for name in re.split(r",\s*|\s+(?:and|&)\s+", match[1].strip(" .")) if name
    )


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
