"""Names of people in running text: from lists of names, from the words around, from a tagger's persons."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.given_names import fold
from nlp.personal.lexicon import Lexicon, Phrases
from nlp.personal.name_cues import CAPITAL, COMPANY_AFTER, PERSON_AFTER, before_names
from nlp.personal.name_rules import is_name
from nlp.personal.name_tokens import WORD, tokens
from nlp.personal.reading import PARTICLES, Reading, last_word
from voc.records import Span

# The tagger knows English: a text with fewer of these words than one in twelve is not for it.
ENGLISH_TEXT = """
    the and is to of in it for we you i not our my was are with that this on have from be has me please
    he she
"""
ENGLISH = frozenset(ENGLISH_TEXT.split())
LEAST_ENGLISH = 12
JUNIOR = frozenset({"jr", "sr"})
# "046 454 286 (Marie Gagnon)": capitals in brackets behind other data.
IN_BRACKETS = re.compile(r"\s?\((?=[^\W\d_][\w'-]*(?: [^\W\d_][\w'-]*){0,3}\))")
# The end of a sentence, not of "Mr." or of an initial.
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+|\n+")


class Names:
    """Finds names; ``kept`` are names of products, plans and companies, which stay."""

    def __init__(self, lexicon: Lexicon, kept: Sequence[str] = ()) -> None:
        self.lexicon = lexicon
        self._kept = Phrases([*kept, *lexicon.companies])

    def read(self, text: str, taken: Sequence[Span] = ()) -> Reading:
        """Return a text's words and cues; ``taken`` spans hold other data."""
        spans = tuple((span.start, span.end) for span in taken)
        cues: dict[int, int] = {}
        for place, level in before_names(text):
            cues[place] = max(level, cues.get(place, 0))
        for _, end in spans:
            match = IN_BRACKETS.match(text, end)
            if match is not None:
                cues[match.end()] = max(CAPITAL, cues.get(match.end(), 0))
        return Reading(text, tokens(text, spans), tuple(self._kept.spans(text)), spans, cues)

    def is_person(self, name: str) -> bool:
        """Tell whether a speaker's label holds a given or family name and no word of an office."""
        words = [fold(match[0]) for match in WORD.finditer(name)]
        lexicon = self.lexicon
        office = any(word in lexicon.not_names or word in lexicon.products for word in words)
        named = any(word in lexicon.given or word in lexicon.soft or word in lexicon.family for word in words)
        return named and not office and not any(self._kept.spans(name))

    def may_be_person(self, name: str) -> bool:
        """Tell whether a stated name is one; a single common word ("Anonymous") is not."""
        words = [fold(match[0]) for match in WORD.finditer(name)]
        others = (self.lexicon.common, self.lexicon.not_names, self.lexicon.products)
        return len(words) > 1 or not any(word in other for word in words for other in others)

    def open_parts(self, reading: Reading) -> tuple[Span, ...]:
        """Return the sentences of an English text with a capitalised word that no list explains.

        It counts inside a sentence, and at its beginning after a cue. These are for the tagger.
        """
        english = sum(word.fold in ENGLISH for word in reading.words)
        if english * LEAST_ENGLISH < len(reading.words):
            return ()
        places = [word.start for place, word in enumerate(reading.words) if self._is_open(reading, place)]
        if not places:
            return ()
        ends = [match.end() for match in SENTENCE_END.finditer(reading.text)]
        parts = (Span(start, end) for start, end in pairwise((0, *ends, len(reading.text))))
        return tuple(part for part in parts if any(part.start <= place < part.end for place in places))

    def _is_open(self, reading: Reading, place: int) -> bool:
        word, lexicon = reading.words[place], self.lexicon
        if word.shape != "capital" or (word.opens and reading.level(place) == 0):
            return False
        if any(word.fold in words for words in (lexicon.given, lexicon.not_names, lexicon.products)):
            return False
        # A common word that is no name in any list stays whatever the tagger says.
        ambiguous = any(word.fold in words for words in (lexicon.soft, lexicon.hard, lexicon.places))
        if word.fold in lexicon.common and not ambiguous:
            return False
        return not any(low <= word.start < high for low, high in reading.kept)

    def find(self, reading: Reading, persons: Sequence[Span] = ()) -> tuple[Span, ...]:
        """Return the spans of names, in order and without overlaps; ``persons`` are a tagger's."""
        reading = replace(reading, tagged=frozenset(self._first_words(reading, persons)))
        found: list[Span] = []
        place = 0
        while place < len(reading.words):
            last = self._name_from(reading, place)
            if last is not None:
                word = reading.words[last]
                dot = word.fold in JUNIOR and reading.text.startswith(".", word.end)
                found.append(Span(reading.words[place].start, word.end + dot))
                place = last
            place += 1
        return tuple(found)

    def _first_words(self, reading: Reading, persons: Sequence[Span]) -> Iterator[int]:
        """Yield where the tagger's persons begin, behind a greeting or a title that it took along."""
        for span in persons:
            inside = (word for word in reading.words if span.start <= word.start < span.end)
            first = next((word for word in inside if word.fold not in self.lexicon.not_names), None)
            if first is not None:
                yield first.start

    def _name_from(self, reading: Reading, place: int) -> int | None:
        """Return the place of the last word of the name that begins at a word, or None."""
        first = reading.words[place]
        barred = first.fold in self.lexicon.not_names or first.shape == "lower"
        if first.fold in PARTICLES:
            if barred and not (reading.level(place) >= CAPITAL and first.shape != "lower"):
                return None  # "Ms. Van den Heuvel" is one, "van" and "Van" elsewhere are not
        elif first.fold in self.lexicon.not_names:
            return None
        last = last_word(reading, place, self.lexicon)
        end = reading.words[last].end
        if self._stays(reading, first.start, end) or self._begins_later(reading, place, last):
            return None
        if first.shape != "lower" and COMPANY_AFTER.match(reading.text, end):
            return None
        return last if is_name(reading, place, last, self.lexicon) else None

    def _stays(self, reading: Reading, start: int, end: int) -> bool:
        """Tell whether words are a kept name; one that a person's verb follows is a person's all the same."""
        inside = [(low, high) for low, high in reading.kept if low <= start and end <= high]
        alone = any(span == (start, end) for span in inside)
        return bool(inside) and not (alone and PERSON_AFTER.match(reading.text, end))

    def _begins_later(self, reading: Reading, place: int, last: int) -> bool:
        """Tell whether a capitalised word that no list has stands before a given name: "Kollege Uwe"."""
        first, lexicon = reading.words[place], self.lexicon
        lists = (lexicon.given, lexicon.family, lexicon.soft, lexicon.places)
        if any(first.fold in names for names in lists) or first.shape == "initial":
            return False
        later = any(
            word.fold in lexicon.given and "-" not in word.fold
            for word in reading.words[place + 1 : last + 1]
        )
        return later and reading.level(place) < CAPITAL
