"""Correcting who is a customer in a document: only customers' words become verbatims."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from sqlite_utils import Database

from nlp.redaction import Redaction, redact
from voc.errors import InputError, NotFound
from voc.pipeline.preparation import enter
from voc.records import Document, Identity, Origin, Role, Utterance
from voc.store import roles as store
from voc.store.roles import Rewritten, Speaker, Talk
from voc.store.rollups import refresh_rollups

# How a speaker without a label is written in a command.
NOBODY = "-"
_PLACEHOLDER = re.compile(r"\[[A-Z_]+_\d+\]")
_PERSON = re.compile(r"\[PERSON_(\d+)\]")
_NAMED: frozenset[Role] = frozenset({"customer", "unknown"})


@dataclass(frozen=True, slots=True)
class Corrector:
    """Who corrects a document's roles, and with which of the workspace's key and zone."""

    author: str
    key: bytes
    zone: str


def correct_roles(
    db: Database, name: str, roles: Mapping[str, str], corrector: Corrector
) -> tuple[Speaker, ...]:
    """Give speakers (by their stored labels) other roles and return the document's speakers after it.

    The document's verbatims are made anew where a role changed, and counted anew; the next analysis reads
    them. The correction holds for this document whenever its file is read again. Raises NotFound for a
    document or speaker that is not there, InputError for a role that is none.
    """
    talk = store.find_talk(db, name)
    wanted = _wanted(db, talk, roles)
    with db.atomic():
        identities = store.read_identities(db, talk.id)
        for label, role in wanted.items():
            speaker = _speaker_key(label, identities, corrector.key)
            store.add_correction(db, talk, speaker=speaker, role=role, author=corrector.author)
        _apply(db, talk, key=corrector.key)
    refresh_rollups(db, zone=corrector.zone)
    return tuple(store.read_speakers(db, document=talk.id))


def keep_corrections(db: Database, *, ingest: int, key: bytes) -> None:
    """Give the speakers of documents that a reading stored the roles that people gave them before."""
    for talk in store.corrected_talks(db, ingest):
        _apply(db, talk, key=key)


def _wanted(db: Database, talk: Talk, roles: Mapping[str, str]) -> dict[str, Role]:
    known: dict[str, Role] = {role: role for role in get_args(Role)}
    there = dict.fromkeys(said.speaker or NOBODY for _, said in store.read_utterances(db, talk.id))
    for label, role in roles.items():
        if label not in there:
            found = ", ".join(repr(speaker) for speaker in list(there)[:20])
            raise NotFound(f"{talk.source}/{talk.external_id}: no speaker {label!r}, need one of {found}")
        if role not in known:
            raise InputError(f"{label!r}: found the role {role!r}, need one of {', '.join(known)}")
    return {label: known[role] for label, role in roles.items()}


def _apply(db: Database, talk: Talk, *, key: bytes) -> None:
    """Bring a stored document in line with what people said of its speakers."""
    corrections = store.read_corrections(db, talk)
    identities = store.read_identities(db, talk.id)
    before = store.read_utterances(db, talk.id)
    keys = {said.speaker: _speaker_key(said.speaker or NOBODY, identities, key) for _, said in before}
    after = tuple(_corrected(said, corrections.get(keys[said.speaker])) for _, said in before)
    for label in {said.speaker: None for said in after if said.role in _NAMED and said.speaker}:
        person = _person(label, key)
        if person is None:
            continue
        known = next((one for one in identities if one.digest == person.digest), None)
        person = known or replace(person, placeholder=_next_placeholder(identities))
        if known is None:
            store.add_identity(db, talk.id, person)
            identities = (*identities, person)
        after = tuple(_without_name(said, label, person.placeholder) for said in after)
    changed = [place for place, (_, said) in enumerate(before) if said != after[place]]
    if changed:
        rows = [before[place][0] for place in changed]
        said = [after[place] for place in changed]
        store.rewrite(db, talk.id, _rewritten(db, talk, rows, said))


def _rewritten(
    db: Database, talk: Talk, rows: Sequence[int], said: Sequence[Utterance]
) -> tuple[Rewritten, ...]:
    """Cut utterances that are redacted already into verbatims, as those of a new document are."""
    document = Document(
        talk.source, talk.external_id, store.read_kind(db, talk.id), Origin(""), utterances=tuple(said)
    )
    (entry,) = enter([Redaction(document, ())])
    languages = entry.languages or (None,) * len(said)
    parts = zip(rows, said, entry.spans, entry.set_aside, languages, strict=True)
    return tuple(Rewritten(*part) for part in parts)


def _corrected(said: Utterance, role: Role | None) -> Utterance:
    if role is None:
        return said
    return replace(said, role=role, role_from="corrected")


def _speaker_key(label: str, identities: Sequence[Identity], key: bytes) -> str:
    """Return what a speaker is known by from one reading to the next: a name's keyed hash, else the label.

    Placeholders are numbered by their place, and other speakers may come before in a changed file.
    """
    known = next((one.digest for one in identities if one.placeholder == label), None)
    if known:
        return known
    person = _person(label, key)
    return person.digest if person else label


def _person(label: str, key: bytes) -> Identity | None:
    """Return who a label names, None where it is a placeholder or names a part in the talk."""
    if _PLACEHOLDER.fullmatch(label):
        return None
    said = Utterance("", "customer", speaker=label)
    found = redact(Document("", "", "interview", Origin(""), (said,)), key=key, names=False)
    return found.identities[0] if found.identities else None


def _next_placeholder(identities: Sequence[Identity]) -> str:
    numbers = [int(match[1]) for one in identities if (match := _PERSON.fullmatch(one.placeholder))]
    return f"[PERSON_{max(numbers, default=0) + 1}]"


def _without_name(said: Utterance, name: str, placeholder: str) -> Utterance:
    """Put a placeholder for a name that became a customer's: as the speaker, and in full in the words."""
    speaker = placeholder if said.speaker == name else said.speaker
    if " " not in name:
        return replace(said, speaker=speaker)
    full = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    question = None if said.question is None else full.sub(placeholder, said.question)
    return replace(said, speaker=speaker, text=full.sub(placeholder, said.text), question=question)
