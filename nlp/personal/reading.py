"""A text as the search for names reads it, and how far a name reaches that begins at a word."""

import re
from dataclasses import dataclass

from nlp.personal.lexicon import Lexicon
from nlp.personal.name_cues import COMPANY_AFTER
from nlp.personal.name_tokens import Token

PARTICLES_TEXT = """
    van von der den de del della di da dos das du la le el al bin ibn ben ter ten zu af av y e o' mac mc
    san st t
"""
PARTICLES = frozenset(PARTICLES_TEXT.split())
ENDS_NAME = re.compile(r"\s*(?:[,.!?;:()\n|]|\Z|-\s)")
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its words, where kept names and other data stand, and where cues end.

    ``cues`` maps places in the text to levels of certainty, ``tagged`` are the places where a tagger
    saw a person begin.
    """

    text: str
    words: tuple[Token, ...]
    kept: tuple[tuple[int, int], ...]
    taken: tuple[tuple[int, int], ...]
    cues: dict[int, int]
    tagged: frozenset[int] = frozenset()

    def level(self, place: int) -> int:
        """Return how sure the cue before a word is; 0 without one."""
        return self.cues.get(self.words[place].start, 0)

    def ends_name(self, place: int) -> bool:
        """Tell whether a name can end with a word: a mark or the end of the text follows."""
        return ENDS_NAME.match(self.text, self.words[place].end) is not None

    def is_joined(self, place: int) -> bool:
        """Tell whether only a space, or an initial's full stop, stands between a word and the one before."""
        before, word = self.words[place - 1], self.words[place]
        if COMPANY_AFTER.match(self.text, before.end) and word.shape == "capital":
            return False
        between = self.text[before.end : word.start]
        space = between in {" ", "\u00a0", "  ", " '", " \u2019"} or (
            not between and before.shape == "initial"
        )
        return space and not before.possessive


def last_word(reading: Reading, place: int, lexicon: Lexicon) -> int:
    """Return the place of the last word that can belong to a name that begins at a word."""
    last = place
    ahead = place + 1
    while ahead < len(reading.words) and ahead - place < MOST_WORDS and reading.is_joined(ahead):
        word = reading.words[ahead]
        if word.fold in PARTICLES and word.shape in {"lower", "capital"}:
            last_of_all = word.shape == "capital" and reading.ends_name(ahead)  # "Bao Ch\u00e2u L\u00ea."
            last = ahead if last_of_all else last
            ahead += 1
            continue
        if not _continues(reading, place, ahead, lexicon):
            break
        last = ahead
        if word.possessive:
            break
        ahead += 1
    return last


def _continues(reading: Reading, place: int, ahead: int, lexicon: Lexicon) -> bool:
    first, word = reading.words[place], reading.words[ahead]
    if any(low <= word.start < high and not low <= first.start for low, high in reading.kept):
        return False
    if word.fold in lexicon.products or (word.fold in lexicon.not_names and first.shape != "initial"):
        return False
    known = word.fold in lexicon.given or word.fold in lexicon.family
    if first.shape == "lower":
        return word.shape == "lower" and known and word.fold not in lexicon.hard and len(word.fold) > 2
    if first.shape == "upper":
        return word.shape == "upper" and (known or "-" in word.fold or reading.ends_name(ahead))
    if word.shape == "initial":
        return reading.text[word.end - 1] == "." or ahead + 1 < len(reading.words)
    return word.shape == "capital"
