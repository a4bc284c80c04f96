"""WebVTT transcripts: of Zoom, Teams, Stream, YouTube and whoever else writes it."""

import re
from collections.abc import Iterator

from ingestion.cues import TIMING, Cue, cue_pieces
from ingestion.interview import META, Preface, interview_document, read_facts, read_interviewers
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.turns import join_turns
from voc.errors import InputError
from voc.records import Origin, Reject

_NOTE = re.compile(r"^NOTE[ \t]+([^:\n]{1,40}):[ \t]*(.+)$", re.MULTILINE)


def _sniff(head: Head) -> float:
    return 1.0 if head.text.lstrip("\ufeff \n").startswith("WEBVTT") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    text = file.text()
    expected = len(TIMING.findall(text))
    cues = _cues(_mended(text), file.name)
    pieces = cue_pieces(cues)
    if not pieces:
        raise InputError(f"{file.name}: found {expected} cues and no words in them, need timed text")
    remarks = tuple(re.findall(r"^NOTE\b(.*)$", text, re.MULTILINE))
    preface = Preface(read_facts(_notes(text)), remarks, read_interviewers(remarks))
    yield interview_document(file, options, READER, preface, tuple(join_turns(pieces)))
    if len(cues) < expected:
        reason = f"cues lost: found {len(cues)} readable, need the {expected} that the file announces"
        yield Reject(Origin(file.name), reason)


READER = Reader(
    name="webvtt",
    kind="interview",
    about="a timed transcript as WebVTT (Zoom, Teams, Stream, YouTube)",
    sniff=_sniff,
    read=_read,
)


def _mended(text: str) -> str:
    """Return a text that the parser reads whole.

    It knows no comma in times, takes an arrow inside a text for a time line, and wants a header.
    """
    lines = []
    for line in text.split("\n"):
        if match := TIMING.match(line):
            lines.append(f"{match[1].replace(',', '.')} --> {match[2].replace(',', '.')}{match[3]}")
        else:
            lines.append(line.replace("-->", "--&gt;"))
    whole = "\n".join(lines)
    return whole if text.lstrip().startswith("WEBVTT") else "WEBVTT\n\n" + whole


def _cues(text: str, name: str) -> tuple[Cue, ...]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        captions = webvtt.from_string(text).captions
    except (MalformedCaptionError, MalformedFileError, ValueError) as error:
        raise InputError(f"{name}: not WebVTT ({error}); need the WEBVTT header and timed cues") from error
    return tuple(
        Cue(caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds(), tuple(caption.lines))
        for caption in captions
    )


def _notes(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in _NOTE.findall(text) if key.strip().lower() in META]
