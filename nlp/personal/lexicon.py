"""What a word is: a given name, a word first and a name second, a place, a product, or never a name."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.given_names import family_names, fold, given_names

CORPUS = Path(__file__).parents[1] / "corpus"
LOWER = re.compile(r"(?<![\w'-])[a-z]{2,}(?![\w'])")
FIRST = re.compile(r"\w+")
WORDS = Path(__file__).parent / "name_words.toml"


@dataclass(frozen=True, slots=True)
class NameList:
    """Folded names; one with a hyphen is in the list where both its parts are names of either list."""

    names: frozenset[str]
    others: frozenset[str]

    def __contains__(self, word: object) -> bool:
        if word in self.names:
            return True
        if not isinstance(word, str) or "-" not in word:
            return False
        first, _, last = word.partition("-")
        return first in self.names and (last in self.names or last in self.others)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words by what they are; ``given`` holds the names that are hardly ever anything else.

    ``soft`` words are mostly names where they are capitalised, ``hard`` ones mostly are not, ``lower``
    ones are names where they are capitalised and words where they are not.
    """

    given: Container[str]
    family: Container[str]
    soft: frozenset[str]
    hard: frozenset[str]
    lower: frozenset[str]
    places: frozenset[str]
    products: frozenset[str]
    not_names: frozenset[str]
    common: frozenset[str]
    companies: tuple[str, ...]


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon; the lists of names are read once a process."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    soft, hard, lower, places, products, not_names, more = (
        frozenset(fold(word) for word in words[kind].split())
        for kind in ("soft", "hard", "lower", "places", "products", "not_names", "more")
    )
    other = soft | hard | places | products | not_names
    given = frozenset(name for name in given_names() | more if len(name) > 1) - other
    companies = tuple(line for line in words["companies"].splitlines() if line)
    family = family_names() - not_names
    return Lexicon(
        NameList(given, family),
        NameList(family, given),
        soft,
        hard - soft,
        lower,
        places,
        products,
        not_names,
        _common_words() - given - soft,
        companies,
    )


def _common_words() -> frozenset[str]:
    """Return the words that the detector's training texts write in lower case more than once."""
    counts: Counter[str] = Counter()
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            counts.update(LOWER.findall(json.loads(line)["text"]))
    return frozenset(word for word, count in counts.items() if count > 1)


class Phrases:
    """Names of one or several words, found in a text as whole words whatever their case."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        for name in sorted({" ".join(name.split()) for name in names}, key=lambda name: (-len(name), name)):
            words = name.split()
            first = FIRST.match(words[0].lower()) if words else None
            if first is not None:
                form = re.compile(r"\s+".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
                self._by_first.setdefault(first[0], []).append(form)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the names stand, the longest at each place."""
        for word in FIRST.finditer(text.lower() if text.isascii() else "".join(map(_lower, text))):
            for form in self._by_first.get(word[0], ()):
                match = form.match(text, word.start())
                if match is not None:
                    yield match.span()
                    break


def _lower(sign: str) -> str:
    """Return a sign in lower case where that is one sign, so that places stay."""
    low = sign.lower()
    return low if len(low) == 1 else sign
