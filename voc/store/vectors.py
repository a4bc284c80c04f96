"""The vector cache, keyed by model, its version and the SHA-256 of the text."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database


def read_vectors(
    db: Database, digests: Sequence[str], *, model: str, version: str
) -> dict[str, NDArray[np.float32]]:
    """Return the vectors that are known, by digest; the others are simply absent."""
    rows = db.execute(
        "SELECT digest, vector FROM vectors WHERE model = :model AND version = :version "
        "AND digest IN (SELECT value FROM json_each(:digests))",
        {"model": model, "version": version, "digests": json.dumps(sorted(set(digests)))},
    )
    return {digest: np.frombuffer(blob, dtype="<f4") for digest, blob in rows}


def write_vectors(
    db: Database, vectors: Mapping[str, NDArray[np.float32]], *, model: str, version: str
) -> None:
    """Keep vectors (one dimension, float32) by digest."""
    with db.atomic():
        db.conn.executemany(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
            [(model, version, digest, vector.astype("<f4").tobytes()) for digest, vector in vectors.items()],
        )


def forget_unused(db: Database) -> None:
    """Drop the vectors of texts that no verbatim has any more: they tell what was said."""
    db.execute("DELETE FROM vectors WHERE digest NOT IN (SELECT digest FROM verbatims)")
