"""``voc doctor``: whether everything that voc needs is there, and what to do where it is not."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from nlp.embedding import load_encoder
from nlp.segmentation import segment
from voc.errors import VocError
from voc.settings import Settings
from voc.store.database import open_database
from voc.store.ingests import interrupted

ENGINES = ("torch", "sentence-transformers", "onnxruntime", "spacy", "bertopic", "fastapi", "sqlite-utils")
LONG = "One sentence of some words stands here. " * 12


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, and what was found or should be done."""

    name: str
    well: bool
    found: str


def examine(settings: Settings) -> Iterator[Check]:
    """Yield the checks one by one; the encoder's export is made where it is missing."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Check("python", sys.version_info >= (3, 11), f"{python}, SQLite {sqlite3.sqlite_version}")
    for name in ENGINES:
        yield _installed(name)
    yield _tried("encoder", lambda: _encoder(settings))
    yield _tried("sentences", lambda: f"{len(segment([LONG])[0])} verbatims cut from a long answer")
    yield _tried("workspace", lambda: _workspace(settings))


def _installed(name: str) -> Check:
    try:
        return Check(name, well=True, found=version(name))
    except PackageNotFoundError:
        return Check(name, well=False, found=f"not installed: pip install {name}")


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, well=True, found=look())
    except VocError as error:
        return Check(name, well=False, found=str(error))


def _encoder(settings: Settings) -> str:
    encoder = load_encoder(settings.encoder, settings.models)
    near, far = (
        encoder.encode(["too expensive for us", "costs too much", "the app crashes"])[1:]
        @ (encoder.encode(["too expensive for us"])[0])
    )
    sense = "tells meaning apart" if near > far else "DOES NOT tell meaning apart"
    return f"{encoder.name} {encoder.version}, {encoder.dimensions} dimensions, {sense}"


def _workspace(settings: Settings) -> str:
    if not settings.database.is_file():
        return f"none at {settings.workspace} yet (voc init, or voc demo)"
    db = open_database(settings.database)
    documents = db.execute("SELECT COUNT(*) FROM documents").fetchone()[0]
    healthy = db.execute("PRAGMA quick_check").fetchone()[0]
    broken = "".join(
        f"; the reading of {left.file} broke off after {left.taken:,} records: read it again to finish"
        for left in interrupted(db)
    )
    return f"{settings.workspace}: {documents:,} documents, database {healthy}{broken}"
