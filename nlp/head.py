"""The learned head: one logistic score a code over a text's vector, words and rule findings."""

import hashlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import expit

GATE = 0.5
GATE_FROM = -0.5

HEAD = Path(__file__).with_name("models") / "head.npz"

Floats = NDArray[np.float32]
Scores = TypeVar("Scores", NDArray[np.float32], NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Head:
    """Weights (inputs x codes and one), calibration and thresholds, as trained on voc's own corpus.

    The weights' last column scores "carries no code at all"; see ``gated``.
    ``slope`` and ``offset`` turn a score into the log-odds of the confidence (Platt 1999);
    ``likeness`` holds the same two for the cosine between a text and a code's meaning, for codes
    that were never trained. ``precision`` and ``recall`` are those of the strict point at the
    natural prevalence, measured out of sample.
    """

    codes: NDArray[np.str_]
    encoder: NDArray[np.str_]
    rarity: Floats
    vector_weights: Floats
    word_weights: Floats
    rule_weights: Floats
    bias: Floats
    calibration: Floats
    likeness: Floats
    balanced: Floats
    strict: Floats
    precision: Floats
    recall: Floats

    def scores(self, vectors: Floats, words: csr_matrix, rules: Floats) -> Floats:
        """Return the scores (n x codes)."""
        raw: Floats = vectors @ self.vector_weights + words @ self.word_weights + rules @ self.rule_weights
        return gated(raw + self.bias)

    def confidences(self, scores: Floats) -> Floats:
        """Return calibrated probabilities (n x codes) of scores."""
        confidences: Floats = expit(self.calibration[0] * scores + self.calibration[1]).astype(np.float32)
        return confidences


def gated(raw: Scores) -> Scores:
    """Lower the codes' scores of texts that look like none: praise, how-to, denied, supposed or solved.

    ``raw`` is n x (codes and one), its last column the score of "no code"; the result is n x codes.
    A weighted sum of words cannot see that a phrase is not meant when its words are all there.
    """
    lowered: Scores = raw[:, :-1] - GATE * np.maximum(0, raw[:, -1:] - GATE_FROM)
    return lowered


def save_head(head: Head, path: Path) -> None:
    """Write a head as an npz file: half precision for the weights, the same bytes for the same head."""
    arrays = {field.name: getattr(head, field.name) for field in fields(head)}
    halves = {name: array.astype(np.float16) for name, array in arrays.items() if name.endswith("_weights")}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays | halves)


def load_head(path: Path = HEAD) -> Head:
    """Read a head; weights become 32-bit floats."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return Head(
        **{
            name: array.astype(np.float32) if array.dtype.kind == "f" else array
            for name, array in arrays.items()
        }
    )


def head_version(path: Path = HEAD) -> str:
    """Return a hash of the head's file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
