"""Discovery: the themes of a collection of verbatims, as many as it has, and the verbatims that have none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage

from nlp.clusterers import Labels, neighbours, project, settle, smooth, sums, ward_tree
from nlp.embedding import Vectors
from nlp.granularity import best_cut
from nlp.wording import wording_families

Granularity: TypeAlias = Literal["coarser", "balanced", "finer"]

FACTORS: dict[Granularity, float] = {"coarser": 1 / 1.75, "balanced": 1.0, "finer": 1.75}
NEIGHBOURS = 15
STEPS = 2
ROUNDS = 5
DIMENSIONS = 64
CLOSE = 0.45  # the cosine to a theme's centre under which a text says something else
FEW = 16  # so few different texts have no neighbourhoods to speak of
FITTED_TEXTS = 20_000  # the tree's time grows with the square: beyond, a sample is fitted

_NOT_WORDS = re.compile(r"[^\w]+|\d+")


@dataclass(frozen=True, slots=True)
class Discovery:
    """The themes of n texts: ``labels`` counts them from 0, the largest first, and is -1 where unthemed.

    ``strengths`` is the cosine to the centre of the theme that is ``nearest``, the text itself left out
    of the centre; an unthemed text has a nearest theme too (-1 only where there is no theme at all).
    """

    labels: Labels
    nearest: Labels
    strengths: Vectors

    @property
    def themes(self) -> int:
        """The number of themes."""
        return int(self.labels.max(initial=-1)) + 1


def discover(
    texts: Sequence[str], vectors: Vectors, *, seed: int, granularity: Granularity = "balanced"
) -> Discovery:
    """Find the themes of ``texts`` with their L2-normalised ``vectors`` (n x d).

    The number of themes comes from the texts; ``granularity`` cuts the same tree higher or lower. Texts
    that differ in digits, case and punctuation alone are fitted once and always share a theme. The same
    input gives the same labels; ``seed`` matters beyond 20,000 different texts, when a sample is fitted.
    """
    if len(texts) != len(vectors):
        raise ValueError(f"need one vector for each text, found {len(vectors)} for {len(texts)}")
    if not len(texts):
        return Discovery(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    first, group = _distinct(texts)
    counts = np.bincount(group)
    chosen = _sample(len(first), seed)
    distinct = vectors[first]
    clusters = np.full(len(first), -1, np.int64)
    wording = [texts[row] for row in first[chosen]]
    clusters[chosen] = _cluster(distinct[chosen], wording, FACTORS[granularity])
    return _themes(distinct, clusters, counts, group)


def _distinct(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first row of every different text, and for each text which of them it is."""
    seen: dict[str, int] = {}
    first: list[int] = []
    group = np.empty(len(texts), np.int64)
    for row, text in enumerate(texts):
        key = _NOT_WORDS.sub(" ", text.casefold()).strip() or text
        if key not in seen:
            seen[key] = len(first)
            first.append(row)
        group[row] = seen[key]
    return np.array(first), group


def _sample(distinct: int, seed: int) -> NDArray[np.int64]:
    if distinct <= FITTED_TEXTS:
        return np.arange(distinct)
    return np.sort(np.random.default_rng(seed).choice(distinct, FITTED_TEXTS, replace=False))


def _cluster(texts_vectors: Vectors, texts: Sequence[str], factor: float) -> Labels:
    """Put every distinct text in a cluster; what is said in the same words goes together, and counts once."""
    if len(texts) < FEW:
        return _cluster_few(texts_vectors)
    near = neighbours(texts_vectors, min(NEIGHBOURS, len(texts) - 1))
    families = wording_families(texts, near)
    vectors = sums(families, texts_vectors)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    n = len(vectors)
    if n < FEW:
        return _cluster_few(vectors)[families]
    near = neighbours(vectors, min(NEIGHBOURS, max(3, n // 12)))
    smoothed = project(smooth(vectors, near, steps=STEPS), DIMENSIONS)
    tree = ward_tree(smoothed)
    points = project(vectors, DIMENSIONS)
    cut = min(max(2, round(best_cut(tree, near, points, smoothed) * factor)), n // 2)
    return settle(tree.cut(cut), points, rounds=ROUNDS)[families]


def _cluster_few(vectors: Vectors) -> Labels:
    if len(vectors) == 1:
        return np.zeros(1, np.int64)
    gaps = 1 - np.clip(vectors @ vectors.T, -1, 1)[np.triu_indices(len(vectors), 1)]
    return np.asarray(fcluster(linkage(gaps, "average"), 1 - CLOSE, "distance"), np.int64) - 1


def _smallest(texts: int) -> int:
    """Return how many texts make a theme: 2 in a handful, 3 in hundreds, 16 in 18,000."""
    return max(2 if texts < 50 else 3, isqrt(texts) // 8)


def _themes(
    vectors: Vectors, clusters: Labels, counts: NDArray[np.int64], group: NDArray[np.int64]
) -> Discovery:
    """Keep the clusters that hold together, and let go of the texts that are far from their theme.

    A cluster that loses half of its texts was a heap of leftovers, not a theme.
    """
    before = np.bincount(clusters[clusters >= 0], counts[clusters >= 0])
    close = _cosines_to_others(vectors, clusters, counts) >= _least(clusters, counts)
    after = np.bincount(clusters[close], counts[close], minlength=len(before))
    themes = np.flatnonzero((after > before / 2) & (after >= _smallest(len(group))))
    if not len(themes):
        nobody = np.full(len(group), -1, np.int64)
        return Discovery(nobody, nobody, np.zeros(len(group), np.float32))
    place = np.full(len(before) + 1, -1, np.int64)  # the last place is for label -1
    place[themes[np.argsort(-after[themes], kind="stable")]] = np.arange(len(themes))
    members = np.where(close, place[clusters], -1)
    nearest, strengths = _nearest(vectors, members, counts)
    joins = np.where(strengths >= CLOSE, nearest, -1)
    labels = np.where(members >= 0, members, joins)
    return Discovery(labels[group], nearest[group], strengths[group])


def _least(clusters: Labels, counts: NDArray[np.int64]) -> Vectors:
    """Return the least cosine to the other texts' centre with which each text stays in its cluster.

    The centre of a few texts is a poor guess of what they share: of m texts that lie at cosine c from what
    they share, one lies at c^2 / sqrt((1 + (m - 2) c^2) / (m - 1)) from the centre of the others.
    """
    shared = CLOSE**2
    others = np.maximum(np.bincount(clusters[clusters >= 0], counts[clusters >= 0]) - 1, 1)
    least = shared / np.sqrt((1 + (others - 1) * shared) / others)
    return np.append(least, 1.0).astype(np.float32)[clusters]  # the last place is for label -1


def _cosines_to_others(vectors: Vectors, labels: Labels, counts: NDArray[np.int64]) -> Vectors:
    """Return each text's cosine to the centre of the other texts of its label (-1 for label -1).

    A text that was given more than once stands for its copies and stays in the centre.
    """
    others = sums(labels, vectors)[labels] - vectors * (counts == 1)[:, None]
    others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1e-9)
    return np.where(labels >= 0, (vectors * others).sum(axis=1), -1).astype(np.float32)


def _nearest(vectors: Vectors, members: Labels, counts: NDArray[np.int64]) -> tuple[Labels, Vectors]:
    """Return the nearest theme of every text, and the cosine to its centre without the text itself."""
    centres = sums(members, vectors)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    cosines = vectors @ centres.T
    inside = np.flatnonzero(members >= 0)
    cosines[inside, members[inside]] = _cosines_to_others(vectors, members, counts)[inside]
    nearest = cosines.argmax(axis=1)
    return nearest.astype(np.int64), cosines[np.arange(len(vectors)), nearest]
