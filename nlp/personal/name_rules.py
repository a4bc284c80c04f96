"""Whether words are a name: the rules, one for each thing that the first word may also be."""

import re

from nlp.personal.lexicon import Lexicon
from nlp.personal.name_cues import (
    AFTER,
    CAPITAL,
    DATUM_AFTER,
    LIKELY,
    NAMED,
    PERSON_AFTER,
    PLACE_BEFORE,
    STRONG_AFTER,
    SURE,
)
from nlp.personal.reading import Reading

SAYING = re.compile(r" (?:said|says|told|asked|replied|wrote|promised)\b")
# "San Diego", "St. Florence": what follows is a place.
HOLY = frozenset({"san", "santa", "santo", "sao", "saint", "st", "los", "las"})
LONGEST_PREPOSITION = 12
FARTHEST_DATUM = 12
LONGEST_ACRONYM = 3


def is_name(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the words from ``place`` to ``last`` are a person's name."""
    shape = reading.words[place].shape
    if shape == "lower":
        return _is_lower(reading, place, last, lexicon)
    if shape == "initial":
        return _is_initialled(reading, place, last, lexicon)
    return not (_is_holy(reading, place) or _is_acronym(reading, place, last)) and _is_capital(
        reading, place, last, lexicon
    )


def _is_capital(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    word = reading.words[place].fold
    if word in lexicon.given or _is_cued(reading, place, last, lexicon):
        return True
    if word in lexicon.soft:
        return _is_soft(reading, place, last)
    if word in lexicon.places:
        return _is_place_or_person(reading, place, last, lexicon)
    if word in lexicon.hard:
        return _is_hard(reading, place, last, lexicon)
    if word in lexicon.products or word in lexicon.common:
        return word in lexicon.products and _has_surname(reading, place, last, lexicon)
    return _is_unknown(reading, place, last, lexicon)


def _is_acronym(reading: Reading, place: int, last: int) -> bool:
    """Tell whether a word is two or three capitals without a cue, in a text that has small letters: "EAN"."""
    word = reading.words[place]
    short = word.shape == "upper" and len(word.fold) <= LONGEST_ACRONYM and last == place
    return short and reading.level(place) < SURE and not reading.text.isupper()


def _is_holy(reading: Reading, place: int) -> bool:
    """Tell whether a word is, or stands behind, the "San" of a place."""
    behind = place > 0 and reading.words[place - 1].fold in HOLY and reading.is_joined(place)
    return behind or reading.words[place].fold in HOLY


def _is_cued(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a cue makes a capitalised word a name that no list has."""
    word, level = reading.words[place].fold, reading.level(place)
    if word in lexicon.products or (word in lexicon.common and level < NAMED and last == place):
        return False
    return level in {NAMED, CAPITAL} or (level == SURE and reading.ends_name(last))


def _is_soft(reading: Reading, place: int, last: int) -> bool:
    """Judge a name that is a word too: "Grace", "Mark"; a sentence may begin with the word."""
    first = reading.words[place]
    beside = last > place or reading.level(place) >= LIKELY or first.start in reading.tagged
    return beside or not first.opens or _strong(reading, last) or _datum_follows(reading, last)


def _is_place_or_person(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Judge a name that is a place too: "Florence", "Victoria"."""
    first = reading.words[place]
    surname = _has_surname(reading, place, last, lexicon)
    if _behind_preposition(reading, place):
        return surname
    beside = surname or first.start in reading.tagged or reading.level(place) >= LIKELY or first.opens
    return (last > place and beside) or _strong(reading, last)


def _is_hard(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Judge a word that is a name too: "May", "Page"; a surname or a person's verb must follow."""
    first = reading.words[place]
    if PERSON_AFTER.match(reading.text, reading.words[last].end):
        return True
    if last == place:
        return False
    sure = first.start in reading.tagged or reading.level(place) >= CAPITAL or _datum_follows(reading, last)
    return sure or (_has_surname(reading, place, last, lexicon) and not first.opens)


def _is_unknown(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Judge a word that no list has: the tagger's word counts, and a family name beside it."""
    first, several, likely = reading.words[place], last > place, reading.level(place) >= LIKELY
    if first.start in reading.tagged:
        return several or ((not first.opens or likely) and not _behind_preposition(reading, place))
    if not several:
        return False
    family = first.fold in lexicon.family
    after = reading.words[place + 1].fold in lexicon.given or _has_surname(reading, place, last, lexicon)
    if after and not first.opens:
        return family or likely
    return _datum_follows(reading, last) or (likely and family)


def _is_lower(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    first, level, text = reading.words[place], reading.level(place), reading.text
    end = reading.words[last].end
    if len(first.fold) <= 2:
        return False
    if first.fold in lexicon.given:
        if first.fold in lexicon.lower:
            return level >= SURE or last > place
        apart = text[first.start - 2 : first.start] == ", " and reading.ends_name(last)
        return level >= LIKELY or last > place or apart or AFTER.match(text, end) is not None
    if first.fold in lexicon.soft and (SAYING.match(text, end) or level >= SURE):
        return level >= NAMED or reading.ends_name(last) or SAYING.match(text, end) is not None
    unknown = first.fold not in lexicon.hard and first.fold not in lexicon.common
    return unknown and (level == NAMED or (level == SURE and reading.ends_name(last)))


def _is_initialled(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    """Judge initials before a surname: "T. W. Farquharson"."""
    surname = reading.words[last]
    if last == place or surname.shape not in {"capital", "upper"}:
        return False
    known = surname.fold in lexicon.family or surname.fold in lexicon.given
    alone = reading.words[place].opens and reading.ends_name(last)
    return known or alone or reading.level(place) >= LIKELY


def _has_surname(reading: Reading, place: int, last: int, lexicon: Lexicon) -> bool:
    return last > place and reading.words[last].fold in lexicon.family


def _strong(reading: Reading, last: int) -> bool:
    return STRONG_AFTER.match(reading.text, reading.words[last].end) is not None


def _behind_preposition(reading: Reading, place: int) -> bool:
    start = reading.words[place].start
    return PLACE_BEFORE.search(reading.text[max(0, start - LONGEST_PREPOSITION) : start]) is not None


def _datum_follows(reading: Reading, last: int) -> bool:
    """Tell whether an address or a number follows: "Jane Doe, jane@example.com"."""
    end = reading.words[last].end
    return any(
        0 <= low - end <= FARTHEST_DATUM
        and DATUM_AFTER.fullmatch(reading.text, end, low)
        and not reading.text.startswith("[PERSON_", low)
        for low, _ in reading.taken
    )
