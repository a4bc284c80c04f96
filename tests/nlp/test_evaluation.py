"""Scores against literal values, and a training run that gives the same head twice."""

from pathlib import Path

import numpy as np
import pytest

from nlp.embedding import Encoder
from nlp.evaluation.corpus import Labelled, read_corpus, read_labelled
from nlp.evaluation.fit import calibrate, folds, thresholds
from nlp.evaluation.score import calibration_error, score, truth
from nlp.evaluation.train import train
from nlp.head import save_head
from voc.errors import InputError

CODES = ("friction.price", "friction.trust")


def test_f1_is_counted_by_code_and_over_all() -> None:
    carried = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], bool)
    found = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], bool)
    result = score(found, carried, np.ones((4, 2), bool), CODES)
    assert (result.by_code[0].precision, result.by_code[0].recall, result.by_code[0].f1) == (0.5, 0.5, 0.5)
    assert result.by_code[1].f1 == 1.0
    assert result.macro == pytest.approx(0.75)
    assert result.micro == pytest.approx(0.75)
    assert result.macro_low <= result.macro <= result.macro_high


def test_disputed_codes_count_neither_way() -> None:
    rows = [Labelled("1", "1", "t", frozenset({CODES[0]}), frozenset({CODES[1]}), "")]
    carried, counted = truth(rows, CODES)
    assert score(np.array([[True, True]]), carried, counted, CODES).micro == 1.0


def test_calibration_error_is_the_distance_between_confidence_and_share() -> None:
    sure = np.array([[0.8], [0.8], [0.8], [0.8], [0.05]])
    carried = np.array([[1], [1], [0], [0], [1]], bool)
    assert calibration_error(sure, carried, np.ones((5, 1), bool)) == pytest.approx(0.3)


def test_calibration_finds_the_line_that_made_the_labels() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(size=(5000, 1))
    carried = random.random((5000, 1)) < 1 / (1 + np.exp(-(2 * scores - 1)))
    assert calibrate(scores, carried).tolist() == pytest.approx([2.0, -1.0], abs=0.15)


def test_thresholds_of_a_perfect_detector_lie_between_the_classes() -> None:
    carried = np.zeros((200, 2), bool)
    carried[:20] = True
    points = thresholds(np.where(carried, 0.9, 0.2), carried)
    assert points.balanced.tolist() == [0.21, 0.21]
    assert points.precision.tolist() == [1.0, 1.0]


def test_a_family_is_never_split() -> None:
    fold = folds(["a", "b", "a", "c", "b", "d", "e", "f"], seed=1)
    assert fold[0] == fold[2]
    assert fold[1] == fold[4]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text('{"id": "1", "text": "t", "codes": []}\n{"id": "2"}\n')
    with pytest.raises(InputError, match=r"labels.jsonl, line 2: 'text'; need a JSON object"):
        read_labelled([file])


def test_training_on_the_same_texts_gives_the_same_file(tmp_path: Path, encoder: Encoder) -> None:
    rows = read_corpus()[::40]
    for name in ("one.npz", "two.npz"):
        save_head(train(rows, encoder).head, tmp_path / name)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
