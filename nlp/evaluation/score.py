"""How well a detector does on labelled texts: F1 with its interval, and the error of its confidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlp.evaluation.corpus import Labelled

Flags: TypeAlias = NDArray[np.bool_]
Confidences: TypeAlias = NDArray[np.float32] | NDArray[np.float64]

RESAMPLES = 1000
BINS = 10


@dataclass(frozen=True, slots=True)
class CodeScore:
    """What was found of one code."""

    code: str
    texts: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Score:
    """Macro and micro F1 with 95 % bootstrap intervals over texts, and the scores by code."""

    macro: float
    macro_low: float
    macro_high: float
    micro: float
    micro_low: float
    micro_high: float
    by_code: tuple[CodeScore, ...]


def truth(rows: Sequence[Labelled], codes: Sequence[str]) -> tuple[Flags, Flags]:
    """Return two n x codes tables: what each text carries, and which pairs count (not disputed)."""
    carried = np.array([[code in row.codes for code in codes] for row in rows], bool)
    counted = np.array([[code not in row.disputed for code in codes] for row in rows], bool)
    return carried.reshape(len(rows), len(codes)), counted.reshape(len(rows), len(codes))


def score(found: Flags, carried: Flags, counted: Flags, codes: Sequence[str], *, seed: int = 20) -> Score:
    """Compare what was found with what is carried (n x codes each); uncounted pairs count neither way.

    Macro F1 is the mean over the codes that at least one text carries.
    """
    right = found & carried & counted
    wrong = found & ~carried & counted
    missed = ~found & carried & counted
    macro, micro = _f1(right.sum(0), wrong.sum(0), missed.sum(0))
    random = np.random.default_rng(seed)
    drawn = np.empty((RESAMPLES, 2))
    for turn in range(RESAMPLES):
        rows = random.integers(0, len(found), len(found))
        drawn[turn] = _f1(right[rows].sum(0), wrong[rows].sum(0), missed[rows].sum(0))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    by_code = tuple(
        _code_score(code, *(int(table[:, column].sum()) for table in (right, wrong, missed)))
        for column, code in enumerate(codes)
    )
    return Score(macro, float(low[0]), float(high[0]), micro, float(low[1]), float(high[1]), by_code)


def _f1(right: NDArray[np.int_], wrong: NDArray[np.int_], missed: NDArray[np.int_]) -> tuple[float, float]:
    present = right + missed > 0
    each = 2 * right[present] / (2 * right + wrong + missed)[present]
    total = 2 * right.sum() + wrong.sum() + missed.sum()
    return float(each.mean()) if present.any() else 0.0, float(2 * right.sum() / total) if total else 0.0


def _code_score(code: str, right: int, wrong: int, missed: int) -> CodeScore:
    return CodeScore(
        code=code,
        texts=right + missed,
        precision=right / (right + wrong) if right + wrong else 0.0,
        recall=right / (right + missed) if right + missed else 0.0,
        f1=2 * right / (2 * right + wrong + missed) if right + wrong + missed else 0.0,
    )


def calibration_error(
    confidences: Confidences, carried: Flags, counted: Flags, *, least: float = 0.1
) -> float:
    """Return the expected calibration error over counted pairs of at least ``least`` confidence.

    Ten bins of equal width; the mean distance between confidence and share of true pairs, weighted
    by the bins' sizes (Naeini et al. 2015).
    """
    kept = counted & (confidences >= least)
    sure, true = confidences[kept], carried[kept]
    if not sure.size:
        return 0.0
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(float((sure[bins == one] - true[bins == one]).sum())) for one in range(BINS)]
    return sum(gaps) / sure.size
