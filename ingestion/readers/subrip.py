"""SubRip transcripts and other timed text without a header, with commas or dots in its times."""

from collections.abc import Iterator

from ingestion.cues import TIMING, Cue, clock_ms, cue_pieces
from ingestion.interview import Preface, interview_document
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.turns import join_turns
from voc.errors import InputError
from voc.records import Origin, Reject


def _sniff(head: Head) -> float:
    if head.text.lstrip("\ufeff \n").startswith("WEBVTT"):
        return 0.0
    cues = len(TIMING.findall(head.text))
    return 0.9 if cues and cues >= 0.1 * head.text.count("\n") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    text = file.text()
    expected = len(TIMING.findall(text))
    cues = tuple(_cues(text))
    pieces = cue_pieces(cues)
    if not pieces:
        raise InputError(f"{file.name}: found {expected} cues and no words in them, need timed text")
    yield interview_document(file, options, READER, Preface(), tuple(join_turns(pieces)))
    if len(cues) < expected:
        reason = f"cues lost: found {len(cues)} readable, need the {expected} that the file announces"
        yield Reject(Origin(file.name), reason)


READER = Reader(
    name="subrip",
    kind="interview",
    about="a timed transcript as SubRip (.srt)",
    sniff=_sniff,
    read=_read,
)


def _cues(text: str) -> Iterator[Cue]:
    """Yield the cues whose times can be read; a blank line inside a cue does not end it."""
    parts = TIMING.split(text)
    # Each time line gives three groups (start, end, settings) and then the text up to the next one.
    blocks = zip(parts[1::4], parts[2::4], parts[4::4], strict=True)
    last = len(parts) // 4
    for number, (start, end, block) in enumerate(blocks, start=1):
        lines = [line for line in block.split("\n") if line.strip()]
        if number < last and lines and lines[-1].strip().isdigit():
            lines.pop()
        begins, ends = clock_ms(start), clock_ms(end)
        if begins is not None and ends is not None:
            yield Cue(begins, ends, tuple(lines))
