"""A look at an SPSS file's dictionary before the library sees it, which damage in there can bring down."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEADER = 176
MAX_VARIABLES = 50_000
_LAYOUTS = {b"\x02\0\0\0": "<", b"\x03\0\0\0": "<", b"\0\0\0\x02": ">", b"\0\0\0\x03": ">"}


class DamagedError(Exception):
    """A dictionary that contradicts itself; the message says where."""


@dataclass(slots=True)
class _Walk:
    """The place in a dictionary that has been read up to, and the variables found, 8 bytes of a case each."""

    data: bytes
    order: str
    at: int = HEADER
    widths: list[int] = field(default_factory=list)

    def number(self) -> int:
        """Return the next whole number."""
        return int(struct.unpack(f"{self.order}i", self.take(4))[0])

    def take(self, size: int) -> bytes:
        """Return the next bytes; raises DamagedError where the file ends before them."""
        if size < 0 or self.at + size > len(self.data):
            raise DamagedError(f"byte {self.at}: found a record of {size:,} bytes behind the file's end")
        found = self.data[self.at : self.at + size]
        self.at += size
        return found

    def within(self, low: int, high: int, what: str) -> int:
        """Return the next whole number; raises DamagedError where it is off these bounds."""
        found = self.number()
        if not low <= found <= high:
            raise DamagedError(f"byte {self.at - 4}: found {what} {found}, need {low} to {high}")
        return found


def check_dictionary(path: Path) -> None:
    """Raise DamagedError where a file's dictionary is not one of SPSS's.

    Records must be whole and of known kinds, long strings must have their continuations, and labels
    belong to variables that exist (PSPP, "System File Format").
    """
    data = path.read_bytes()
    order = _LAYOUTS.get(data[64:68])
    if len(data) < HEADER or order is None:
        raise DamagedError("found no header of an SPSS file")
    walk = _Walk(data, order)
    compression = struct.unpack(f"{order}i", data[72:76])[0]
    if compression not in {0, 1, 2}:
        raise DamagedError(f"byte 72: found compression {compression}, need 0, 1 or 2")
    for _ in _records(walk):
        if len(walk.widths) > MAX_VARIABLES:
            raise DamagedError(f"found over {MAX_VARIABLES:,} variables")
    if not any(width >= 0 for width in walk.widths):
        raise DamagedError("found no variable")
    _check_strings(walk.widths)


def _records(walk: _Walk) -> Iterator[int]:
    """Pass over the dictionary's records up to its end, yielding their kinds."""
    readers: dict[int, Callable[[_Walk], None]] = {2: _variable, 3: _labels, 6: _documents, 7: _extension}
    while (kind := walk.number()) != 999:
        if kind not in readers:
            raise DamagedError(f"byte {walk.at - 4}: found a record of kind {kind}, need 2, 3, 6 or 7")
        readers[kind](walk)
        yield kind


def _variable(walk: _Walk) -> None:
    walk.widths.append(walk.within(-1, 255, "a variable of type"))
    labelled = walk.within(0, 1, "a label mark")
    missing = walk.within(-3, 3, "missing values")
    walk.take(8)
    name = walk.take(8)
    if walk.widths[-1] >= 0 and (name[:1].isspace() or not name.strip(b"\0 ")):
        raise DamagedError(f"byte {walk.at - 8}: found a variable without a name")
    if labelled:
        walk.take(-(-walk.within(0, 65_536, "a label of length") // 4) * 4)
    walk.take(abs(missing) * 8)


def _labels(walk: _Walk) -> None:
    for _ in range(walk.within(0, len(walk.data), "labels")):
        walk.take(8)
        length = walk.take(1)[0]
        walk.take(-(-(length + 1) // 8) * 8 - 1)
    if walk.number() != 4:
        raise DamagedError(f"byte {walk.at - 4}: found labels without the variables they belong to")
    for _ in range(walk.within(1, len(walk.widths), "labelled variables")):
        index = walk.within(1, len(walk.widths), "a labelled variable")
        if walk.widths[index - 1] < 0:
            raise DamagedError(f"byte {walk.at - 4}: found labels of the continuation of a string")


def _documents(walk: _Walk) -> None:
    walk.take(walk.within(0, len(walk.data) // 80, "lines") * 80)


def _extension(walk: _Walk) -> None:
    subtype = walk.number()
    size = walk.within(1, len(walk.data), "a piece of size")
    count = walk.within(0, len(walk.data), "pieces")
    walk.take(size * count)
    named = sum(1 for width in walk.widths if width >= 0)
    # How variables are shown: two or three numbers for each.
    if subtype == 11 and (size != 4 or count not in {2 * named, 3 * named}):
        raise DamagedError(f"byte {walk.at}: found the display of {count} numbers for {named} variables")


def _check_strings(widths: list[int]) -> None:
    """Hold every string of over eight bytes against the continuations that must follow it."""
    due = 0
    for width in widths:
        if (width < 0) != (due > 0):
            raise DamagedError("found a string whose continuations are missing or too many")
        due = due - 1 if width < 0 else max(0, -(-width // 8) - 1)
    if due:
        raise DamagedError("found a string whose continuations are missing")
