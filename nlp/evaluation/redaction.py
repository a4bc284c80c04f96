"""Marked texts, and how much of what is personal in them a redaction finds: recall and precision by kind."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.personal.document_names import names_of
from nlp.personal.lexicon import load_lexicon
from nlp.personal.names import Names
from nlp.personal.stated import full_names
from nlp.redaction import with_full_names
from voc.errors import InputError
from voc.records import Document, Origin, Utterance

PERSON = "PERSON"
COVERED = 0.8


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, in code points, and its kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what is personal in it, the names that its document states and the names to keep."""

    id: str
    text: str
    marks: tuple[Mark, ...]
    people: tuple[str, ...]
    catalogue: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindScore:
    """Marked spans of a kind, how many were found, and redacted spans that overlap no marked one."""

    kind: str
    marked: int
    found: int
    redacted: int
    false: int

    @property
    def recall(self) -> float:
        """The share of the marked spans that were found."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """The share of the redacted spans that overlap something personal."""
        return 1 - self.false / self.redacted if self.redacted else 1.0


def read_marked(path: Path) -> tuple[Marked, ...]:
    """Read marked texts from JSON lines with ``id``, ``text``, ``spans``, ``people`` and ``catalogue``.

    Raises InputError with file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; need JSON lines in UTF-8") from error
    return tuple(
        _marked(f"{path}, line {number}", line) for number, line in enumerate(lines, start=1) if line
    )


def _marked(where: str, line: str) -> Marked:
    try:
        row: Any = json.loads(line)
        return Marked(
            id=str(row["id"]),
            text=str(row["text"]),
            marks=tuple(Mark(int(start), int(end), str(kind)) for start, end, kind in row["spans"]),
            people=tuple(map(str, row.get("people") or ())),
            catalogue=tuple(map(str, row.get("catalogue") or ())),
        )
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise InputError(f"{where}: {error}; need a JSON object with id, text and spans") from error


def is_found(text: str, mark: Mark, redacted: Iterable[Mark]) -> bool:
    """Tell whether redacted spans of its kind cover a marked one: 80 % of it, of a name its surname too."""
    covered = {
        place for one in redacted if one.kind == mark.kind for place in range(one.start, one.end)
    } & set(range(mark.start, mark.end))
    if len(covered) < COVERED * (mark.end - mark.start):
        return False
    surname = mark.start + text[mark.start : mark.end].rfind(" ") + 1 if mark.kind == PERSON else mark.end
    return all(place in covered for place in range(surname, mark.end))


def score(rows: Sequence[Marked], answers: Sequence[Sequence[Mark]]) -> tuple[KindScore, ...]:
    """Return the score of each kind that is marked or redacted anywhere, in alphabetical order."""
    kinds = {mark.kind for row in rows for mark in row.marks} | {mark.kind for one in answers for mark in one}
    return tuple(_score(kind, rows, answers) for kind in sorted(kinds))


def _score(kind: str, rows: Sequence[Marked], answers: Sequence[Sequence[Mark]]) -> KindScore:
    marked = found = redacted = false = 0
    for row, answer in zip(rows, answers, strict=True):
        for mark in row.marks:
            if mark.kind == kind:
                marked += 1
                found += is_found(row.text, mark, answer)
        for one in answer:
            if one.kind == kind:
                redacted += 1
                false += all(one.end <= mark.start or mark.end <= one.start for mark in row.marks)
    return KindScore(kind, marked, found, redacted, false)


def together(scores: Iterable[KindScore], kind: str) -> KindScore:
    """Return the score of several kinds as one."""
    ones = tuple(scores)
    return KindScore(
        kind,
        sum(one.marked for one in ones),
        sum(one.found for one in ones),
        sum(one.redacted for one in ones),
        sum(one.false for one in ones),
    )


def found_by_voc(
    rows: Sequence[Marked], *, names: bool = True, tagger: bool = True
) -> tuple[tuple[Mark, ...], ...]:
    """Return what voc redacts in each text, as one document whose speakers are the stated people.

    ``names=False`` takes patterns and full stated names alone, ``tagger=False`` leaves the tagger out.
    """
    finders = {kept: Names(load_lexicon(), kept) for kept in {row.catalogue for row in rows}} if names else {}
    return tuple(_found(row, finders.get(row.catalogue), tagger=tagger) for row in rows)


def _found(row: Marked, names: Names | None, *, tagger: bool) -> tuple[Mark, ...]:
    speakers = (Utterance("", "customer", speaker=name) for name in row.people)
    document = Document("", row.id, "survey", Origin("", 0), (Utterance(row.text, "customer"), *speakers))
    if names:
        (found,) = names_of((document,), names, tagger=tagger)
        data = found.find(row.text)
    else:
        data = with_full_names(row.text, names=full_names(document))
    return tuple(Mark(datum.start, datum.end, datum.kind) for datum in data)
