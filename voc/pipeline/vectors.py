"""Vectors of verbatims through the cache: no text is ever encoded twice by the same model."""

from collections.abc import Sequence

import numpy as np
from sqlite_utils import Database

from nlp.embedding import Encoder, Vectors
from voc.pipeline.progress import Progress, silent
from voc.store.analysis import Waiting
from voc.store.vectors import read_vectors, write_vectors

# What is lost where the run is killed: half a minute's work on a small machine, at most.
CHUNK = 256


def vectors_of(
    db: Database, verbatims: Sequence[Waiting], encoder: Encoder, *, progress: Progress = silent
) -> Vectors:
    """Return one vector a verbatim (verbatims x dimensions, L2-normalised), in their order.

    What had to be encoded is stored after every chunk, so that a run that was broken off goes on there.
    """
    known = read_vectors(
        db, [verbatim.digest for verbatim in verbatims], model=encoder.name, version=encoder.version
    )
    missing = {item.digest: item.text for item in verbatims if item.digest not in known}
    # By length, so that a chunk's texts need little padding; the digest makes the order a fixed one.
    queue = sorted(missing.items(), key=lambda item: (len(item[1]), item[0]))
    if queue:
        progress("embed", 0, len(queue))
    for first in range(0, len(queue), CHUNK):
        chunk = queue[first : first + CHUNK]
        encoded = encoder.encode([text for _, text in chunk])
        fresh = {digest: vector for (digest, _), vector in zip(chunk, encoded, strict=True)}
        write_vectors(db, fresh, model=encoder.name, version=encoder.version)
        known.update(fresh)
        progress("embed", min(first + CHUNK, len(queue)), len(queue))
    if not verbatims:
        return np.zeros((0, encoder.dimensions), dtype=np.float32)
    return np.stack([known[verbatim.digest] for verbatim in verbatims])
