"""Training of the head on voc's own corpus: ``python -m nlp.evaluation.train`` writes nlp/models/head.npz."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.codebook import load_codebook
from nlp.embedding import DIMENSIONS, Encoder, Vectors, load_encoder
from nlp.evaluation.corpus import Labelled, read_corpus
from nlp.evaluation.fit import (
    FOLDS,
    RULE_SCALE,
    Doubles,
    Inputs,
    calibrate,
    fit,
    folds,
    out_of_sample,
    thresholds,
)
from nlp.evaluation.score import Flags, Score, calibration_error, score, truth
from nlp.features import rarity_of, rule_row, word_matrix
from nlp.head import HEAD, Head, gated, save_head
from nlp.rules import find_hits, load_rules
from voc.settings import DEFAULT_ENCODER, load_settings

SEED = 20


@dataclass(frozen=True, slots=True)
class Trained:
    """A head and what cross-validation by family says of it; thresholds are chosen on other folds."""

    head: Head
    score: Score
    calibration_error: float
    trap_alarms: float


def train(rows: Sequence[Labelled], encoder: Encoder) -> Trained:
    """Train the head on labelled texts and measure it out of sample. Deterministic."""
    codes = load_codebook().names
    texts = [row.text for row in rows]
    vectors = encoder.encode(texts)
    rarity = rarity_of(texts)
    rules = load_rules()
    rule_codes = tuple(rule.code for rule in rules)
    findings = np.array(
        [rule_row(text, tuple(find_hits(text, rules)), rule_codes) for text in texts], np.float64
    )
    inputs = Inputs(np.hstack([vectors.astype(np.float64), findings]), word_matrix(texts, rarity))
    scales = np.concatenate([np.ones(DIMENSIONS), np.full(findings.shape[1], RULE_SCALE)])
    carried, counted = truth(rows, codes)
    fold = folds([row.family for row in rows], seed=SEED)
    targets = np.hstack([carried, ~carried.any(axis=1, keepdims=True)])
    scores = gated(out_of_sample(inputs, targets, scales, fold))
    line = calibrate(scores, carried)
    points = thresholds(_confidences(scores, line), carried)
    weights = fit(inputs, targets, scales)
    head = Head(
        codes=np.array(codes),
        encoder=np.array([encoder.version]),
        rarity=rarity,
        vector_weights=_floats(weights.dense[:DIMENSIONS]),
        word_weights=_floats(weights.words),
        rule_weights=_floats(weights.dense[DIMENSIONS:]),
        bias=_floats(weights.bias),
        calibration=_floats(line),
        likeness=_floats(_likeness(vectors, carried, encoder)),
        balanced=_floats(points.balanced),
        strict=_floats(points.strict),
        precision=_floats(points.precision),
        recall=_floats(points.recall),
    )
    sure, found = _nested(scores, carried, fold)
    traps = np.array([bool(row.trap) and not row.codes for row in rows])
    return Trained(
        head,
        score(found, carried, counted, codes, seed=SEED),
        calibration_error(sure, carried, counted),
        float(found[traps].any(axis=1).mean()) if traps.any() else 0.0,
    )


def _nested(scores: Doubles, carried: Flags, fold: NDArray[np.int_]) -> tuple[Doubles, Flags]:
    """Calibrate each fold and choose its thresholds on the others; return confidences and findings."""
    sure, found = np.zeros(scores.shape), np.zeros(scores.shape, bool)
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        line = calibrate(scores[seen], carried[seen])
        sure[unseen] = _confidences(scores[unseen], line)
        found[unseen] = sure[unseen] >= thresholds(_confidences(scores[seen], line), carried[seen]).balanced
    return sure, found


def _confidences(scores: Doubles, line: Doubles) -> Doubles:
    confidences: Doubles = 1 / (1 + np.exp(-(line[0] * scores + line[1])))
    return confidences


def _likeness(vectors: Vectors, carried: Flags, encoder: Encoder) -> Doubles:
    """Calibrate the cosine between a text and a code's meaning, over the codes that voc ships."""
    meanings = encoder.encode([code.means for code in load_codebook().codes])
    return calibrate((vectors @ meanings.T).astype(np.float64), carried)


def _floats(values: Doubles) -> NDArray[np.float32]:
    """Round to what the file keeps, so that last bits of an addition order never show."""
    return np.round(values, 4).astype(np.float32)


def main(target: Path = HEAD) -> None:
    """Train on the corpus, write the head and print what cross-validation says."""
    trained = train(read_corpus(), load_encoder(DEFAULT_ENCODER, load_settings().models))
    save_head(trained.head, target)
    found = trained.score
    lines = [
        f"macro F1 {found.macro:.3f} ({found.macro_low:.3f} to {found.macro_high:.3f})",
        f"micro F1 {found.micro:.3f} ({found.micro_low:.3f} to {found.micro_high:.3f})",
        f"calibration error {trained.calibration_error:.3f}, traps with an alarm {trained.trap_alarms:.3f}",
    ]
    lines += [
        f"{one.code:28} texts {one.texts:3}  P {one.precision:.2f}  R {one.recall:.2f}  F1 {one.f1:.2f}"
        f"  strict at {strict:.2f}: P {precision:.2f}  R {recall:.2f}"
        for one, strict, precision, recall in zip(
            found.by_code, trained.head.strict, trained.head.precision, trained.head.recall, strict=True
        )
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
