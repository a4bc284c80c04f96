"""Encoders of the sentence-transformers kind, for teams that name one of their own."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from voc.errors import ModelMissing

if TYPE_CHECKING:  # loading it takes seconds and hundreds of megabytes
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 32


def load_sentence_model(name: str) -> "SentenceModel":
    """Load a model by its folder, or by a name that is already in the local model cache.

    Nothing is fetched. Raises ModelMissing where there is no such model on this machine.
    """
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelMissing(
            f"encoder {name!r}: found no sentence-transformers folder or cached model of that name"
        ) from error
    return SentenceModel(name, model)


class SentenceModel:
    """A sentence-transformers model; its version is a hash of its weights."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = Path(name).name
        self._model = model
        self.version = _fingerprint(model)
        self.dimensions = int(self.encode(["size"]).shape[1])

    def encode(
        self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return n x dimensions L2-normalised vectors.

        Each text is run alone: slower, but its vector then depends on nothing else.
        """
        rows = []
        for done, text in enumerate(texts, start=1):
            rows.append(self._model.encode([text], normalize_embeddings=True, show_progress_bar=False)[0])
            if progress is not None and (done % BATCH_TEXTS == 0 or done == len(texts)):
                progress(done)
        dimensions = len(rows[0]) if rows else self.dimensions
        return np.asarray(rows, np.float32).reshape(len(texts), dimensions)


def _fingerprint(model: "SentenceTransformer") -> str:
    digest = hashlib.sha256()
    for key, value in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(value.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:12]
