"""Whether two questions are one: wordings without what changes from wave to wave, cautiously compared."""

import re
from dataclasses import dataclass
from html import unescape

MIN_JACCARD = 0.8
# With the vendor's own name of the question on both sides the wording may have changed more.
MIN_JACCARD_SAME_REF = 0.5
# Shorter ones ("Why?", "Other, please specify") are asked at many places of one survey.
MIN_TOKENS = 3
MAX_WORDING = 2_000

_TAG = re.compile(r"<[^<>]{0,300}>")
# ${q://QID1/ChoiceGroup}, {{field:ref}}, [Field-1], {factors_SQ001}, [QID3-ChoiceGroup], [pipe:...]
_PIPED = re.compile(
    r"\$\{[^{}]{0,200}\}|\{\{[^{}]{0,200}\}\}|\{[\w.:/ -]{1,100}\}"
    r"|\[(?:field|qid|pipe|q\d|%)[^\[\]]{0,100}\]|\[%[^\[\]]{0,100}%\]",
    re.IGNORECASE,
)
_NUMBERING = re.compile(
    r"^\W*(?:(?:question|frage|q)\s*)?\d{1,3}[a-z]?(?:\.\d{1,2})*\s*[.):\-\u2013]\s*", re.IGNORECASE
)
_CODE_PREFIX = re.compile(r"^(?:[A-Z]{1,3}\d{1,3}[a-z]?(?:_\d+)?|G\d+Q\d+)\s*[.:)]\s+")
_EXAMPLES = re.compile(
    r"\((?:e\.?\s?g\b|i\.?\s?e\b|for example|such as|z\.?\s?b\b|p\.?\s?ex\b)[^()]{0,300}\)", re.IGNORECASE
)
_LEGEND = re.compile(
    r"\(?\b(?:where|on a scale (?:of|from)|scale(?: of| from)?:?)?\s*"
    r"\b\d{1,3}\s*(?:=|[-\u2013:]|is\b|being\b|to\b)[^?.!()0-9]{1,80}"
    r"\b\d{1,3}\s*(?:=|[-\u2013:]|is\b|being\b)[^?.!()0-9]{1,80}[?.!)]*"
    r"|\(?\bon a scale (?:of|from) \d{1,3} (?:to|[-\u2013]) \d{1,3}\)?",
    re.IGNORECASE,
)
_WAVE = re.compile(
    r"\b(?:(?:in|of|for|during|since)\s+)?(?:"
    r"(?:the\s+)?(?:first|second|last|past|1st|2nd)\s+half\s+of\s+(?:199|20[0-4])\d"
    r"|(?:(?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|h[12]|q[1-4])\s+)?(?:199|20[0-4])\d"
    r"(?:\s*[-/ ]\s*(?:h[12]|q[1-4]|(?:199|20[0-4])?\d\d?\b))?"
    r"|wave\s+\d{1,3})\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_EMPTY = frozenset((
    "a", "an", "the", "of", "to", "for", "in", "on", "at", "with", "and", "or", "your", "our", "please",
    "etc", "any", "that", "der", "die", "das", "und", "le", "la", "les", "de", "et",
))  # fmt: skip
_NEGATIONS = frozenset((
    "not", "no", "never", "without", "non", "least", "dont", "don't", "doesn't", "didn't", "can't", "cannot",
    "won't", "isn't", "aren't", "wasn't", "haven't", "nicht", "kein", "keine", "nie", "ohne", "pas",
    "sans", "jamais",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it was asked, the vendor's own name of it where there is one, and what it is compared by.

    ``normal`` is the wording without case, punctuation, numbering, HTML, piped text, scale, examples and
    wave; ``tokens`` are its words that carry meaning, near enough to their stems; ``guarded`` its numbers
    and negations, in which two wordings of one question never differ.
    """

    text: str
    ref: str | None
    normal: str
    tokens: frozenset[str]
    guarded: frozenset[str]


def read_wording(text: str, ref: str | None = None) -> Wording:
    """Return a question with the forms that it is compared by."""
    words = _words(text)
    return Wording(
        text=text,
        ref=ref,
        normal=" ".join(words),
        tokens=frozenset(_stem(word) for word in words if word not in _EMPTY),
        guarded=frozenset(w for w in words if w in _NEGATIONS or any(c.isdigit() for c in w)),
    )


def is_same_question(one: Wording, other: Wording) -> bool:
    """Say whether two wordings ask the same.

    They do where they are equal in normal form; where the one only adds words to the other and four in
    five of all are common (Jaccard); or, under the same name at the vendor's, half of them. Numbers and
    negations must be the same, and two short ones of different names are two questions.
    """
    if not one.normal or not other.normal:
        return one.text == other.text and one.ref == other.ref
    same_ref = one.ref is not None and one.ref == other.ref
    if one.normal == other.normal:
        short = len(one.tokens) < MIN_TOKENS
        return same_ref or not (short and one.ref and other.ref)
    if one.guarded != other.guarded or not one.tokens or not other.tokens:
        return False
    shared = len(one.tokens & other.tokens) / len(one.tokens | other.tokens)
    if same_ref:
        return shared >= MIN_JACCARD_SAME_REF
    # A word exchanged for another ("speed" for "price") is another question, however long the rest.
    added = one.tokens <= other.tokens or other.tokens <= one.tokens
    return added and shared >= MIN_JACCARD


def _words(text: str) -> list[str]:
    plain = unescape(_TAG.sub(" ", text[:MAX_WORDING])).replace("\u2019", "'")
    plain = _PIPED.sub(" ", plain)
    plain = _CODE_PREFIX.sub("", _NUMBERING.sub("", " ".join(plain.split())))
    for pattern in (_EXAMPLES, _LEGEND, _WAVE):
        plain = pattern.sub(" ", plain)
    return [match.group().lower() for match in _TOKEN.finditer(plain)]


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
