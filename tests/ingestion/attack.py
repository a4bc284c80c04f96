"""What a hostile file is, and how one is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Write: TypeAlias = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Attack:
    """A hostile file: its name, how it is written, and what its refusal says (None: it may be read)."""

    name: str
    file: str
    write: Write
    says: str | None = None

    def __str__(self) -> str:
        return self.name


def content(data: bytes) -> Write:
    return lambda path: path.write_bytes(data)
