"""The people whom a document states: their full names, and parts of them alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.given_names import fold
from nlp.personal.lexicon import Lexicon
from nlp.personal.name_cues import AFTER, LIKELY, PLACE_AFTER, PLACE_BEFORE, STRONG_AFTER
from nlp.personal.name_tokens import WORD
from nlp.personal.reading import PARTICLES, Reading
from voc.records import Span

SHORTEST = 2


@dataclass(frozen=True, slots=True)
class People:
    """The folded words of stated names, and the full name that each word belongs to where only one has it."""

    words: frozenset[str]
    owners: dict[str, str]

    def owner(self, said: str) -> str:
        """Return whose name was said: the full name of the one person with that word, else the words."""
        owners = {self.owners.get(word, "") for word in _words(said)}
        return owners.pop() if len(owners) == 1 and "" not in owners else " ".join(said.lower().split())

    def may_be_in(self, text: str) -> bool:
        """Tell cheaply whether a word of a name may stand in a text."""
        folded = fold(text) if self.words else ""
        return any(word in folded for word in self.words)


def people(names: Iterable[str]) -> People:
    """Return people by the words of their names; a name that is a part of one other is that person's."""
    known = {" ".join(name.lower().split()): frozenset(_words(name)) for name in names}
    holders: dict[str, set[str]] = {}
    for name, words in known.items():
        wider = [other for other, all_words in known.items() if words < all_words]
        for word in words if len(wider) != 1 else ():
            holders.setdefault(word, set()).add(name)
    owners = {word: next(iter(full)) for word, full in holders.items() if len(full) == 1}
    return People(frozenset(holders), owners)


def _words(name: str) -> list[str]:
    found = [fold(match[0].rstrip(".")) for match in WORD.finditer(name)]
    return [word for word in found if len(word) >= SHORTEST and word not in PARTICLES]


def stated(reading: Reading, known: People, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return where words of known names stand in a text, those that follow one another as one span.

    A word that is also a common word ("will", "grace") counts where it is capitalised inside a
    sentence, or beside words that stand beside persons.
    """
    found: list[Span] = []
    for place, word in enumerate(reading.words):
        if word.fold not in known.words:
            continue
        if not _meant(reading, place, known, lexicon):
            continue
        if (
            found
            and reading.text[found[-1].end : word.start].strip(" \u00a0") in {"", *PARTICLES}
            and _near(found[-1], word.start)
        ):
            found[-1] = Span(found[-1].start, word.end)
        else:
            found.append(Span(word.start, word.end))
    return tuple(found)


def _near(span: Span, start: int) -> bool:
    return start - span.end < 12


def _meant(reading: Reading, place: int, known: People, lexicon: Lexicon) -> bool:
    word, text = reading.words[place], reading.text
    if any(low <= word.start and word.end <= high for low, high in reading.kept) and word.shape != "lower":
        return False
    common = any(word.fold in words for words in (lexicon.soft, lexicon.common, lexicon.not_names))
    place_name = word.fold in lexicon.places
    if not common and not place_name:
        return True
    if _beside(reading, place, known) or STRONG_AFTER.match(text, word.end):
        return True
    if place_name and (PLACE_BEFORE.search(text[: word.start]) or PLACE_AFTER.match(text, word.end)):
        return False
    level = reading.cues.get(word.start, 0)
    if word.shape == "lower":
        return level > LIKELY
    follows = AFTER.match(text, word.end) is not None or text[word.end : word.end + 1] in {",", ":"}
    return not word.opens or level >= LIKELY or follows


def _beside(reading: Reading, place: int, known: People) -> bool:
    """Tell whether a word of a known name stands directly before or after a word."""
    return any(
        0 <= other < len(reading.words)
        and reading.words[other].fold in known.words
        and _touch(reading, place, other)
        for other in (place - 1, place + 1)
    )


def _touch(reading: Reading, place: int, other: int) -> bool:
    low, high = sorted((place, other))
    return reading.text[reading.words[low].end : reading.words[high].start].strip(" \u00a0") == ""


def union(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
