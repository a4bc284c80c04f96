"""The words of a text as names see them: their shape, where sentences begin, and what is code."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from nlp.given_names import fold

Shape: TypeAlias = Literal["initial", "capital", "upper", "lower"]

LETTERS = r"[^\W\d_]"
WORD = re.compile(
    rf"{LETTERS}\.(?={LETTERS}|\s)|{LETTERS}(?:{LETTERS}|[\u0300-\u036f]|['\u2019`-](?={LETTERS}))*"
)
POSSESSIVE = re.compile(r"['\u2019`](?:s|S)\Z")
# Addresses of the web, paths, handles, prompts and names of variables are no prose.
CODE = re.compile(
    r"\S+://\S+|www\.\S+|[@#]\w[\w.-]*|\S*[\w)]@\S+|[\w.-]*[/\\_][\w./\\-]*|\w+(?:\.\w+)*\([^)\s]*\)?|`[^`]*`"
)
ELIDED = re.compile(r"[dl]['\u2019](?=[A-Z\u00c0-\u00de])")  # d'Aubigny
CODE_BEFORE, CODE_AFTER = frozenset("@/\\_#=$<{&~"), frozenset("@_=/({\\>&")
SENTENCE_END = frozenset('.!?\n;|\u2022*\u201c"(')


@dataclass(frozen=True, slots=True)
class Token:
    """A word without a possessive ending: span, folded form, shape, whether it opens a sentence."""

    start: int
    end: int
    fold: str
    shape: Shape
    opens: bool
    possessive: bool = False


def tokens(text: str, taken: Sequence[tuple[int, int]]) -> tuple[Token, ...]:
    """Return the words of a text that are prose and stand outside the taken spans."""
    barred = [*taken, *(match.span() for match in CODE.finditer(text))] if _has_code(text) else list(taken)
    found = []
    for match in WORD.finditer(text):
        start, end = match.span()
        if any(low < end and start < high for low, high in barred) or _is_code(text, start, end):
            continue
        bare = POSSESSIVE.sub("", match[0])
        found.append(
            Token(
                start,
                start + len(bare),
                fold(bare),
                _shape(bare),
                _opens(text, start),
                len(bare) < end - start,
            )
        )
    return tuple(found)


def _has_code(text: str) -> bool:
    return any(sign in text for sign in "@#/\\_(`") or "www." in text


def _is_code(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start].isdigit() or text[end : end + 1].isdigit():
        return True
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (before in CODE_BEFORE and before) or (after in CODE_AFTER and after):
        chat = after == ">" and (start == 0 or text[start - 1] == "\n")  # "yasmin> tried it"
        return not (after == "(" or before == "<" or chat)
    return (after == "." and text[end + 1 : end + 2].islower()) or (
        before == "." and text[start - 2 : start - 1].isalnum() and text[start].islower()
    )


def _shape(word: str) -> Shape:
    if word.endswith(".") or (len(word) == 1 and word.isupper()):
        return "initial"
    if word[0].isupper() or ELIDED.match(word):
        return "upper" if len(word) > 1 and word.isupper() else "capital"
    return "lower"


def _opens(text: str, start: int) -> bool:
    """Tell whether a word is the first of a sentence or of a line."""
    before = text[max(0, start - 6) : start].rstrip(" \t\u00a0'-")
    return not before or before[-1] in SENTENCE_END
