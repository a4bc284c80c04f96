"""Names for themes: a phrase from their own verbatims, a sentence, telling words and exemplars."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.clusterers import Labels, sums
from nlp.embedding import Encoder, Vectors
from nlp.phrases import phrases
from nlp.spacy_model import load_parser
from nlp.topic_words import TopicWords, topic_words

PARSED = 20
PHRASES = 12
SAME = 0.9  # from this cosine on, two texts are one exemplar
NEAR = 0.35  # under this cosine to the centre a phrase is small talk ("good morning")
KEYWORDS = 6
EXEMPLARS = 5
LETTERS = 400  # of a long text, its beginning is parsed

_PLACEHOLDER = re.compile(r"\[[A-Z_]+\d*\]")


@dataclass(frozen=True, slots=True)
class ThemeName:
    """What a theme is called; ``exemplars`` are rows of the texts, the most typical first."""

    label: str
    description: str
    keywords: tuple[str, ...]
    exemplars: tuple[int, ...]


def name_themes(
    texts: Sequence[str], vectors: Vectors, labels: Labels, *, encoder: Encoder
) -> tuple[ThemeName, ...]:
    """Name the themes 0, 1, ... of labelled texts (-1: unthemed), in their order.

    A label is a noun or verb phrase that the theme's most central verbatims use: near the theme's centre,
    far from the other centres, made of words that the others do not use. No two labels are the same.
    """
    themes = int(labels.max(initial=-1)) + 1
    if not themes:
        return ()
    clean = [_PLACEHOLDER.sub(" ", text).replace("\u2019", "'") for text in texts]
    words = topic_words(clean, labels)
    centres = sums(labels, vectors)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    central = [_central(vectors, np.flatnonzero(labels == theme), centres[theme]) for theme in range(themes)]
    ranked = _ranked(_candidates(clean, central, words), centres, encoder)
    names: list[ThemeName] = []
    taken: set[str] = set()
    for theme in range(themes):
        keywords = _keywords(words.ranked[theme])
        label = _label([phrase for phrase, _ in ranked[theme]], keywords, theme, taken)
        taken.add(label.lower())
        about = [phrase for phrase, own in ranked[theme] if own]
        exemplars = tuple(central[theme][:EXEMPLARS])
        names.append(ThemeName(label, _description(label, about, keywords), keywords, exemplars))
    return tuple(names)


def _central(vectors: Vectors, members: Labels, centre: Vectors) -> list[int]:
    """Return the members nearest to the centre, of those that say the same in nearly the same words one."""
    ranked = members[np.argsort(-(vectors[members] @ centre), kind="stable")]
    found: list[int] = []
    for row in ranked.tolist():
        if not found or float((vectors[found] @ vectors[row]).max()) < SAME:
            found.append(row)
        if len(found) == PARSED:
            break
    return found


def _candidates(
    texts: Sequence[str], central: Sequence[Sequence[int]], words: TopicWords
) -> list[dict[str, float]]:
    """Return the likely phrases of each theme's central texts: what many say, in telling words."""
    parse = load_parser()
    parsed = parse([texts[row][:LETTERS] for rows in central for row in rows])
    found: list[dict[str, float]] = []
    for theme, rows in enumerate(central):
        support: Counter[str] = Counter()
        for _ in rows:
            support.update(set(phrases(next(parsed))))
        scores = {
            phrase: 0.4 * _telling(phrase, words.weights[theme]) + _shared(phrase, texts_with)
            for phrase, texts_with in support.items()
        }
        best = sorted(scores, key=lambda phrase: (-scores[phrase], phrase))[:PHRASES]
        found.append({phrase: scores[phrase] for phrase in best})
    return found


def _ranked(
    candidates: Sequence[dict[str, float]], centres: Vectors, encoder: Encoder
) -> list[list[tuple[str, bool]]]:
    """Return each theme's phrases, best first, and whether each is nearer to it than to any other theme."""
    different = sorted({phrase for scores in candidates for phrase in scores})
    row = {phrase: place for place, phrase in enumerate(different)}
    cosines = encoder.encode(different) @ centres.T
    ranked: list[list[tuple[str, bool]]] = []
    for theme, scores in enumerate(candidates):
        own = {phrase: float(cosines[row[phrase], theme]) for phrase in scores}
        apart = {
            phrase: own[phrase] - float(np.delete(cosines[row[phrase]], theme).max(initial=0.0))
            for phrase in scores
        }
        total = {phrase: scores[phrase] + own[phrase] + 0.5 * apart[phrase] for phrase in scores}
        best = sorted(total, key=lambda phrase: (-total[phrase], phrase))
        ranked.append([(phrase, own[phrase] >= NEAR and apart[phrase] > 0) for phrase in best])
    return ranked


def _shared(phrase: str, texts_with: int) -> float:
    """Return the worth of being said by several; then, a fuller phrase says more than a short one."""
    fuller = 0.05 * (len(phrase.split()) - 2) if texts_with > 1 else 0.0
    return 0.1 * math.log(texts_with) + fuller


def _telling(phrase: str, weights: dict[str, float]) -> float:
    """Return the mean weight of a phrase's words in the theme (0 to 1)."""
    parts = phrase.lower().split()
    return sum(weights.get(part, 0.0) for part in parts) / len(parts)


def _keywords(ranked: Sequence[str]) -> tuple[str, ...]:
    """Return the most telling terms, none of which repeats a word of another."""
    kept: list[str] = []
    used: set[str] = set()
    for term in ranked:
        if not used & _stems(term):
            kept.append(term)
            used |= _stems(term)
    return tuple(kept[:KEYWORDS])


def _stems(phrase: str) -> set[str]:
    """Return the beginnings of a phrase's words: "plans" repeats "plan", "filing" repeats "file"."""
    return {word[: max(3, min(5, len(word) - 1))] for word in phrase.lower().split() if len(word) > 2}


def _label(ranked: Sequence[str], keywords: Sequence[str], theme: int, taken: set[str]) -> str:
    for phrase in ranked:
        label = phrase[0].upper() + phrase[1:]
        if label.lower() not in taken:
            return label
    words = " and ".join(keywords[:2]) or f"Theme {theme + 1}"
    label = words[0].upper() + words[1:]
    return label if label.lower() not in taken else f"{label} ({theme + 1})"


def _description(label: str, about: Sequence[str], keywords: Sequence[str]) -> str:
    """Return one sentence on what the theme's verbatims say besides its label."""
    said: list[str] = []
    used = _stems(label)
    for phrase in (*about, *keywords):
        if len(said) < 3 and not used & _stems(phrase):
            said.append(phrase)
            used |= _stems(phrase)
    if not said:
        return f"Customers speak of: {label}."
    return f"Customers speak of {', '.join(said[:-1])}{' and ' if said[:-1] else ''}{said[-1]}."
