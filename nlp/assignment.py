"""Known themes for new verbatims: frozen centroids, a threshold for each theme, and no theme in doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.clusterers import Labels, sums
from nlp.embedding import Vectors

FLOOR = 0.45
MEMBERS_LOST = 0.05
MARGIN = 0.02
BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Centroids:
    """The frozen definition of t themes, in the order of ``ids``.

    ``matrix`` holds a unit vector a theme (t x dimensions), ``thresholds`` the cosine from which a
    verbatim belongs, ``typical`` the median cosine of a member to the centre of the others.
    """

    matrix: Vectors
    thresholds: Vectors
    typical: Vectors
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """The themes of n verbatims, as places in ``Centroids.ids``.

    ``themes`` is -1 where unthemed; ``strengths`` is the cosine to the theme, or to the nearest one
    where unthemed; ``also`` holds further themes that the verbatim clearly belongs to, strongest first.
    """

    themes: Labels
    strengths: Vectors
    also: tuple[tuple[int, ...], ...]


def fit_centroids(vectors: Vectors, labels: Labels, ids: Sequence[str]) -> Centroids:
    """Freeze the themes of labelled vectors: label i is the theme ``ids[i]``, -1 is left out.

    A theme's threshold is the cosine that 95 % of its members reach to the centre of the others, and never
    under the floor of 0.45.
    Raises ValueError where a theme has no member.
    """
    if not ids:
        none = np.empty(0, np.float32)
        return Centroids(np.empty((0, vectors.shape[1]), np.float32), none, none, ())
    members = np.bincount(labels[labels >= 0], minlength=len(ids))
    if len(members) != len(ids) or not members.all():
        raise ValueError(f"need at least one vector for each of {len(ids)} themes, found {members.tolist()}")
    total = sums(labels, vectors)
    matrix = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
    thresholds = np.empty(len(ids), np.float32)
    typical = np.empty(len(ids), np.float32)
    for theme in range(len(ids)):
        mine = vectors[labels == theme]
        # against the others' centre, as a new verbatim is: in a small theme a member is its own centre
        others = total[theme] - mine
        others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), 1e-9)
        cosines = (mine * others).sum(axis=1)
        thresholds[theme] = max(float(np.quantile(cosines, MEMBERS_LOST)), FLOOR)
        typical[theme] = np.median(cosines)
    return Centroids(matrix, thresholds, typical, tuple(ids))


def assign(vectors: Vectors, centroids: Centroids, *, margin: float = MARGIN) -> Assignment:
    """Give each vector its nearest theme, or none where it is too far or two themes are equally near.

    A further theme is one that the verbatim is as close to as half of that theme's own members.
    """
    n = len(vectors)
    themes = np.full(n, -1, np.int64)
    strengths = np.zeros(n, np.float32)
    also: list[tuple[int, ...]] = [()] * n
    if not centroids.ids:
        return Assignment(themes, strengths, tuple(also))
    for start in range(0, n, BLOCK):
        cosines = vectors[start : start + BLOCK] @ centroids.matrix.T
        best = cosines.argmax(axis=1)
        every = np.arange(len(best))
        strengths[start : start + BLOCK] = cosines[every, best]
        kept = _kept(cosines, best, centroids, margin=margin)
        themes[start : start + BLOCK] = np.where(kept, best, -1)
        clear = cosines >= np.maximum(centroids.typical, centroids.thresholds)
        clear[every, best] = False
        for row in np.flatnonzero(kept & clear.any(axis=1)):
            more = np.flatnonzero(clear[row])
            also[start + row] = tuple(
                int(theme) for theme in more[np.argsort(-cosines[row, more], kind="stable")]
            )
    return Assignment(themes, strengths, tuple(also))


def _kept(cosines: Vectors, best: Labels, centroids: Centroids, *, margin: float) -> NDArray[np.bool_]:
    """Say which rows keep their best theme; one as close as half of its members needs no margin."""
    own = cosines[np.arange(len(best)), best]
    near: NDArray[np.bool_] = own >= centroids.thresholds[best]
    if cosines.shape[1] == 1:
        return near
    second = np.partition(cosines, -2, axis=1)[:, -2]
    return near & ((own - second >= margin) | (own >= centroids.typical[best]))
