"""What a reader is, and what it is given: one frozen value for each file format."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO, TypeAlias

from voc.errors import InputError
from voc.records import Document, Reject, SourceKind

# What a file may have unless the user says otherwise, and what is ever held in memory at once.
MAX_BYTES = 50_000_000
MAX_WHOLE = 50_000_000
# Thirty hours of talk; what is far above that is no transcript.
MAX_TALK = 5_000_000

Item: TypeAlias = Document | Reject
Form: TypeAlias = Literal["text", "json", "xlsx", "docx", "pdf", "sav"]
FORMS: Mapping[Form, str] = {
    "text": "text", "json": "JSON", "xlsx": "an Excel workbook", "docx": "a Word document", "pdf": "a PDF",
    "sav": "an SPSS file",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, decoded: what a reader judges it by.

    ``form`` is what its bytes are; ``text`` has universal newlines and is empty unless they are text or
    JSON. ``rows`` are its first records where it is a table: of a workbook's sheet, of an SPSS file, or
    of text with a ``delimiter``; else there are none. ``whole`` says that the file ends with the head,
    and ``further`` names a workbook's other sheets.
    """

    name: str
    text: str
    delimiter: str | None
    rows: tuple[tuple[str, ...], ...]
    whole: bool
    form: Form = "text"
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """A file whose form is known; where that is text or JSON, with its encoding."""

    path: Path
    encoding: str
    errors: Literal["strict", "replace"]
    head: Head

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def open(self) -> TextIO:
        """Open the file as text with its line ends kept.

        Raises InputError where it is not text.
        """
        if self.head.form not in {"text", "json"}:
            raise InputError(f"{self.name}: found {FORMS[self.head.form]}, need text for this format")
        return self.path.open(encoding=self.encoding, errors=self.errors, newline="")

    def text(self, *, most: int | None = None) -> str:
        """Return the whole text with universal newlines.

        Raises InputError where the file is too large to be held at once (``most`` bytes; else what a
        transcript or JSON may have), or not text.
        """
        size = self.path.stat().st_size
        most = most or (MAX_TALK if self.head.form == "text" else MAX_WHOLE)
        if size > most:
            raise InputError(
                f"{self.name}: found {size:,} bytes, need at most {most:,} for this format; split it"
            )
        with self.open() as stream:
            return io.StringIO(stream.read(), newline=None).read().removeprefix("\ufeff")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of a file.

    ``zone`` is the workspace's zone, taken (and marked as assumed) where neither the file nor
    ``source_zone`` states one. ``mapping`` gives, for a table, our words (``text``, ``id``, ``said_at``,
    ``account``, ``participant``, ``nps``, ``csat``, ``ces``, ``rating``, ``question``, ``title``, ``link``;
    any other word names an attribute) and the column, or for ``text`` the columns, that hold them.
    ``staff`` are the names, mail domains and companies of one's own people: they ask, customers answer.
    ``suggest`` asks for what the columns of a table are taken for. ``remembered`` are the mappings that were
    given before, by the digest of the columns they were given for.
    A file of over ``max_bytes`` is refused.
    """

    source: str | None = None
    kind: SourceKind | None = None
    zone: str = "UTC"
    source_zone: str | None = None
    mapping: Mapping[str, str | tuple[str, ...]] | None = None
    encoding: str | None = None
    staff: tuple[str, ...] = ()
    max_bytes: int = MAX_BYTES
    suggest: bool = False
    remembered: Mapping[str, Mapping[str, str | tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """A file format: ``sniff`` judges content between 0 and 1, ``read`` streams its documents."""

    name: str
    kind: SourceKind
    about: str
    sniff: Callable[[Head], float]
    read: Callable[[Input, ReadOptions], Iterator[Item]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The columns of a table by our words, as ``voc ingest --map`` takes them.

    ``attributes`` are the columns kept beside, ``left_out`` those that are not kept (names, addresses,
    technical ones); ``examples`` the first values of the columns that have a word, as the file has them
    (not redacted); ``doubts`` sentences on what the user should look at.
    """

    reader: str
    columns: Mapping[str, tuple[str, ...]]
    attributes: tuple[str, ...]
    left_out: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]
    doubts: tuple[str, ...]
