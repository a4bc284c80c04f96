"""The chat of a Zoom meeting, saved beside its recording: typed, not spoken, so a channel of its own."""

import re
from collections.abc import Iterator

from ingestion.cues import clock_ms
from ingestion.interview import Preface, interview_document
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.turns import Turn
from voc.errors import InputError

_CLOCK = r"(?P<clock>\d{2}:\d{2}:\d{2})"
_TABBED = re.compile(rf"{_CLOCK}\t(?P<name>[^\t]{{1,120}}?):\t(?P<text>.*)")
_FROM = re.compile(
    rf"{_CLOCK}\s+From\s+(?P<name>\S.{{0,119}}?)(?:\s+to\s+.{{1,120}}?)?\s?:(?:\s+(?P<text>.*))?"
)
_REPLY = re.compile(r"Replying to \"[^\"]*\"?")
_REACTION = re.compile(r"(?:Reacted to|Removed a .{1,40} reaction from) \".*", re.DOTALL)


def _sniff(head: Head) -> float:
    lines = [line for line in head.text.split("\n") if line.strip()]
    messages = sum(1 for line in lines if _message(line))
    return 0.97 if messages and messages >= 0.3 * len(lines) else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    turns = tuple(turn for turn in _turns(file.text()) if turn.text)
    if not turns:
        raise InputError(f"{file.name}: found no message, need lines such as 00:07:00<TAB>Name:<TAB>text")
    preface = Preface({"channel": "chat"})
    yield interview_document(file, options, READER, preface, turns)


READER = Reader(
    name="zoom_chat",
    kind="interview",
    about="the saved chat of a Zoom meeting",
    sniff=_sniff,
    read=_read,
)


def _message(line: str) -> re.Match[str] | None:
    return _TABBED.fullmatch(line) or _FROM.fullmatch(line)


def _turns(text: str) -> Iterator[Turn]:
    """Yield one turn a message, lines below it included: minutes may lie between two of one person."""
    current: re.Match[str] | None = None
    words: list[str] = []
    for line in text.split("\n"):
        if match := _message(line):
            if current:
                yield _turn(current, words)
            current, words = match, [match["text"] or ""]
        else:
            words.append(line)
    if current:
        yield _turn(current, words)


def _turn(message: re.Match[str], words: list[str]) -> Turn:
    raw = "\n".join(words).strip()
    said = (
        _REACTION.sub("", raw)
        if raw.startswith(("Reacted to", "Removed a"))
        else _REPLY.sub("", raw, count=1)
    )
    start = clock_ms(message["clock"] + ".0")
    return Turn(" ".join(said.split()), message["name"].strip(), start)
