"""Whisper, WhisperX and whisper.cpp: segments in seconds, with speakers on some of them or on none."""

from collections import Counter
from collections.abc import Iterator

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import (
    Talk,
    has_keys,
    load_talks,
    milliseconds,
    plain_facts,
    seconds,
    talk_documents,
    voice,
    without_loops,
)
from ingestion.turns import Turn


def _sniff(head: Head) -> float:
    if has_keys(head, "transcription", "offsets", "text"):
        return 0.9
    timed = has_keys(head, "segments", "start", "end", "text")
    return 0.9 if timed and not has_keys(head, "monologues") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from talk_documents(file, options, READER, map(_talk, load_talks(file)))


READER = Reader(
    name="whisper_json",
    kind="interview",
    about="JSON of Whisper, WhisperX or whisper.cpp with timed segments",
    sniff=_sniff,
    read=_read,
)


def _talk(value: object) -> Talk:
    top = fields(value)
    pieces = [_segment(fields(entry)) for entry in items(top.get("segments"))]
    pieces += [_offset_segment(fields(entry)) for entry in items(top.get("transcription"))]
    if not pieces and (whole := text_of(top.get("text"))):
        pieces = [Turn(whole)]
    preface = Preface(plain_facts(top, language="language", duration="duration"))
    return Talk(preface, without_loops(pieces))


def _segment(segment: Fields) -> Turn:
    text = text_of(segment.get("text")) or ""
    return Turn(text, _speaker(segment), seconds(segment.get("start")), seconds(segment.get("end")))


def _speaker(segment: Fields) -> str | None:
    """Return a segment's speaker, else the one that most of its words name."""
    if label := voice(segment.get("speaker")):
        return label
    voices = Counter(v for word in items(segment.get("words")) if (v := voice(fields(word).get("speaker"))))
    return voices.most_common(1)[0][0] if voices else None


def _offset_segment(segment: Fields) -> Turn:
    offsets = fields(segment.get("offsets"))
    text = text_of(segment.get("text")) or ""
    return Turn(
        text,
        voice(segment.get("speaker")),
        milliseconds(offsets.get("from")),
        milliseconds(offsets.get("to")),
    )
