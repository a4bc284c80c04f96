"""Utterances to verbatims: short ones whole, longer ones cut at sentence ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from nlp.spacy_model import load_sentences
from voc.records import Span

WORD = re.compile(r"\S+")


def segment(texts: Sequence[str], *, max_words: int = 40) -> tuple[tuple[Span, ...], ...]:
    """Return each text's verbatims as half-open spans in code points, in order.

    A text of up to ``max_words`` words (runs without white space) is one verbatim. A longer one is
    cut at sentence ends; consecutive sentences share a verbatim while they fit, and a sentence that
    is longer by itself stays whole. Spans carry no white space at their ends; a blank text has none.
    """
    words = [tuple(Span(*match.span()) for match in WORD.finditer(text)) for text in texts]
    long = [row for row, found in enumerate(words) if len(found) > max_words]
    pieces = [_whole(found) for found in words]
    if long:
        for row, sentences in zip(long, load_sentences()([texts[row] for row in long]), strict=True):
            pieces[row] = tuple(_packed(words[row], sentences, max_words))
    return tuple(pieces)


def _whole(words: Sequence[Span]) -> tuple[Span, ...]:
    return (Span(words[0].start, words[-1].end),) if words else ()


def _packed(words: Sequence[Span], sentences: Sequence[Span], max_words: int) -> Iterator[Span]:
    packed: list[Span] = []
    for sentence in _by_sentence(words, sentences):
        if packed and len(packed) + len(sentence) > max_words:
            yield Span(packed[0].start, packed[-1].end)
            packed = []
        packed += sentence
    yield Span(packed[0].start, packed[-1].end)


def _by_sentence(words: Sequence[Span], sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield each sentence's words; a word belongs to the sentence that it starts in."""
    starts = [sentence.start for sentence in sentences]
    for _, group in groupby(words, key=lambda word: bisect_right(starts, word.start)):
        yield list(group)
