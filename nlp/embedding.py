"""Texts to vectors: the encoder protocol, and the small encoder that runs without a framework."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nlp.encoder_export import (
    GRAPH_VERSION,
    MAX_TOKENS,
    TOKENIZER_SHA256,
    WEIGHTS_SHA256,
    exported,
    model_folder,
    pinned,
)
from voc.settings import DEFAULT_ENCODER

if TYPE_CHECKING:  # the engines are named in signatures and imported by load_encoder alone
    import onnxruntime
    import tokenizers

Vectors: TypeAlias = NDArray[np.float32]

DIMENSIONS = 384
THREADS = 2
BATCH_TEXTS = 64
BATCH_TOKENS = 2048
LENGTH_STEP = 8


class Encoder(Protocol):
    """What turns texts into vectors; ``version`` changes when the vectors do."""

    @property
    def name(self) -> str:
        """The name that settings call it by."""
        ...

    @property
    def version(self) -> str:
        """A short hash of its weights."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        """Return one L2-normalised row a text (n x dimensions); ``progress`` is told how many are done.

        The same text gives the same vector whatever the other texts are. Nothing is cached.
        """
        ...


def load_encoder(name: str, models: Path) -> Encoder:
    """Load an encoder: the default by its name, any other as a sentence-transformers name or folder.

    ``models`` is where the default encoder's export is kept (made on the first call, some seconds).
    Raises ModelMissing where a model is absent or is not the pinned one.
    """
    if name != DEFAULT_ENCODER:
        from nlp.sentence_models import load_sentence_model

        return load_sentence_model(name)
    import onnxruntime
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(
        str(pinned(model_folder() / "tokenizer.json", TOKENIZER_SHA256))
    )
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(exported(models)), options, providers=["CPUExecutionProvider"])
    return SmallEncoder(tokenizer, session)


class SmallEncoder:
    """all-MiniLM-L6-v2 on ONNX Runtime, in 32-bit floats.

    A text is padded to a length that follows from itself alone, and a batch never has a single
    row: both are what it takes for its vector to be the same, to the last bit, in every batch.
    """

    name = DEFAULT_ENCODER
    version = f"{WEIGHTS_SHA256[:12]}-g{GRAPH_VERSION}"
    dimensions = DIMENSIONS

    def __init__(self, tokenizer: "tokenizers.Tokenizer", session: "onnxruntime.InferenceSession") -> None:
        self._tokenizer = tokenizer
        self._session = session

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        """Return n x 384 L2-normalised vectors; words after the 256th token are not read."""
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        # A lone surrogate, which the tokenizer refuses, becomes a question mark.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(clean)]
        done = 0
        for rows, length in _batches([len(ids) for ids in tokens]):
            vectors[rows] = self._run([tokens[row] for row in rows], length)
            done += len(rows)
            if progress is not None:
                progress(done)
        return vectors

    def _run(self, batch: list[list[int]], length: int) -> Vectors:
        ids = np.zeros((max(2, len(batch)), length), np.int64)
        mask = np.zeros_like(ids)
        mask[:, 0] = 1
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        vectors: Vectors = np.asarray(self._session.run(None, {"ids": ids, "mask": mask})[0])
        return vectors[: len(batch)]


def _batches(lengths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield rows that share a padded length, shortest first, and that length."""
    padded = [-(-length // LENGTH_STEP) * LENGTH_STEP for length in lengths]
    order = sorted(range(len(lengths)), key=lambda row: (padded[row], row))
    batch: list[int] = []
    for row in order:
        size = min(BATCH_TEXTS, BATCH_TOKENS // padded[row])
        if batch and (padded[batch[0]] != padded[row] or len(batch) >= size):
            yield batch, padded[batch[0]]
            batch = []
        batch.append(row)
    if batch:
        yield batch, padded[batch[0]]
