"""Turns of a conversation, built from the pieces that a transcript comes in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingestion.speakers import find_speakers
from voc.records import Role

_PREFIX = re.compile(r"([^:\n<>]{1,80}): +(.*)", re.DOTALL)
_ENDS = (".", "?", "!", "…", '"', "”")
LONG_PAUSE_MS = 1_500
SOFT_WORDS = 60
HARD_WORDS = 120


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go.

    ``note`` is a remark of whoever typed the transcript; ``role`` is set where the file states it;
    ``opens`` says that somebody else begins to speak here, whoever that is.
    """

    text: str
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    note: bool = False
    role: Role | None = None
    opens: bool = False


def read_prefixes(pieces: tuple[Turn, ...]) -> tuple[Turn, ...]:
    """Move ``Name: `` from the text to the speaker where at least half of a file's pieces begin so.

    A piece without a prefix then continues the last speaker. Deciding by the whole file keeps a
    caption such as "in this case: nothing" from naming a speaker.
    """
    if any(piece.speaker for piece in pieces):
        return pieces
    matches = [_PREFIX.match(piece.text) for piece in pieces]
    speakers = find_speakers(match[1].strip() for match in matches if match)
    matches = [match if match and match[1].strip() in speakers else None for match in matches]
    if sum(1 for match in matches if match) < 0.5 * len(pieces):
        return pieces
    moved = []
    speaker: str | None = None
    for piece, match in zip(pieces, matches, strict=True):
        text = piece.text
        if match:
            speaker, text = match[1].strip(), match[2]
        moved.append(replace(piece, text=text, speaker=speaker))
    return tuple(moved)


def join_turns(pieces: Iterable[Turn]) -> Iterator[Turn]:
    """Join consecutive pieces of one speaker; nameless ones end at a pause or a sentence's end."""
    current: list[Turn] = []
    for piece in pieces:
        if not piece.text.strip():
            continue
        if current and not _continues(current, piece):
            yield _joined(current)
            current = []
        current.append(piece)
    if current:
        yield _joined(current)


def _continues(current: list[Turn], piece: Turn) -> bool:
    last = current[-1]
    if last.speaker != piece.speaker or last.note or piece.note or piece.opens:
        return False
    if piece.speaker is not None:
        return True
    if piece.start_ms is None or last.end_ms is None:
        return False
    words = sum(len(turn.text.split()) for turn in current)
    if words >= HARD_WORDS or piece.start_ms - last.end_ms >= LONG_PAUSE_MS:
        return False
    return not (words >= SOFT_WORDS and last.text.rstrip().endswith(_ENDS))


def _joined(pieces: list[Turn]) -> Turn:
    first = pieces[0]
    if len(pieces) == 1:
        text = " ".join(first.text.split())
        return Turn(text, first.speaker, first.start_ms, first.end_ms, first.note, first.role)
    text = " ".join(" ".join(piece.text for piece in pieces).split())
    # Cues overlap where people do: the turn ends with the one that ends last.
    end = max((piece.end_ms for piece in pieces if piece.end_ms is not None), default=None)
    return Turn(text, first.speaker, first.start_ms, end, first.note, first.role)
