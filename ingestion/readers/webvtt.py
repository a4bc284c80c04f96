"""Timed transcripts: WebVTT of Zoom, Teams and Stream, and SubRip, whose times have commas."""

import html
import re
from collections.abc import Iterator

from ingestion.interview import META, Preface, interview_document, read_facts, read_interviewers
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.turns import Turn, join_turns, read_prefixes
from voc.errors import InputError
from voc.records import Origin, Reject

_CLOCK = r"(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_TIMING = re.compile(rf"^[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})(.*)$", re.MULTILINE)
_VOICE = re.compile(r"<v(?:\.[^\s<>.]+)*\s+([^<>]+)>")
_TAG = re.compile(r"</?(?:v|c|b|i|u|ruby|rt|lang|\d[\d:.]*)(?:[.\s][^<>]*)?>")
_NOTE = re.compile(r"^NOTE[ \t]+([^:\n]{1,40}):[ \t]*(.+)$", re.MULTILINE)
# Times inside a line mark captions that grow word by word and roll up.
_ROLLING = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>")
_GUID_LINE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}(?:/\d+-\d+)?", re.IGNORECASE)


def _sniff(head: Head) -> float:
    if head.text.lstrip("\ufeff \n").startswith("WEBVTT"):
        return 1.0
    cues = len(_TIMING.findall(head.text))
    return 0.9 if cues and cues >= 0.1 * head.text.count("\n") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    text = file.text()
    expected = len(_TIMING.findall(text))
    pieces, found = _pieces(_mended(text), file.name)
    if not pieces:
        raise InputError(f"{file.name}: found {expected} cues and no words in them, need timed text")
    turns = tuple(join_turns(read_prefixes(pieces)))
    remarks = tuple(re.findall(r"^NOTE\b(.*)$", text, re.MULTILINE))
    preface = Preface(read_facts(_notes(text)), remarks, read_interviewers(remarks))
    yield interview_document(file, options, READER, preface, turns)
    if found < expected:
        reason = f"cues lost: found {found} readable, need the {expected} that the file announces"
        yield Reject(Origin(file.name), reason)


READER = Reader(
    name="webvtt",
    kind="interview",
    about="a timed transcript as WebVTT (Zoom, Teams, Stream) or SubRip",
    sniff=_sniff,
    read=_read,
)


def _mended(text: str) -> str:
    """Return a text that the parser reads whole.

    It knows no comma in times, takes an arrow inside a text for a time line, and wants a header.
    """
    lines = []
    for line in text.split("\n"):
        if match := _TIMING.match(line):
            lines.append(f"{match[1].replace(',', '.')} --> {match[2].replace(',', '.')}{match[3]}")
        else:
            lines.append(line.replace("-->", "--&gt;"))
    if text.lstrip().startswith("WEBVTT"):
        return "\n".join(lines)
    return "WEBVTT\n\n" + "\n".join(_without_gaps(lines))


def _without_gaps(lines: list[str]) -> Iterator[str]:
    """Yield SubRip's lines without blank ones inside a cue, behind which the parser would drop the text."""
    for at, line in enumerate(lines):
        ahead = [text for text in lines[at + 1 : at + 6] if text.strip()][:2]
        if line.strip() or not ahead or any(map(_TIMING.match, ahead)):
            yield line


def _pieces(text: str, name: str) -> tuple[tuple[Turn, ...], int]:
    """Return the cues' pieces, one for each voice in a cue, and the number of cues read."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        captions = webvtt.from_string(text).captions
    except (MalformedCaptionError, MalformedFileError, ValueError) as error:
        raise InputError(f"{name}: not WebVTT ({error}); need the WEBVTT header and timed cues") from error
    rolling = bool(_ROLLING.search(text))
    pieces: list[Turn] = []
    before = ""
    for caption in captions:
        raw = "\n".join(_new_lines(caption.lines, before if rolling else ""))
        before = _clean(caption.lines[-1]) if caption.lines and _clean(caption.lines[-1]) else before
        start, end = caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds()
        pieces += [Turn(words, who, start, end) for who, words in _voices(raw)]
    return tuple(pieces), len(captions)


def _new_lines(lines: list[str], before: str) -> list[str]:
    """Return a cue's lines without the one that captions which roll up repeat from the cue before."""
    kept = [line for line in lines if _clean(line) and not _GUID_LINE.fullmatch(line.strip())]
    return kept[1:] if kept and before and _clean(kept[0]) == before else kept


def _voices(raw: str) -> Iterator[tuple[str | None, str]]:
    """Yield the voices of a cue with their words; the parser itself reports the first voice only."""
    parts = _VOICE.split(raw)
    if words := _clean(parts[0]):
        yield None, words
    for voice, words in zip(parts[1::2], parts[2::2], strict=True):
        if clean := _clean(words):
            yield html.unescape(voice).strip(), clean


def _clean(raw: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", raw)).removeprefix(">>").split())


def _notes(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in _NOTE.findall(text) if key.strip().lower() in META]
