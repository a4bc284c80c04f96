"""Whether a phrase is meant: its clause, and what denies, supposes or closes it.

The scopes follow the idea of NegEx (Chapman et al. 2001): a trigger reaches a few words along its
own clause, and no further.
"""

import re
from bisect import bisect_left, bisect_right
from typing import Literal, TypeAlias

from voc.records import Span

Polarity: TypeAlias = Literal["affirmed", "negated", "supposed", "solved", "elsewhere"]
POLARITIES: tuple[Polarity, ...] = ("affirmed", "negated", "supposed", "solved", "elsewhere")

QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n+")
CLAUSE_END = re.compile(
    r"(?<=[.!?;:])[\"')\]]*\s+|\n+|(?<!\s)\s+[-\u2013\u2014]+\s+"
    r"|,\s+(?=(?:but|so|yet|because|though|although|while|whereas|which|and (?:we|i|they|you|now|nobody|it)"
    r"|we|i|they|nobody|now|then)\b)"
    r"|(?<!\s)\s+(?=but\b|because\b|although\b|whereas\b)",
    re.IGNORECASE,
)

NEGATED_BEFORE = re.compile(
    r"(?:\b(?:no|not|never|nor|neither|without|hardly|barely|nothing|isn't|aren't|wasn't|weren't|don't|doesn't"
    r"|didn't|won't|wouldn't|haven't|hasn't|can't)|\bnowhere|\bfar from|\bno complaints? about)"
    r"(?:\W+\w+){0,4}\W*\Z"
)
NEGATED_AFTER = re.compile(
    r"\A(?:\W+\w+){0,3}?\W*(?:isn't|is not|wasn't|was not|aren't|are not|never|has never been|is hardly)"
    r"(?:\W+\w+){0,3}\W+(?:problem|issue|complaint|concern|obstacle|reason|trouble|point|worry|question)"
    r"|\A(?:\W+\w+){0,3}?\W*(?:is|was|are|were|seems?) (?:\w+ )?"
    r"(?:fine|fair|ok|okay|painless|reasonable|great|good|perfect)\b"
)
SUPPOSED = re.compile(
    r"\b(?:if|suppose|supposing|imagine|what if|hypothetical(?:ly)?|in theory|theoretical(?:ly)?"
    r"|say (?:you|we|i|somebody|someone)|in case|were to|what would happen"
    r"|would (?:it|that|you|we|our|anything)|should (?:we|you|anyone) ever|one day|ever)\b"
)
SOLVED = re.compile(
    r"\b(?:used to|fixed|solved|sorted|resolved|cured|lifted|repaired|cleared up|put right|behind us"
    r"|forgiven|works? (?:now|again|fine)|no longer|back to normal|not since|fine (?:now|since)"
    r"|smooth(?:ly)? (?:now|since)|since then|all good|happy now|back then|at first|corrected"
    r"|refunded (?:within|the same|promptly))\b"
)
ELSEWHERE = re.compile(
    r"\b(?:(?:old|previous|former|last|earlier) (?:\w+ )?"
    r"(?:tool|system|vendor|provider|supplier|software|product|app)"
    r"|not (?:you|your|yours|your product)\b|nothing to do with (?:you|your)"
    r"|(?:my|our) (?:bank|landlord|phone|car|insurer|electricity|internet|mobile|gym|neighbours?|wife|husband"
    r"|son|daughter|erp|payroll|customers?|clients?)"
    r"|somebody else's|another company|at my last|my previous|a friend's)\b"
)


REACH = 300  # characters: beyond them a word says nothing of a phrase, and long texts stay quick
NOT = re.compile(r"n't\b|\b(?:not|no|never|nor)\b")
TONES = (NOT, SUPPOSED, SOLVED, ELSEWHERE, re.compile(r"\?"), re.compile(r"\A[^.!]*\?\W*\Z"))


def plain(text: str) -> str:
    """Return ``text`` in small letters with straight quotes, of the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have two small letters
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return lowered.translate(QUOTES)


def tones(small: str) -> tuple[bool, ...]:
    """Tell whether a plain text denies, supposes, closes, speaks of others, asks, and only asks."""
    return tuple(tone.search(small) is not None for tone in TONES)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text, by their punctuation, without white space at their ends."""
    return _cut(text, SENTENCE_END)


def clauses(text: str) -> tuple[Span, ...]:
    """Return the clauses of a text: sentences cut again at semicolons, dashes and conjunctions."""
    return _cut(text, CLAUSE_END)


def around(spans: tuple[Span, ...], place: Span) -> Span:
    """Return the stretch of ``spans`` that ``place`` lies in; ``place`` itself where it lies in none."""
    first = bisect_right(spans, place.start, key=lambda span: span.end)
    after = bisect_left(spans, place.end, key=lambda span: span.start)
    return Span(spans[first].start, spans[after - 1].end) if first < after else place


def polarity(text: str, place: Span, clause: Span, sentence: Span) -> Polarity:
    """Tell how a phrase at ``place`` of a plain text is meant, given its clause and its sentence."""
    before = text[max(clause.start, place.start - REACH) : place.start]
    after = text[place.end : min(clause.end, place.end + REACH)]
    if NEGATED_BEFORE.search(before) or NEGATED_AFTER.search(after):
        return "negated"
    if SUPPOSED.search(text, max(sentence.start, place.start - REACH), place.start):
        return "supposed"
    if SOLVED.search(text, max(sentence.start, place.start - REACH), place.end + REACH):
        return "solved"
    if ELSEWHERE.search(text, max(sentence.start, place.start - REACH), min(sentence.end, place.end + REACH)):
        return "elsewhere"
    return "affirmed"


def _cut(text: str, border: re.Pattern[str]) -> tuple[Span, ...]:
    spans = []
    start = 0
    for match in border.finditer(text):
        spans.append(_trimmed(text, start, match.start()))
        start = match.end()
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span.start < span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, max(start + lead, start + len(piece.rstrip())))
