"""Fitting the head: logistic scores for all codes at once, their calibration and their thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, logit
from threadpoolctl import threadpool_limits

from nlp.evaluation.score import Flags

Doubles = NDArray[np.float64]

PENALTY = 0.25
WORD_SCALE = 1.5
RULE_SCALE = 0.4
STEPS = 60
FOLDS = 5
NATURAL_PREVALENCE = 0.02
WANTED_PRECISION = 0.85
LEAST_RECALL = 0.1
GRID = np.round(np.arange(0.1, 0.96, 0.01), 2)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the head sees of n texts: vectors and rule rows side by side, and the word matrix."""

    dense: Doubles
    words: csr_matrix

    def rows(self, chosen: NDArray[np.int_]) -> "Inputs":
        """Return the inputs of some texts."""
        return Inputs(self.dense[chosen], self.words[chosen])


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted weights (inputs x codes) and biases."""

    dense: Doubles
    words: Doubles
    bias: Doubles

    def scores(self, inputs: Inputs) -> Doubles:
        """Return raw scores (n x codes)."""
        raw: Doubles = inputs.dense @ self.dense + inputs.words @ self.words + self.bias
        return raw


def fit(inputs: Inputs, carried: Flags, scales: Doubles) -> Weights:
    """Fit one ridge-penalised logistic regression a code, all in one minimisation.

    ``scales`` has one entry a dense column: an input that is scaled up is penalised less. The
    minimiser starts at the codes' shares and takes a fixed number of steps, so that the same inputs
    give the same weights.
    """
    used = np.flatnonzero(inputs.words.getnnz(axis=0))  # a word that no text has keeps the weight 0
    dense, words = inputs.dense * scales, inputs.words[:, used] * WORD_SCALE
    wide, broad, codes = dense.shape[1], words.shape[1], carried.shape[1]
    target = carried.astype(np.float64)
    share = np.clip(target.mean(axis=0), 1e-4, 1 - 1e-4)
    transposed = words.T.tocsr()

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat[: (wide + broad) * codes].reshape(wide + broad, codes)
        raw = dense @ weights[:wide] + words @ weights[wide:] + flat[(wide + broad) * codes :]
        error = expit(raw) - target
        value = (np.logaddexp(0, raw) - target * raw).sum() + PENALTY / 2 * (weights * weights).sum()
        slope = np.vstack([dense.T @ error, transposed @ error]) + PENALTY * weights
        return float(value), np.concatenate([slope.ravel(), error.sum(axis=0)])

    start = np.concatenate([np.zeros((wide + broad) * codes), logit(share)])
    with threadpool_limits(1):  # sums in one order, whatever the machine's cores; and faster at this size
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights = found[: (wide + broad) * codes].reshape(wide + broad, codes)
    by_word = np.zeros((inputs.words.shape[1], codes))
    by_word[used] = weights[wide:] * WORD_SCALE
    return Weights(weights[:wide] * scales[:, None], by_word, found[(wide + broad) * codes :])


def folds(families: Sequence[str], *, seed: int) -> NDArray[np.int_]:
    """Return each text's fold; a family is never split."""
    names = sorted(set(families))
    order = np.random.default_rng(seed).permutation(len(names))
    fold = {names[place]: number % FOLDS for number, place in enumerate(order)}
    return np.array([fold[family] for family in families])


def out_of_sample(inputs: Inputs, carried: Flags, scales: Doubles, fold: NDArray[np.int_]) -> Doubles:
    """Return scores (n x codes), each text's from a fit that has not seen its fold."""
    scores = np.zeros(carried.shape)
    for number in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        scores[unseen] = fit(inputs.rows(seen), carried[seen], scales).scores(inputs.rows(unseen))
    return scores


def calibrate(scores: Doubles, carried: Flags) -> Doubles:
    """Return slope and offset of the log-odds that a pair is true, given its score (Platt 1999)."""
    flat, true = scores.ravel(), carried.ravel().astype(np.float64)

    def loss(line: Doubles) -> float:
        raw = line[0] * flat + line[1]
        return float((np.logaddexp(0, raw) - true * raw).sum())

    line: Doubles = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return line


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Each code's two thresholds, and the strict one's precision (natural prevalence) and recall."""

    balanced: Doubles
    strict: Doubles
    precision: Doubles
    recall: Doubles


def thresholds(confidences: Doubles, carried: Flags) -> Thresholds:
    """Choose each code's thresholds on out-of-sample confidences.

    Balanced: the best F1. Strict: the lowest threshold whose precision is 0.85 at a natural prevalence
    of 2 %, keeping a recall of 0.1; else the most precise. A code has some sixty true texts, too few
    to choose on alone, so that every code's counts are joined by the mean counts of all codes.
    """
    found = confidences[None] >= GRID[:, None, None]
    right = (found & carried).sum(axis=1).astype(np.float64)
    wrong = (found & ~carried).sum(axis=1).astype(np.float64)
    true = carried.sum(axis=0).astype(np.float64)
    false = len(carried) - true
    joined = [table + table.mean(axis=-1, keepdims=True) for table in (right, wrong, true, false)]
    f1 = 2 * joined[0] / (joined[0] + joined[1] + joined[2])
    recall, alarms = joined[0] / joined[2], joined[1] / joined[3]
    hits = NATURAL_PREVALENCE * recall
    precision = hits / np.maximum(hits + (1 - NATURAL_PREVALENCE) * alarms, 1e-9)
    places = [_strict(precision[:, code], recall[:, code]) for code in range(carried.shape[1])]
    columns = np.arange(carried.shape[1])
    return Thresholds(
        GRID[f1.argmax(axis=0)], GRID[places], precision[places, columns], recall[places, columns]
    )


def _strict(precision: Doubles, recall: Doubles) -> int:
    usable = np.flatnonzero(recall >= min(LEAST_RECALL, recall.max()))
    enough = usable[precision[usable] >= WANTED_PRECISION]
    return int(enough[0]) if enough.size else int(usable[precision[usable].argmax()])
