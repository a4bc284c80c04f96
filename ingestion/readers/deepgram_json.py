"""Deepgram: utterances where they were asked for, else paragraphs, else words; times in seconds."""

from collections.abc import Iterator, Sequence

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, plain_facts, seconds, talk_documents, voice
from ingestion.turns import Turn


def _sniff(head: Head) -> float:
    return 0.95 if has_keys(head, "results", "channels", "alternatives", "transcript") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from talk_documents(file, options, READER, map(_talk, load_talks(file)))


READER = Reader(
    name="deepgram_json",
    kind="interview",
    about="a Deepgram transcript as JSON",
    sniff=_sniff,
    read=_read,
)


def _talk(value: object) -> Talk:
    top = fields(value)
    results = fields(top.get("results"))
    channels = items(results.get("channels"))
    pieces = [
        _piece(fields(entry), "transcript", several=len(channels) > 1)
        for entry in items(results.get("utterances"))
    ]
    if not pieces:
        for number, channel in enumerate(channels):
            pieces += _of_channel(fields(channel), number if len(channels) > 1 else None)
        pieces.sort(key=lambda piece: piece.start_ms or 0)
    facts = plain_facts(top.get("metadata"), id="request_id", date="created", duration="duration")
    return Talk(Preface(facts), tuple(pieces))


def _piece(entry: Fields, key: str, *, several: bool) -> Turn:
    """Return an utterance; with a channel for each side of a call, the channel tells them apart."""
    channel = text_of(entry.get("channel"))
    speaker = f"Channel {channel}" if several and channel else voice(entry.get("speaker"))
    return Turn(
        text_of(entry.get(key)) or "", speaker, seconds(entry.get("start")), seconds(entry.get("end"))
    )


def _of_channel(channel: Fields, number: int | None) -> Sequence[Turn]:
    best = fields(next(iter(items(channel.get("alternatives"))), None))
    fixed = None if number is None else f"Channel {number}"
    paragraphs = items(fields(best.get("paragraphs")).get("paragraphs"))
    found = [
        Turn(
            text_of(sentence.get("text")) or "",
            fixed or voice(paragraph.get("speaker")),
            seconds(sentence.get("start")),
            seconds(sentence.get("end")),
        )
        for paragraph in map(fields, paragraphs)
        for sentence in map(fields, items(paragraph.get("sentences")))
    ]
    if found:
        return found
    words = [
        Turn(
            text_of(word.get("punctuated_word")) or text_of(word.get("word")) or "",
            fixed or voice(word.get("speaker")),
            seconds(word.get("start")),
            seconds(word.get("end")),
        )
        for word in map(fields, items(best.get("words")))
    ]
    return words or [Turn(text_of(best.get("transcript")) or "", fixed)]
