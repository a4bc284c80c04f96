"""Phrases that a person would write, cut from parsed sentences: "seat limit", "export times out"."""

import re
from collections.abc import Iterator, Sequence

from nlp.spacy_model import Word

MOST_WORDS = 5
MOST_LETTERS = 48

_NOUNS = {"NOUN", "PROPN"}
_TELLING = {"NOUN", "PROPN", "VERB", "ADJ"}
_BEFORE_NOUN = {"amod", "compound", "nmod", "nummod", "neg"}
_EMBEDDED = {"ccomp", "advcl", "csubj", "pcomp", "acl"}  # "nothing shows that the upgrade is active"
_OBJECTS = {"dobj", "attr", "acomp", "oprd", "advmod", "prep"}
_EMPTY = {"DET", "PRON", "PUNCT", "INTJ", "SPACE", "SYM", "X", "CCONJ"}
_WEAK_VERBS = """
    am are be been being did do does doing get gets getting give given go going got had has have having
    help is know let like love make need needs please said say see seem seems take tell thank thanks
    think told tried try trying use used using want wanted wants was were would
"""
_WEAK_NOUNS = """
    anyone anything bit case couple day everyone everything guy guys hour issue issues kind lot lots month
    everybody one ones people person problem reason someone something somebody sort stuff thing things
    time times today tomorrow tonight way ways week what whole year years yesterday
"""
_WEAK = frozenset((_WEAK_VERBS + _WEAK_NOUNS).split())
_PLAIN = re.compile(r"[^\W_][\w'/&+.-]*[^\W_]|\d")  # no single letters, no sentence's full stop


def phrases(words: Sequence[Word]) -> Iterator[str]:
    """Yield the noun and verb phrases of two to five words of a parsed text, in the text's own words."""
    children: list[list[int]] = [[] for _ in words]
    for place, word in enumerate(words):
        if word.head != place:
            children[word.head].append(place)
    for place, word in enumerate(words):
        if word.part in _NOUNS:
            yield from _spelled(words, _noun_phrases(words, children, place))
        elif word.part == "VERB" or (word.part == "AUX" and word.role in {"ROOT", "ccomp", "advcl", "conj"}):
            yield from _spelled(words, _verb_phrases(words, children, place))


def _noun_phrases(words: Sequence[Word], children: Sequence[Sequence[int]], noun: int) -> Iterator[list[int]]:
    chunk = _chunk(words, noun)
    yield chunk
    for prep in children[noun]:
        if words[prep].role == "prep" and prep > noun:
            for inner in children[prep]:
                if words[inner].role == "pobj" and words[inner].part in _NOUNS:
                    yield [*chunk, prep, *_chunk(words, inner)]


def _verb_phrases(words: Sequence[Word], children: Sequence[Sequence[int]], verb: int) -> Iterator[list[int]]:
    kids = children[verb]
    no = [place for place in kids if words[place].role == "neg"]
    can = [place for place in kids if no and words[place].role == "aux" and place < verb][-1:]
    core = [*can, *no, verb, *(place for place in kids if words[place].role == "prt")]
    subjects = [place for place in kids if words[place].role in {"nsubj", "nsubjpass"} and place < verb]
    stated = subjects and (no or words[verb].role not in _EMBEDDED) and not _asks(words, kids, subjects[-1])
    subject = _chunk(words, subjects[-1]) if stated and words[subjects[-1]].part in _NOUNS else []
    passive = [place for place in kids if words[place].role == "auxpass"]
    objects = [place for place in kids if place > verb and words[place].role in _OBJECTS]
    if subject:
        yield sorted({*subject, *passive, *core})
    for thing in objects:
        tail = _tail(words, children, thing)
        if tail:
            yield sorted({*core, *tail})
            if subject:
                yield sorted({*subject, *passive, *core, *tail})


def _asks(words: Sequence[Word], kids: Sequence[int], subject: int) -> bool:
    return any(words[place].role in {"aux", "auxpass"} and place < subject for place in kids)


def _tail(words: Sequence[Word], children: Sequence[Sequence[int]], thing: int) -> list[int]:
    """Return the words of what follows a verb: an object, an adjective, a prepositional phrase."""
    word = words[thing]
    if word.role == "prep":
        inner = [place for place in children[thing] if words[place].role == "pobj"]
        return [thing, *_chunk(words, inner[0])] if inner and words[inner[0]].part in _NOUNS else []
    if word.part in _NOUNS:
        return _chunk(words, thing)
    if word.part in {"ADJ", "ADV"}:
        before = [place for place in children[thing] if words[place].role == "advmod" and place < thing]
        return [*before, thing]
    return []


def _chunk(words: Sequence[Word], noun: int) -> list[int]:
    """Return a noun with the adjectives and nouns that stand directly before it."""
    chunk = [noun]
    place = noun - 1
    while place >= 0 and words[place].role in _BEFORE_NOUN and words[place].head in {noun, *chunk}:
        chunk.insert(0, place)
        place -= 1
    return chunk


def _spelled(words: Sequence[Word], found: Iterator[list[int]]) -> Iterator[str]:
    """Spell out the phrases that say something and can stand alone."""
    for places in found:
        first = words[0]
        kept = [words[place] for place in places if _stays(words[place])]
        if not 2 <= len(kept) <= MOST_WORDS or not all(_PLAIN.fullmatch(word.text) for word in kept):
            continue
        plain = [word.text.lower() for word in kept]
        telling = sum(
            word.part in _TELLING and text not in _WEAK for word, text in zip(kept, plain, strict=True)
        )
        phrase = (
            " ".join(_written(word, first=word is first) for word in kept)
            .replace(" n't", "n't")
            .replace("can not", "cannot")
        )
        if telling >= 2 and len(phrase) <= MOST_LETTERS:
            yield phrase


def _stays(word: Word) -> bool:
    return word.part not in _EMPTY or word.text.lower() == "no"


def _written(word: Word, *, first: bool) -> str:
    """Return a word in lower case, unless it is a name or an abbreviation (SSO, iPhone, Corvane)."""
    inner = any(letter.isupper() for letter in word.text[1:]) and len(word.text) <= 10
    return word.text if inner or (word.part == "PROPN" and not first) else word.text.lower()
