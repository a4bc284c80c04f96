"""How many themes a collection has: the cut of its tree that two independent judges agree on."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.clusterers import Labels, Neighbours, Tree, sums
from nlp.embedding import Vectors

CUTS = 60
UNDECIDED = 0.95


def best_cut(tree: Tree, near: Neighbours, before: Vectors, after: Vectors) -> int:
    """Return the number of clusters on which modularity and silhouette agree best.

    Modularity asks whether neighbours stay together and falls when a theme is broken up; the silhouette
    asks whether themes stand apart and falls when two are lumped. Each alone errs on its side: modularity
    cannot see small themes in large collections, the silhouette keeps splitting loose ones. A cut's score
    is modularity times the geometric mean of the silhouettes ``before`` and ``after`` smoothing. The answer
    is the middle, by ratio, of the cuts that come within 5 % of the best score: between those the texts
    do not decide, and the middle moves less than the peak when texts come and go.
    """
    graph = near.graph()
    cuts = np.array(candidate_cuts(len(before)))
    scores = np.array([_score(tree.cut(int(cut)), graph, before, after) for cut in cuts])
    good = cuts[scores >= UNDECIDED * scores.max()]
    return round(float(np.exp(np.log(good).mean())))


def candidate_cuts(texts: int) -> tuple[int, ...]:
    """Return the numbers of themes worth trying: between a quarter of the root of n and eight roots.

    Fewer would tell a reader nothing, more could not be read; never more than a theme for three texts.
    """
    low = max(2, round(texts**0.5 / 4))
    high = max(low, min(texts // 3, round(8 * texts**0.5)))
    return tuple(sorted({round(float(cut)) for cut in np.geomspace(low, high, CUTS)}))


def _score(labels: Labels, graph: csr_matrix, before: Vectors, after: Vectors) -> float:
    apart = max(0.0, silhouette(labels, before)) * max(0.0, silhouette(labels, after))
    return float(max(0.0, modularity(labels, graph)) * apart**0.5)


def modularity(labels: Labels, graph: csr_matrix) -> float:
    """Return the share of edges inside clusters beyond what degrees alone would give (Newman 2004)."""
    n = len(labels)
    member = csr_matrix((np.ones(n), (np.arange(n), labels)))
    between = member.T @ graph @ member
    total = float(graph.sum())
    volumes: NDArray[np.float64] = np.asarray(between.sum(axis=1)).ravel() / total
    return float(between.diagonal().sum() / total - (volumes**2).sum())


def silhouette(labels: Labels, points: Vectors) -> float:
    """Return the mean simplified silhouette (Hruschka 2004), between -1 and 1.

    A text's distance to its own centre is measured to the centre of the others (the factor m / (m - 1)):
    otherwise small clusters look tight because a text is close to itself. A cluster of one counts 0.
    """
    sizes = np.bincount(labels)
    centres = sums(labels, points) / sizes[:, None].astype(np.float32)
    squares = (points * points).sum(axis=1)[:, None] + (centres * centres).sum(axis=1)
    distances = np.sqrt(np.maximum(squares - 2 * (points @ centres.T), 0))
    every = np.arange(len(labels))
    members = sizes[labels]
    own = distances[every, labels] * members / np.maximum(members - 1, 1)
    distances[every, labels] = np.inf
    other = distances.min(axis=1)
    widths = (other - own) / np.maximum(np.maximum(own, other), 1e-9)
    return float(np.where(members > 1, widths, 0.0).mean())
