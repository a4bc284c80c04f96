"""Cues of timed transcripts and captions: their voices, their tags, and lines that come twice."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingestion.turns import Turn, read_prefixes

CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
TIMING = re.compile(rf"^[ \t]*({CLOCK})[ \t]*-->[ \t]*({CLOCK})(.*)$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>.]+)*\s+([^<>]+)>")
_TAG = re.compile(r"</?(?:v|c|b|i|u|font|ruby|rt|lang|\d[\d:.]*)(?:[.\s][^<>]*)?>|\{\\an?\d\}", re.IGNORECASE)
# Times inside a line mark captions that grow word by word and roll up.
_GROWING = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>")
_CHANGE = re.compile(r"^[ \t]*(?:>>|&gt;&gt;)[ \t]*", re.MULTILINE)
_GUID_LINE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}(?:/\d+-\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of time and the lines shown in it, tags and entities as they stand."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def cue_pieces(cues: Sequence[Cue]) -> tuple[Turn, ...]:
    """Return the pieces of a transcript, one for each voice in a cue, names moved from text to speaker."""
    said = [tuple(line for line in cue.lines if _is_said(line)) for cue in cues]
    if _rolls_up(cues, said):
        said = [_new_lines(lines, before) for before, lines in zip(_last_lines(said), said, strict=True)]
    pieces = (
        Turn(words, voice, cue.start_ms, cue.end_ms, opens=opens)
        for cue, lines in zip(cues, said, strict=True)
        for voice, raw in _voices("\n".join(lines))
        for opens, words in _changes(raw)
    )
    return read_prefixes(tuple(pieces))


def clock_ms(clock: str) -> int | None:
    """Return a cue's time as milliseconds, None where minutes or seconds are sixty or more."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")]
    if any(part > 59 for part in parts[-2:]):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1_000 + int(fraction.ljust(3, "0"))


def _is_said(line: str) -> bool:
    return bool(_clean(line)) and not (len(line) >= 36 and _GUID_LINE.fullmatch(line.strip()))


def _rolls_up(cues: Sequence[Cue], said: Sequence[tuple[str, ...]]) -> bool:
    """Say whether lines come twice: words grow inside them, or most cues begin with the last one's end.

    The same answer given again and again is none of that: below what was there, a new line appears.
    """
    if any(_GROWING.search(line) for cue in cues for line in cue.lines):
        return True
    filled = [lines for lines in said if lines]
    again = sum(1 for before, after in pairwise(filled) if _clean(before[-1]) == _clean(after[0]))
    grown = any(
        len(after) > 1 and _clean(before[-1]) == _clean(after[0]) for before, after in pairwise(filled)
    )
    return grown and len(filled) > 3 and again >= 0.5 * (len(filled) - 1)


def _last_lines(said: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield for each cue the last line that was shown before it."""
    before = ""
    for lines in said:
        yield before
        before = _clean(lines[-1]) if lines else before


def _new_lines(lines: tuple[str, ...], before: str) -> tuple[str, ...]:
    return lines[1:] if lines and before and _clean(lines[0]) == before else lines


def _voices(raw: str) -> Iterator[tuple[str | None, str]]:
    """Yield the voices of a cue with what is theirs; the parser itself reports the first voice only."""
    parts = _VOICE.split(raw)
    yield None, parts[0]
    for voice, words in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(voice).strip(), words


def _changes(raw: str) -> Iterator[tuple[bool, str]]:
    """Yield the words between the marks (``>>``) by which captions show that the speaker changes."""
    for number, part in enumerate(_CHANGE.split(raw)):
        if words := _clean(part):
            yield number > 0, words


def _clean(raw: str) -> str:
    if "<" in raw or "{" in raw:
        raw = _TAG.sub("", raw)
    return " ".join((html.unescape(raw) if "&" in raw else raw).split())
