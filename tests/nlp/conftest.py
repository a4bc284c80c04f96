"""The encoder and the detector that several tests share, loaded once."""

from pathlib import Path

import pytest

from nlp.codebook import load_codebook
from nlp.embedding import Encoder, load_encoder
from nlp.signals import Detector, load_detector
from voc.settings import DEFAULT_ENCODER


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def encoder(models: Path) -> Encoder:
    return load_encoder(DEFAULT_ENCODER, models)


@pytest.fixture(scope="session")
def detector(encoder: Encoder) -> Detector:
    return load_detector(load_codebook(), encoder)
