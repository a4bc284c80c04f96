"""The turns of a typed interview, whatever document its lines come from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingestion.interview import META, PEOPLE, Preface, read_facts, read_interviewers
from ingestion.roles import is_role_label
from ingestion.speakers import find_speakers, looks_like_name
from ingestion.turns import Turn, join_turns
from ingestion.typed_line import Line, milliseconds, read_line
from voc.errors import UnknownFormat

_STAGE = frozenset(("break", "music", "intro", "outro"))
_PAIR = re.compile(r"[#*>\-\s]*([^:]{1,40}):\s*(.*)")
_NOTE = re.compile(r"[\[(](.{12,})[\])]\.?")
_ENDING = re.compile(
    r"(?:transcription ended after|transcri(?:bed|ption) (?:is )?(?:provided )?by\b"
    r"|this editable transcript was|\*?end of (?:the )?(?:transcript|recording)).*",
    re.IGNORECASE,
)


def typed_confidence(text: str) -> float:
    """Return between 0 and 1 how surely a text's lines are the turns of an interview."""
    parsed = _parse(text)
    speakers = find_speakers(line.label for line in parsed if line.label)
    labels = [line.label for line in parsed if line.label in speakers]
    changes = sum(1 for before, after in pairwise(labels) if before != after)
    words = sum(1 for line in parsed if line.text)
    if len(set(labels)) < 2 or changes < 1 or len(labels) < 0.03 * words:
        return 0.0
    named = [label for label in labels if is_role_label(label) or looks_like_name(label)]
    if len(labels) < 0.5 * words and len(named) < 0.5 * len(labels):
        return 0.0  # headings and fields that come back again and again, not talk
    told = any(is_role_label(label) for label in set(labels)) or any(line.clock for line in parsed)
    if len(labels) < 3 and not told:
        return 0.0
    return 0.85 if told else 0.6


def all_labelled(text: str) -> bool:
    """Say whether nearly every line begins with one of few speakers, though commas may make it a table."""
    lines = [line for raw in text.split("\n") if (line := read_line(raw)).label or line.text]
    labels = Counter(line.label for line in lines if line.label)
    speakers = find_speakers(labels.elements())
    labelled = sum(times for label, times in labels.items() if label in speakers)
    return len(lines) > 3 and labelled >= 0.9 * len(lines) and 1 < len(speakers) <= 0.5 * labelled


def check_spoken(text: str, name: str) -> None:
    """Raise UnknownFormat for prose: a contract or an article must not pass for a customer's words."""
    if not typed_confidence(text):
        raise UnknownFormat(
            f"{name}: found text without speakers, need the turns of two or more, each after a name "
            "(Interviewer: ..., P1: ...)"
        )


def read_typed(text: str) -> tuple[Preface, tuple[Turn, ...]]:
    """Return what stands before the first turn, and the turns.

    A turn begins at ``Name:``, ``Q:``, ``Name (00:01):``, ``[00:01] Name:`` or ``Name  0:21``; the lines
    below it continue it. A time on a line of its own is that of the words below it.
    """
    parsed = _parse(text)
    start = _first_turn(parsed)
    speakers = find_speakers(line.label for line in parsed[start:] if line.label)
    return _preface(parsed[:start]), tuple(join_turns(_pieces(parsed[start:], speakers)))


def _parse(text: str) -> tuple[Line, ...]:
    lines = tuple(read_line(raw) for raw in text.split("\n"))
    if len(find_speakers(line.label for line in lines if line.label and line.text)) > 1:
        return lines
    bare = _bare_names(lines)
    return tuple(
        replace(line, label=line.text, text="") if not line.label and line.text in bare else line
        for line in lines
    )


def _bare_names(lines: Sequence[Line]) -> frozenset[str]:
    """Return the names that stand alone on lines above the words, as services write them without times."""
    stands_out = [line.text for line in lines if not line.label and line.text and (line.clock or line.marked)]
    alone = Counter(line.text for line in lines if not line.label and 1 < len(line.text.split()) <= 5)
    named = Counter(text for text in stands_out if looks_like_name(text))
    # A single word is a name where such lines hold little else: "00:05 Absolutely" is none.
    known = named if named.total() >= 0.8 * len(stands_out) else Counter[str]()
    names = frozenset(text for text, times in (alone | known).items() if times > 1 and looks_like_name(text))
    return names if len(names) > 1 else frozenset()


def _whole(line: Line) -> str:
    """Return a line's words with what turned out to be no speaker put back."""
    if line.label and not line.text and line.label.lower() in _STAGE:
        return ""
    return line.whole or f"{line.label}: {line.text}".strip() if line.label else line.text


def _first_turn(lines: Sequence[Line]) -> int:
    """Return the index of the line where the talk begins, 0 where nobody is named.

    Paragraphs at the top that hold a fact (``Date: ...``) are the head, names in them included; so is
    everything before the first speaker, but not the time line right above it.
    """
    start = _facts_end(lines)
    speakers = find_speakers(line.label for line in lines[start:] if line.label)
    first = next((i for i in range(start, len(lines)) if lines[i].label in speakers), None)
    if first is None:
        return start
    timed = first
    while timed > start and not lines[timed - 1].text and not lines[timed - 1].label:
        timed -= 1
    return timed


def _facts_end(lines: Sequence[Line]) -> int:
    """Return the index behind the last paragraph at the top that states a fact of the interview."""
    end = at = 0
    while at < min(len(lines), 60):
        stop = next((i for i in range(at, len(lines)) if _is_gap(lines[i])), len(lines))
        facts = [i for i in range(at, stop) if _is_fact(lines[i])]
        if facts:
            # In one paragraph with the talk, the head ends with its last fact.
            spoken = find_speakers(line.label for line in lines[at:stop] if line.label and not _is_fact(line))
            turns = [i for i in range(at, stop) if lines[i].label in spoken and not _names_people(lines[i])]
            end = facts[-1] + 1 if turns and turns[-1] > facts[-1] else stop
        elif any(lines[i].label or lines[i].clock for i in range(at, stop)):
            break
        at = stop + 1
    return end


def _is_gap(line: Line) -> bool:
    return not line.label and not line.clock and not line.text.strip("-_=*# ")


def _is_fact(line: Line) -> bool:
    key = (line.label or "").lower()
    return key in META and key not in PEOPLE and bool(line.text) and len(line.text) < 200


def _names_people(line: Line) -> bool:
    return (line.label or "").lower() in PEOPLE


def _preface(lines: Sequence[Line]) -> Preface:
    texts = [whole for line in lines if (whole := _whole(line))]
    pairs = [(match[1].strip(), match[2].strip()) for text in texts if (match := _PAIR.fullmatch(text))]
    return Preface(read_facts(pairs), tuple(texts), read_interviewers(texts))


def _pieces(lines: Sequence[Line], speakers: frozenset[str]) -> Iterator[Turn]:
    """Yield a piece for each line that says something, under the speaker named last."""
    speaker: str | None = None
    start: int | None = None
    for line in lines:
        if line.clock:
            start = milliseconds(line.clock)
        if line.label and line.label in speakers:
            speaker = line.label
            if line.text:
                yield from _split_note(Turn(line.text, speaker, start))
        elif (text := _whole(line)) and not _ENDING.fullmatch(text):
            yield from _split_note(Turn(text, speaker, start))
        if line.later:
            start = milliseconds(line.later)


def _split_note(turn: Turn) -> Iterator[Turn]:
    """Yield a turn; a line that is one long bracket is a remark of the transcriber."""
    match = _NOTE.fullmatch(turn.text)
    aside = bool(match) and len(turn.text.split()) > 3 and not re.search(r"[\])].*[\[(]", turn.text)
    yield replace(turn, speaker=None, note=True) if aside else turn
