"""What the learned head sees of a text besides its vector: hashed words and the rules' findings."""

import re
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.polarity import POLARITIES, TONES, plain, tones
from nlp.rules import Hit

BUCKETS = 8192
TOKEN = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+|[%$\u20ac\u00a3?!]")
SUFFIX = re.compile(r"(?:ing|ed|es|s|ly|'s)\Z")
MAX_WEAK = 3
ROOT_LENGTH = 4


def words(text: str) -> list[str]:
    """Return the words of a text, roughly stemmed; a number becomes ``#`` and its count of digits."""
    return [_root(token) for token in TOKEN.findall(plain(text))]


def _root(token: str) -> str:
    if token.isdigit():
        return f"#{min(len(token), 5)}"
    root = SUFFIX.sub("", token)
    return root if len(root) >= ROOT_LENGTH else token


def buckets(text: str) -> Mapping[int, int]:
    """Return the hashed words and word pairs of a text and how often each is there."""
    found = words(text)
    counts: dict[int, int] = {}
    for term in (*found, *map(" ".join, pairwise(found))):
        bucket = zlib.crc32(term.encode("utf-8", "replace")) % BUCKETS
        counts[bucket] = counts.get(bucket, 0) + 1
    return counts


def word_matrix(texts: Sequence[str], rarity: NDArray[np.float32]) -> csr_matrix:
    """Return the texts' buckets (n x 8192), weighted by (1 + log count) x rarity, each row of length 1."""
    counted = [buckets(text) for text in texts]
    columns = np.array([bucket for counts in counted for bucket in counts], np.intp)
    counts = np.array([count for counts in counted for count in counts.values()], np.float32)
    sizes = [len(one) for one in counted]
    rows = np.repeat(np.arange(len(texts)), sizes)
    values = (1 + np.log(counts)) * rarity[columns]
    lengths = np.sqrt(np.bincount(rows, values * values, minlength=len(texts)))
    scaled = values / np.where(lengths > 0, lengths, 1)[rows]
    ends = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((scaled.astype(np.float32), columns, ends), shape=(len(texts), BUCKETS))


def rarity_of(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the smoothed inverse document frequency of each bucket, 0 where it is in one text only."""
    seen = np.zeros(BUCKETS)
    for text in texts:
        seen[list(buckets(text))] += 1
    rarity: NDArray[np.float32] = np.where(seen > 1, np.log((1 + len(texts)) / (1 + seen)) + 1, 0).astype(
        np.float32
    )
    return rarity


def rule_row(text: str, hits: Sequence[Hit], codes: Sequence[str]) -> NDArray[np.float32]:
    """Return three numbers a code (meant, said but not meant, hints), one a polarity found, one a tone."""
    places = {code: number for number, code in enumerate(codes)}
    row = np.zeros(3 * len(codes) + len(POLARITIES) + len(TONES), np.float32)
    row[-len(TONES) :] = tones(plain(text))
    for hit in hits:
        start = 3 * places[hit.code]
        if not hit.strong:
            row[start + 2] = min(row[start + 2] + 1 / MAX_WEAK, 1.0)
            continue
        row[start + (0 if hit.polarity == "affirmed" else 1)] = 1.0
        row[3 * len(codes) + POLARITIES.index(hit.polarity)] = 1.0
    return row
