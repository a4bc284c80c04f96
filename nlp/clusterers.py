"""The geometry under discovery: nearest neighbours, smoothing along them, a Ward tree and its cuts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array
from scipy.sparse.csgraph import connected_components

from nlp.embedding import Vectors

Labels = NDArray[np.int64]

BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The k nearest rows of every row, nearest first, and their cosines (both n x k)."""

    rows: NDArray[np.int64]
    cosines: Vectors

    def graph(self) -> csr_matrix:
        """Return who is a neighbour of whom as a symmetric n x n matrix of 0, 1/2 and 1."""
        n, k = self.rows.shape
        ends = np.arange(0, n * k + 1, k)
        one_way = csr_matrix((np.full(n * k, 0.5), self.rows.ravel(), ends), shape=(n, n))
        return csr_matrix(one_way + one_way.T)


def neighbours(vectors: Vectors, k: int) -> Neighbours:
    """Return the exact ``k`` nearest rows by cosine of L2-normalised vectors, a row itself left out."""
    n = len(vectors)
    rows = np.empty((n, k), np.int64)
    cosines = np.empty((n, k), np.float32)
    for start in range(0, n, BLOCK):
        block = vectors[start : start + BLOCK] @ vectors.T
        own = np.arange(len(block))
        block[own, start + own] = -np.inf
        near = np.argpartition(block, n - k, axis=1)[:, n - k :]
        found = np.take_along_axis(block, near, axis=1)
        order = np.argsort(-found, axis=1, kind="stable")
        rows[start : start + BLOCK] = np.take_along_axis(near, order, axis=1)
        cosines[start : start + BLOCK] = np.take_along_axis(found, order, axis=1)
    return Neighbours(rows, cosines)


def smooth(vectors: Vectors, near: Neighbours, *, steps: int) -> Vectors:
    """Move every vector half-way to the mean of its neighbours, ``steps`` times; unit length again.

    Texts of one meaning draw together and what is peculiar to one wording fades (a lazy random walk
    on the neighbour graph, weighted by squared cosine).
    """
    n, k = near.rows.shape
    weights = np.maximum(near.cosines, 0.01).ravel() ** 2
    one_way = csr_matrix((weights, near.rows.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    both = csr_matrix(one_way.maximum(one_way.T))
    walk = diags_array(1.0 / np.asarray(both.sum(axis=1)).ravel()) @ both
    moved = vectors
    for _ in range(steps):
        moved = (0.5 * moved + 0.5 * (walk @ moved)).astype(np.float32)
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved


def project(vectors: Vectors, dimensions: int) -> Vectors:
    """Return the centred vectors on their first principal axes (n x ``dimensions`` or fewer)."""
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, -dimensions:]
    projected: Vectors = (centred @ axes).astype(np.float32)
    return projected


@dataclass(frozen=True, slots=True)
class Tree:
    """A binary merge tree over n rows: n - 1 pairs of rows, the clusters of which join, lowest first."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]

    def cut(self, clusters: int) -> Labels:
        """Return the labels, 0 to ``clusters`` - 1, of the partition with that many clusters."""
        n = len(self.first) + 1
        joined = slice(0, n - clusters)
        links = (np.ones(n - clusters), (self.first[joined], self.second[joined]))
        labels: Labels = connected_components(csr_matrix(links, shape=(n, n)), directed=False)[1].astype(
            np.int64
        )
        return labels


def sums(labels: Labels, points: Vectors) -> Vectors:
    """Return the sum of the rows of each label from 0 on (labels x dimensions); -1 is left out."""
    rows = np.flatnonzero(labels >= 0)
    member = csr_matrix(
        (np.ones(len(rows), np.float32), (labels[rows], rows)), shape=(labels.max() + 1, len(labels))
    )
    return np.asarray(member @ points, np.float32)


def settle(labels: Labels, points: Vectors, *, rounds: int) -> Labels:
    """Move every row to the nearest centre and the centres to their rows, ``rounds`` times (Lloyd 1982).

    What a tree has merged early it cannot take back; this does. Labels that lose all rows close up.
    """
    for _ in range(rounds):
        centres = sums(labels, points) / np.bincount(labels)[:, None].astype(np.float32)
        gaps = (centres * centres).sum(axis=1) - 2 * (points @ centres.T)
        labels = np.unique(gaps.argmin(axis=1), return_inverse=True)[1].astype(np.int64)
    return labels


def ward_tree(points: Vectors) -> Tree:
    """Build Ward's tree (1963) by merging reciprocal nearest neighbours, in rounds.

    Ward's distance is reducible, so that the order of such merges does not change the tree (Murtagh
    1983). Time grows with the square of the rows, memory does not.
    """
    growing = _Growing(points)
    merges: list[tuple[NDArray[np.int64], NDArray[np.int64], Vectors]] = []
    while growing.count > 1:
        merges.append(growing.merge_reciprocal())
    if not merges:
        return Tree(np.empty(0, np.int64), np.empty(0, np.int64))
    first, second, heights = (np.concatenate(column) for column in zip(*merges, strict=True))
    order = np.argsort(heights, kind="stable")
    return Tree(first[order], second[order])


class _Growing:
    """The clusters that stand: centre, size, a row of each, and the nearest other cluster."""

    def __init__(self, points: Vectors) -> None:
        self.centres = points.astype(np.float32, copy=True)
        self.sizes = np.ones(len(points), np.float32)
        self.rows = np.arange(len(points))
        self.nearest = np.zeros(len(points), np.int64)
        self.heights = np.zeros(len(points), np.float32)
        self.stale = np.arange(len(points))

    @property
    def count(self) -> int:
        return len(self.centres)

    def merge_reciprocal(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Vectors]:
        """Merge every pair of clusters that are each other's nearest; return rows and heights."""
        self._refresh()
        places = np.arange(self.count)
        keep = np.flatnonzero((self.nearest[self.nearest] == places) & (places < self.nearest))
        if not len(keep):  # equal distances can form a ring: break it at the shortest
            keep = np.array([int(self.heights.argmin())])
        gone = self.nearest[keep]
        merged = self.rows[keep].copy(), self.rows[gone].copy(), self.heights[keep].copy()
        sizes = self.sizes[keep] + self.sizes[gone]
        share = (self.sizes[gone] / sizes)[:, None]
        self.centres[keep] += share * (self.centres[gone] - self.centres[keep])
        self.sizes[keep] = sizes
        self._drop(keep, gone)
        return merged

    def _refresh(self) -> None:
        """Find again the nearest of the clusters whose nearest has changed."""
        squares = (self.centres * self.centres).sum(axis=1)
        for start in range(0, len(self.stale), BLOCK):
            block = self.stale[start : start + BLOCK]
            own = np.arange(len(block))
            gaps = squares[block][:, None] + squares - 2 * (self.centres[block] @ self.centres.T)
            np.maximum(gaps, 0, out=gaps)
            sizes = self.sizes[block][:, None]
            gaps *= sizes * self.sizes / (sizes + self.sizes)
            gaps[own, block] = np.inf
            self.nearest[block] = gaps.argmin(axis=1)
            self.heights[block] = gaps[own, self.nearest[block]]

    def _drop(self, keep: NDArray[np.int64], gone: NDArray[np.int64]) -> None:
        touched = np.zeros(self.count, bool)
        touched[keep] = touched[gone] = True
        stale = touched | touched[self.nearest]
        stays = np.ones(self.count, bool)
        stays[gone] = False
        place = np.cumsum(stays) - 1
        self.nearest = place[self.nearest][stays]
        self.centres, self.sizes, self.rows = self.centres[stays], self.sizes[stays], self.rows[stays]
        self.heights = self.heights[stays]
        self.stale = np.flatnonzero(stale[stays])
