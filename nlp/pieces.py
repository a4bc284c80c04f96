"""Customers' utterances cut into verbatims, each with the reason why it says nothing, where it does not."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from nlp.automatic import is_absence_note, is_delivery_failure, system_lines
from nlp.filler import says_nothing
from nlp.form_headings import heading_lines
from nlp.machine_text import is_machine_text, machine_lines
from nlp.mash import is_mash
from nlp.segmentation import segment
from nlp.signatures import SENT_FROM, footer_lines, signature_lines
from nlp.small_talk import is_small_talk
from voc.records import SourceKind, Span

SAYS_NOTHING = "says nothing"
SMALL_TALK = "small talk"
MASH = "keyboard mash"
SIGNATURE = "signature"
FOOTER = "mail footer"
ABSENCE = "automatic reply"
FAILURE = "delivery failure"
SYSTEM = "ticket system"
HEADING = "form heading"
MACHINE = "machine text"
REASONS = (
    SAYS_NOTHING,
    SMALL_TALK,
    MASH,
    SIGNATURE,
    FOOTER,
    ABSENCE,
    FAILURE,
    SYSTEM,
    HEADING,
    MACHINE,
)

LineFinder: TypeAlias = Callable[[Sequence[str]], frozenset[int]]

# The first that claims a line has it.
_LINES: tuple[tuple[str, LineFinder], ...] = (
    (SYSTEM, system_lines),
    (FOOTER, footer_lines),
    (MACHINE, machine_lines),
    (SIGNATURE, signature_lines),
    (HEADING, heading_lines),
)
# Where white space was lost, these begin a line of their own.
_BORDER = re.compile(
    rf"\n|(?<=[.!?)])[ \t]+(?={SENT_FROM.pattern}\W*\Z)|(?={chr(35)}{chr(35)}-)|(?<=-{chr(35)}{chr(35)})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an utterance, one verbatim; ``set_aside`` says why it stays out, None where it counts."""

    span: Span
    set_aside: str | None


def cut(texts: Sequence[str], kinds: Sequence[SourceKind]) -> tuple[tuple[Piece, ...], ...]:
    """Return each text's verbatims in order; ``kinds`` tells which kind of source each text is from.

    A block that no customer wrote (a signature, a stack trace, a form's heading) is a verbatim of its own
    with its reason; what stands between such blocks is segmented as ever, and each piece looked at as a
    whole. Spans are code points of the text and carry no white space at their ends.
    """
    blocks = [tuple(_blocks(text)) for text in texts]
    said = [(row, block.span) for row, found in enumerate(blocks) for block in found if not block.set_aside]
    spans = segment([texts[row][span.start : span.end] for row, span in said])
    pieces = [[block for block in found if block.set_aside] for found in blocks]
    for (row, block), inside in zip(said, spans, strict=True):
        for span in inside:
            whole = Span(block.start + span.start, block.start + span.end)
            pieces[row].append(Piece(whole, _why(texts[row][whole.start : whole.end], kinds[row])))
    return tuple(tuple(sorted(found, key=lambda piece: piece.span.start)) for found in pieces)


def _why(text: str, kind: SourceKind) -> str | None:
    """Return the reason for which a verbatim, looked at as a whole, is set aside, or None."""
    if says_nothing(text):
        return SAYS_NOTHING
    if is_small_talk(text, kind=kind):
        return SMALL_TALK
    if is_mash(text):
        return MASH
    return MACHINE if is_machine_text(text) else None


def _blocks(text: str) -> Iterator[Piece]:
    """Yield the stretches of a text that somebody wrote, and those that nobody did, in order."""
    if not text.strip():
        return
    whole = ABSENCE if is_absence_note(text) else FAILURE if is_delivery_failure(text) else None
    if whole or is_machine_text(text):
        yield Piece(_trimmed(text, 0, len(text)), whole or MACHINE)
        return
    spans = tuple(_line_spans(text))
    reasons = _reasons([text[span.start : span.end] for span in spans])
    kept = [(span, reason) for span, reason in zip(spans, reasons, strict=True) if span.start < span.end]
    for reason, group in groupby(kept, key=lambda one: one[1]):
        run = list(group)
        yield Piece(Span(run[0][0].start, run[-1][0].end), reason)


def _reasons(lines: Sequence[str]) -> list[str | None]:
    reasons: list[str | None] = [None] * len(lines)
    for reason, find in _LINES:
        for at in find(lines):
            reasons[at] = reasons[at] or reason
    return reasons


def _line_spans(text: str) -> Iterator[Span]:
    start = 0
    for border in _BORDER.finditer(text):
        yield _trimmed(text, start, border.start())
        start = border.end()
    yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, max(start + lead, start + len(piece.rstrip())))
