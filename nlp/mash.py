"""Keyboard mash: "asdfgh", "jkjkjk", what fingers type to get past a field."""

import re
from itertools import pairwise

ROWS = (
    "qwertyuiop",
    "asdfghjklöä",
    "zxcvbnm",
    "qwertzuiopü",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "1234567890",
)
MOST_WORDS = 4
NEIGHBOURS = 0.75
FEWEST_LETTERS = 4
CONSONANTS = 6

_NEIGHBOURS = frozenset(
    pair for row in ROWS for one, other in pairwise(row) for pair in (one + other, other + one)
)
_REPEATED = re.compile(r"(.{1,4}?)\1{2,}.{0,3}")
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]+")
# Words that are typed on one row or without a vowel, and mean something.
_WORDS = frozenset({
    "were", "weer", "type", "pour", "poor", "trew", "rewrite", "property", "hjkl", "html", "https", "rhythm",
    "haha", "hahaha", "blabla", "tree", "power", "pretty", "try", "request", "there",
})  # fmt: skip


def is_mash(text: str) -> bool:
    """Return whether a text is up to four words of which each is typed along the keys or repeats itself.

    Capitals are taken for an abbreviation, and other scripts than the Latin one are left alone.
    """
    words = re.findall(r"\S+", text)
    if not 0 < len(words) <= MOST_WORDS or not text.isascii():
        return False
    bare = [re.sub(r"[^\w]", "", word) for word in words]
    return all(bare) and all(map(_is_mashed, bare)) and any(len(word) >= FEWEST_LETTERS for word in bare)


def _is_mashed(word: str) -> bool:
    small = word.lower()
    if (
        small in _WORDS
        or word.isdigit()
        or not small.isalpha()
        or (word.isupper() and len(word) <= CONSONANTS)
    ):
        return False
    if len(small) < FEWEST_LETTERS:
        return small in {
            "asd",
            "sdf",
            "dfg",
            "fgh",
            "qwe",
            "zxc",
            "jkl",
            "hjk",
            "asf",
            "wer",
            "xyz",
            "dsf",
            "sda",
        }
    pairs = [one + other for one, other in pairwise(small)]
    along = sum(pair in _NEIGHBOURS or pair[0] == pair[1] for pair in pairs) >= NEIGHBOURS * len(pairs)
    return bool(
        (along and len(pairs) >= FEWEST_LETTERS - 1)
        or _REPEATED.fullmatch(small)
        or (len(small) >= CONSONANTS and _NO_VOWEL.fullmatch(small))
        or (len(small) >= CONSONANTS and _half_repeated(small))
    )


def _half_repeated(word: str) -> bool:
    """Say whether a word is one stretch of a keyboard row typed twice, such as "asdasd"."""
    half = len(word) // 2
    pairs = [one + other for one, other in pairwise(word[:half])]
    return word[:half] == word[half : 2 * half] and all(pair in _NEIGHBOURS for pair in pairs)
