"""One line of a typed interview: who begins to speak in it, the words, and the times that it states."""

import re
from dataclasses import dataclass

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_CLOCK = rf"(?P<clock>{CLOCK})"
# Emoji before a name belong to it.
_LABEL = (
    r"(?P<label>(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]*\s*)?[^\W_][^:\n<>\[\]{}?!\"]{0,60}?)"
)
_UNTIL = rf"\s*(?:-->|[-\u2013\u2014]|to)\s*[\[(]?{CLOCK}[\])]?"
_TIME_ONLY = re.compile(rf"[\[(]?{_CLOCK}[\])]?(?:{_UNTIL})?\s*")
_TIME_FIRST = re.compile(
    rf"[\[(]?{_CLOCK}(?:{_UNTIL})?[\])]?\s*(?:[-\u2013|]\s*)?{_LABEL}\s*:(?:\s+(?P<text>.*))?"
)
_TIME_AFTER = re.compile(rf"{_LABEL}\s*[\[(]{_CLOCK}(?:{_UNTIL})?[\])]\s*:?(?:\s+(?P<text>.*))?")
_TIME_BELOW = re.compile(rf"{_LABEL}(?:\s{{2,}}|\t|\s[-\u2013|]\s){_CLOCK}(?:{_UNTIL})?:?\s*(?P<text>)")
_TIME_START = re.compile(rf"[\[(]?{_CLOCK}(?:{_UNTIL})?[\])]?\s+(?:[-\u2013|]\s*)?(?P<text>\S.*)")
_NAMED = re.compile(rf"{_LABEL}\s*:(?:\s+(?P<text>.*))?")
_LETTER = re.compile(r"(?P<label>[QA])[.)]\s+(?P<text>.*)")
_TIMED = (_TIME_FIRST, _TIME_AFTER, _TIME_BELOW)
_ANY_CLOCK = re.compile(r"\d:\d\d")
# A clock in square brackets among the words, as podcasts' transcripts have it every few minutes.
_INLINE = re.compile(rf"(?<!\s)\s*\[{_CLOCK}\]\s*")
# What Teams writes beside a clock for those who listen to the page.
_SPELLED = re.compile(r"(?:\d+ hours? )?(?:\d+ minutes? )?\d+ seconds?")

_BOLD = re.compile(r"([\[(\]).,:\d\s-]{0,20})(\*\*|__)(\S.{0,100}?)\2[ \t]*(:?)")
_HEADING = re.compile(r"#{1,6}\s+")
_ESCAPED = re.compile(r"\\([\[\]()*_#])")
_LINKED = re.compile(rf"\[({CLOCK})\]\(https?://[^\s()]*\)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line's label if it begins a turn, its words, and when they begin.

    ``whole`` are the words where the label turns out to name nobody; ``later`` is a clock among the words,
    the time of what follows; ``marked`` lines are a heading or all in bold, as names above a turn are.
    """

    label: str | None
    text: str
    clock: str | None = None
    later: str | None = None
    marked: bool = False
    whole: str = ""


_BLANK = Line(None, "")


def read_line(raw: str) -> Line:
    """Return what a line of a transcript says, marks of Markdown taken off."""
    raw = raw.strip()
    if not raw:
        return _BLANK
    text, marked = _unmarked(raw)
    if ":" not in text:
        bare = Line(None, "" if _SPELLED.fullmatch(text) else text, marked=marked)
        match = _LETTER.fullmatch(text)
        return Line(match["label"], match["text"].strip(), whole=text) if match else bare
    timed = _ANY_CLOCK.search(text) is not None
    if timed and (match := _TIME_ONLY.fullmatch(text)):
        return Line(None, "", match["clock"])
    for form in (*_TIMED, _NAMED) if timed else (_NAMED,):
        if match := form.fullmatch(text):
            found = match.groupdict()
            words, first, later = _without_clocks((found["text"] or "").strip())
            clock = found.get("clock") or first
            whole = "" if form is _TIME_FIRST else _without_clocks(text)[0]
            return Line(found["label"].strip(), words, clock, later, whole=whole)
    if timed and (match := _TIME_START.fullmatch(text)):
        words, _, later = _without_clocks(match["text"])
        return Line(None, words, match["clock"], later)
    words, first, later = _without_clocks(text)
    return Line(None, words, first, later, marked=marked)


def milliseconds(clock: str) -> int:
    """Return a clock such as ``1:02``, ``00:01:02`` or ``00:01:02,500`` as milliseconds."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1_000 + int(fraction.ljust(3, "0") or 0)


def _unmarked(text: str) -> tuple[str, bool]:
    """Return a line without escapes, heading signs, links on clocks and bold at its start."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "](" in text:
        text = _LINKED.sub(r"[\1]", text)
    if "\uff1a" in text[:60]:
        text = text.replace("\uff1a", ": ", 1).strip()
    marked = False
    if text.startswith("#") and (match := _HEADING.match(text)):
        text, marked = text[match.end() :], True
    if ("**" in text[:24] or "__" in text[:24]) and (match := _BOLD.match(text)):
        rest = text[match.end() :].strip()
        marked = marked or not rest
        # Two blanks before what follows: a clock there is a clock behind a name.
        text = f"{match[1]}{match[3]}{match[4]}  {rest}".strip()
    return text, marked


def _without_clocks(text: str) -> tuple[str, str | None, str | None]:
    """Return words without the clocks among them, the clock that they begin with, and the last one."""
    if "[" not in text:
        return text, None, None
    clocks = list(_INLINE.finditer(text))
    if not clocks:
        return text, None, None
    first = clocks[0]["clock"] if clocks[0].start() == 0 else None
    later = clocks[-1]["clock"] if clocks[-1].start() > 0 else None
    return _INLINE.sub(" ", text).strip(), first, later
