"""AssemblyAI: utterances or words with times in milliseconds, speakers as letters."""

from collections.abc import Iterator

from ingestion.interview import Preface
from ingestion.jsontext import fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, milliseconds, plain_facts, talk_documents, voice
from ingestion.turns import Turn

# With word lists of megabytes before them, the utterances may lie behind the head.
_MARKS = ("audio_url", "acoustic_model", "language_model", "audio_duration", "speech_model", "language_code")


def _sniff(head: Head) -> float:
    if not (has_keys(head, "words") or has_keys(head, "utterances")) or has_keys(head, "channels"):
        return 0.0
    known = sum(1 for mark in _MARKS if has_keys(head, mark))
    return 0.95 if known >= 2 else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from talk_documents(file, options, READER, map(_talk, load_talks(file)))


READER = Reader(
    name="assemblyai_json",
    kind="interview",
    about="an AssemblyAI transcript as JSON",
    sniff=_sniff,
    read=_read,
)


def _talk(value: object) -> Talk:
    top = fields(value)
    found = items(top.get("utterances")) or items(top.get("words"))
    pieces = tuple(
        Turn(
            text_of(piece.get("text")) or "",
            voice(piece.get("speaker")),
            milliseconds(piece.get("start")),
            milliseconds(piece.get("end")),
        )
        for piece in map(fields, found)
    )
    if not pieces and (whole := text_of(top.get("text"))):
        pieces = (Turn(whole),)
    # The length of the recording is in seconds, unlike all other times here.
    facts = plain_facts(top, id="id", language="language_code", duration="audio_duration")
    return Talk(Preface(facts), pieces)
