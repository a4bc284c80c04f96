"""Recorded talks as services write them in JSON: timed pieces with speakers, one or several talks a file."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ingestion.interview import Preface, interview_document
from ingestion.jsontext import fields, json_lines, load_json, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.turns import Turn, join_turns
from voc.errors import InputError
from voc.records import Origin, Reject

LONGEST_S = 1_000_000
_LOOP = 3


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk: what its file says of it, and what was said, in order."""

    preface: Preface
    pieces: tuple[Turn, ...]


def talk_documents(
    file: Input, options: ReadOptions, reader: Reader, talks: Iterable[Talk]
) -> Iterator[Item]:
    """Yield a document for each talk, a reject for one in which nobody says anything."""
    for row, talk in enumerate(talks):
        turns = tuple(join_turns(talk.pieces))
        if turns:
            yield interview_document(file, options, reader, talk.preface, turns, row=row)
        else:
            reason = "a talk without words: found no spoken text, need at least one turn"
            yield Reject(Origin(file.name, row), reason, talk.preface.facts.get("id", ""))


def load_talks(file: Input) -> tuple[object, ...]:
    """Return the values of a JSON file: the items of its array, its one object, or that of each line.

    Raises InputError where it is no JSON.
    """
    text = file.text()
    try:
        value = load_json(text, file.name)
    except InputError:
        lines = tuple(json_lines(file)) if text.count("\n") else ()
        if not lines or any(isinstance(line, InputError) for line in lines):
            raise
        return lines
    return tuple(value) if isinstance(value, list) else (value,)


def has_keys(head: Head, *keys: str) -> bool:
    """Say whether the beginning of a JSON file holds all of these keys."""
    return head.form == "json" and all(f'"{key}"' in head.text for key in keys)


def seconds(value: object) -> int | None:
    """Return seconds as milliseconds, None for what is no time in a talk."""
    return _time(value, 1_000)


def milliseconds(value: object) -> int | None:
    """Return milliseconds, None for what is no time in a talk."""
    return _time(value, 1)


def _time(value: object, factor: int) -> int | None:
    try:
        number = float(value) if isinstance(value, int | float | str) else math.nan
    except (ValueError, OverflowError):
        return None
    if not 0 <= number * factor <= LONGEST_S * 1_000:
        return None
    return round(number * factor)


def voice(value: object) -> str | None:
    """Return a speaker's label; the bare number or letter of a voice told apart becomes ``Speaker 0``."""
    label = text_of(value)
    if label is None:
        return None
    return f"Speaker {label}" if len(label) == 1 or label.isdigit() else label


def plain_facts(value: object, **words: str) -> dict[str, str]:
    """Return our words for those keys (``date="created"``) of an object that hold a plain value."""
    found = fields(value)
    return {word: text for word, key in words.items() if (text := text_of(found.get(key)))}


def without_loops(pieces: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return pieces, of three or more alike in a row only the first: recognisers fill silence with them."""
    kept: list[Turn] = []
    for _, group in groupby(pieces, key=lambda piece: (piece.speaker, piece.text.strip())):
        alike = list(group)
        kept += alike[:1] if len(alike) >= _LOOP and len(alike[0].text.split()) > 1 else alike
    return tuple(kept)
