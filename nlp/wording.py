"""Texts that share most of their wording: templates filled in, copies with another opening, forwards."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from nlp.clusterers import Labels, Neighbours

SHARED = 0.7
FEWEST_PAIRS = 5

_WORD = re.compile(r"[^\W\d_]+(?:'\w+)?")


def wording_families(texts: Sequence[str], near: Neighbours) -> Labels:
    """Return the family of every text, counted from 0: texts that say one thing in the same words.

    Two neighbours are of one family when they share 70 % of the shorter one's pairs of consecutive words
    (the overlap coefficient of Szymkiewicz 1934 and Simpson 1943, on digits left out). A text of fewer than
    five pairs is a family of its own: in a few words any two remarks on a subject look alike.
    """
    pairs = [_pairs(text) for text in texts]
    ones: list[int] = []
    others: list[int] = []
    for row, found in enumerate(pairs):
        if len(found) < FEWEST_PAIRS:
            continue
        for other in near.rows[row].tolist():
            fewer = min(len(found), len(pairs[other]))
            if fewer >= FEWEST_PAIRS and len(found & pairs[other]) >= SHARED * fewer:
                ones.append(row)
                others.append(other)
    n = len(texts)
    alike = csr_matrix((np.ones(len(ones)), (ones, others)), shape=(n, n))
    families: Labels = connected_components(alike, directed=False)[1].astype(np.int64)
    return families


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = _WORD.findall(text.casefold())
    return frozenset(pairwise(words))
