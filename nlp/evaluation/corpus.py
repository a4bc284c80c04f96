"""Labelled texts: JSON lines with a text and the codes that it carries."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voc.errors import InputError

CORPUS = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, its codes, the codes that labellers disagreed on, and the trap that it sets, if any."""

    id: str
    family: str
    text: str
    codes: frozenset[str]
    disputed: frozenset[str]
    trap: str


def read_labelled(paths: Iterable[Path]) -> tuple[Labelled, ...]:
    """Read labelled texts from JSONL files, in the order given.

    Needed keys are ``id``, ``text`` and ``codes``; ``family`` (texts that must stay together when the
    set is split; else the id), ``disputed`` and ``trap`` are optional. Raises InputError with file
    and line.
    """
    return tuple(row for path in paths for row in _rows(path))


def read_corpus(folder: Path = CORPUS) -> tuple[Labelled, ...]:
    """Read the corpus that voc's own detector is trained on."""
    return read_labelled(sorted(folder.glob("*.jsonl")))


def _rows(path: Path) -> Iterator[Labelled]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _labelled(f"{path}, line {number}", line)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; need JSON lines in UTF-8") from error


def _labelled(where: str, line: str) -> Labelled:
    try:
        row: Any = json.loads(line)
        return Labelled(
            id=str(row["id"]),
            family=str(row.get("family") or row["id"]),
            text=str(row["text"]),
            codes=frozenset(map(str, row["codes"])),
            disputed=frozenset(map(str, row.get("disputed") or ())),
            trap=str(row.get("trap") or ""),
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{where}: {error}; need a JSON object with id, text and codes") from error
