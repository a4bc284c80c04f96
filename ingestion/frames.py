"""What the reading process and its caller say to each other."""

import io
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, cast

from ingestion.context.kinds import ContextKind
from ingestion.reader import Item, ReadOptions, Suggestion
from voc.errors import VocError
from voc.records import SourceKind

SIZE = 8
MAX_FRAME = 256_000_000
_KNOWN = frozenset(("voc.records", "voc.errors", "ingestion.frames", "ingestion.reader", "datetime"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost: bytes of memory, seconds of computing, seconds of waiting for records."""

    memory: int = 1_000_000_000
    cpu_s: int = 120
    wall_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, how, and at what cost."""

    path: Path
    options: ReadOptions
    reader: str | None
    limits: Limits


@dataclass(frozen=True, slots=True)
class Opened:
    """The file is of a known format; its items follow."""

    reader: str
    source: str
    kind: SourceKind
    columns: str | None = None
    mapping: Mapping[str, str | tuple[str, ...]] | None = None
    context: ContextKind | None = None
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The file cannot be read, or not further."""

    error: VocError


Message: TypeAlias = Opened | Failed | tuple[Item, ...] | None


def dumps(message: Message) -> bytes:
    """Return a message (None ends the talk) as bytes with its size before it."""
    data = pickle.dumps(message, protocol=5)
    return len(data).to_bytes(SIZE, "big") + data


def loads(data: bytes) -> Message:
    """Return the message that bytes hold; classes that are no part of a message are refused."""
    return cast("Message", _Unpickler(io.BytesIO(data)).load())


class _Unpickler(pickle.Unpickler):  # a parser that was taken over must not reach its caller
    def find_class(self, module: str, name: str) -> object:
        if module in _KNOWN and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"found {module}.{name} among the records")
