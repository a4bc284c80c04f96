"""Codes with evidence and confidence, the same in every batch, honest about codes never trained."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from nlp.codebook import load_codebook
from nlp.embedding import Encoder, Vectors
from nlp.head import HEAD, load_head, save_head
from nlp.signals import Detector, load_detector
from voc.errors import SettingsError

PRICE = "Your price doubled this year, that is far too expensive for a small club."
TWO = "Nobody answered our ticket for three weeks. We will not renew in March."
PRAISE = "Lovely people, nice colours, thank you."


def _sure(detector: Detector, text: str) -> set[str]:
    (found,) = detector.detect([text])
    return {one.code for one in found if one.confidence >= detector.working_points[one.code].balanced}


def test_a_plain_complaint_is_found(detector: Detector) -> None:
    assert detector.detect([PRICE])[0][0].code == "friction.price"
    assert "friction.price" in _sure(detector, PRICE)


def test_two_codes_of_one_text_have_their_own_evidence(detector: Detector) -> None:
    (found,) = detector.detect([TWO])
    spans = {one.code: TWO[one.start : one.end] for one in found}
    assert spans["friction.support"] == "Nobody answered our ticket for three weeks."
    assert spans["churn_risk.cancel_intent"] == "We will not renew in March."


def test_praise_carries_no_code(detector: Detector) -> None:
    assert _sure(detector, PRAISE) == set()


@pytest.mark.parametrize("text", ["", " \n", "\U0001f600\U0001f600", "?!", "a" * 5000, "\ud800"])
def test_odd_texts_are_answered(detector: Detector, text: str) -> None:
    (found,) = detector.detect([text])
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    if not text.strip():
        assert found == ()


def test_answers_are_sorted_unique_and_at_least_a_tenth_sure(detector: Detector) -> None:
    for found in detector.detect([PRICE, TWO, PRAISE]):
        assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)
        assert len({one.code for one in found}) == len(found)
        assert all(0.1 <= one.confidence <= 1 for one in found)


def test_the_answer_depends_neither_on_the_batch_nor_on_who_made_the_vectors(detector: Detector) -> None:
    together = detector.detect([PRICE, TWO, PRAISE])
    assert detector.detect([TWO])[0] == together[1]
    assert detector.detect([PRICE, TWO, PRAISE], detector.encoder.encode([PRICE, TWO, PRAISE])) == together


def test_spans_hold_no_outer_white_space(detector: Detector) -> None:
    text = "  \n We will cancel.   Nobody answers the phone.  "
    for one in detector.detect([text])[0]:
        assert text[one.start : one.end] == text[one.start : one.end].strip() != ""


def test_each_code_has_a_strict_point_no_lower_than_the_balanced_one(detector: Detector) -> None:
    assert tuple(detector.working_points) == load_codebook().names
    for point in detector.working_points.values():
        assert 0.1 <= point.balanced <= point.strict < 1
        assert 0 < point.precision <= 1


def test_a_code_of_a_teams_own_is_found_by_likeness_and_never_surely(
    tmp_path: Path, encoder: Encoder
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'version = 1\n[delight.design]\nmeans = "They like how it looks."\n'
        'examples = ["The new look is beautiful."]\n'
    )
    detector = load_detector(load_codebook(file), encoder)
    near, far = detector.detect(["The new look is really beautiful!", "The invoice was wrong."])
    assert [one.code for one in near] == ["delight.design"]
    assert near[0].confidence <= 0.6
    assert far == ()
    assert detector.version != load_detector(load_codebook(), encoder).version


@dataclass(frozen=True)
class OtherEncoder:
    name: str = "other"
    version: str = "1"
    dimensions: int = 2

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        assert progress is None
        return np.ones((len(texts), 2), np.float32)


def test_another_encoder_is_refused() -> None:
    with pytest.raises(SettingsError, match="encoder 'other' has version 1, but signals were trained on"):
        load_detector(load_codebook(), OtherEncoder())


def test_the_shipped_head_is_small_and_survives_a_round_trip(tmp_path: Path) -> None:
    assert HEAD.stat().st_size < 2_000_000
    save_head(load_head(), tmp_path / "head.npz")
    assert (tmp_path / "head.npz").read_bytes() == HEAD.read_bytes()
