"""Texts that are nearly the same: copies, templates filled in, a campaign's letters.

MinHash and its bands after Broder (1997) and Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets",
chapter 3; every pair that the bands propose is then compared in full.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SHARED = 0.8  # of the shingles of both texts together (Jaccard)
SHINGLE = 3  # words
FEWEST_WORDS = 8  # a text of fewer words has a twin only in its own words
FEWEST_TEXTS = 3  # of a label, so that something is left to measure it by
BANDS = 16
ROWS = 4
SEED = 20

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_NOT = re.compile(
    r"\b(?:not|no|never|nothing|nobody|without|nor|cannot|\w+n't|nicht|kein\w*|nie|ohne|pas|jamais|sans|nunca|sin"
    r"|niet|geen|não|sem|non|senza)\b"
)


def twins(texts: Sequence[str]) -> tuple[int, ...]:
    """Return for each text the row of the first text that says the same; its own row where it is the first.

    Texts with the same words (digits, case and signs aside) are twins, and so are texts of eight and more
    words that share 80 % of their runs of three words with the first and deny as often as it does. The
    first is the one in the given order, so the same texts in the same order give the same answer.
    """
    words = [tuple(_WORD.findall(text.casefold().replace("\u2019", "'"))) for text in texts]
    first_of: dict[tuple[str, ...], int] = {}
    firsts = [first_of.setdefault(found or (texts[row],), row) for row, found in enumerate(words)]
    long = [row for row in first_of.values() if len(words[row]) >= FEWEST_WORDS]
    leaders = _leaders([words[row] for row in long])
    led = {row: long[leader] for row, leader in zip(long, leaders, strict=True)}
    return tuple(led.get(first, first) for first in firsts)


def without_twins(texts: Sequence[str], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the labels of texts with -1 for every text that is the twin of an earlier one of its label.

    Twins of fewer than eight words keep theirs: many people say the same few words of their own accord. So
    do the twins of a label that would be left with fewer than three texts: they are all it has.
    """
    left = labels.copy()
    for row, first in enumerate(twins(texts)):
        if labels[first] == labels[row] and row != first and len(_WORD.findall(texts[row])) >= FEWEST_WORDS:
            left[row] = -1
    kept = np.bincount(left[left >= 0], minlength=int(labels.max(initial=-1)) + 1)
    few = np.isin(labels, np.flatnonzero(kept < FEWEST_TEXTS))
    return np.where(few, labels, left)


def _leaders(texts: Sequence[tuple[str, ...]]) -> Iterator[int]:
    """Yield for each of n different texts the first one that it is nearly the same as, or itself."""
    shingled = [_shingles(words) for words in texts]
    denials = [_NOT.findall(" ".join(words)) for words in texts]
    seen: defaultdict[bytes, list[int]] = defaultdict(list)
    for row, keys in enumerate(_keys(shingled)):
        shingles = shingled[row]
        near = Counter(leader for key in keys for leader in seen[key])
        for leader, _ in sorted(near.items(), key=lambda found: (-found[1], found[0])):
            both = len(shingles & shingled[leader])
            alike = both >= SHARED * (len(shingles) + len(shingled[leader]) - both)
            if alike and sorted(denials[row]) == sorted(denials[leader]):
                yield leader
                break
        else:
            for key in keys:
                seen[key].append(row)
            yield row


def _shingles(words: tuple[str, ...]) -> frozenset[int]:
    return frozenset(
        crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)
    )


def _keys(shingled: Sequence[frozenset[int]]) -> Iterator[tuple[bytes, ...]]:
    """Yield the bands' keys of each set: but for 2 in 10,000, sets that share 80 % have one in common."""
    if not shingled:
        return
    draw = np.random.default_rng(SEED)
    factors, terms = draw.integers(0, 1 << 63, (2, BANDS * ROWS), dtype=np.uint64)
    factors |= np.uint64(1)
    values = np.fromiter((one for found in shingled for one in found), np.uint64)
    ends = np.cumsum([len(found) for found in shingled])
    starts = np.concatenate([[0], ends[:-1]])
    lowest: NDArray[np.uint32] = np.empty((len(shingled), BANDS * ROWS), np.uint32)
    for place, (factor, term) in enumerate(zip(factors, terms, strict=True)):
        # Multiply-shift (Dietzfelbinger et al. 1997): the upper half of the product, modulo 2^64.
        hashed = (values * factor + term) >> np.uint64(32)
        lowest[:, place] = np.minimum.reduceat(hashed, starts).astype(np.uint32)
    for row in lowest:
        yield tuple(bytes([band]) + row[band * ROWS : (band + 1) * ROWS].tobytes() for band in range(BANDS))
