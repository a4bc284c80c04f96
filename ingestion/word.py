"""Paragraphs and tables of a Word document in their order, tracked insertions kept, deletions left out."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ingestion.archives import check_archive
from voc.errors import InputError

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

# Two hours of talk make half a megabyte of markup; what is far above that is no transcript.
MAX_MARKUP = 20_000_000
MAX_ELEMENTS = 500_000
_SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "Fallback", "tbl"))
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words and, of these, the ones in bold that it begins with."""

    text: str
    lead: str


def read_blocks(path: Path) -> tuple[Paragraph | tuple[Row, ...], ...]:
    """Return a document's paragraphs, and its tables as rows of cells, in reading order.

    Raises InputError for a file that is unsafe to unpack, larger than a transcript can be, or no Word
    document.
    """
    check_archive(path)
    try:
        body = _body(path)
        return tuple(_blocks(body))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a broken document makes its parser raise anything
        raise InputError(
            f"{path.name}: a damaged Word document ({type(error).__name__}); need it as saved by Word"
        ) from error


def _body(path: Path) -> "BaseOxmlElement":
    from docx import Document

    with zipfile.ZipFile(path) as archive:
        size = max((m.file_size for m in archive.infolist() if m.filename.endswith(".xml")), default=0)
    if size > MAX_MARKUP:
        raise InputError(
            f"{path.name}: found {size:,} bytes of markup, need at most {MAX_MARKUP:,}; split it"
        )
    body: BaseOxmlElement = Document(str(path)).element.body
    elements = int(body.xpath("count(.//*)"))
    if elements > MAX_ELEMENTS:
        raise InputError(f"{path.name}: found {elements:,} elements, need at most {MAX_ELEMENTS:,}; split it")
    return body


def _blocks(parent: "BaseOxmlElement") -> Iterator[Paragraph | tuple[Row, ...]]:
    for element in parent:
        match _name(element):
            case "p":
                yield _paragraph(element)
            case "tbl":
                yield tuple(_row(row) for row in element.iter(f"{_space(element)}tr"))
            case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml":
                yield from _blocks(element)


def _row(row: "BaseOxmlElement") -> Row:
    """Return a row's cells; paragraphs in a cell are lines."""
    cells = (cell for cell in row if _name(cell) == "tc")
    return tuple("\n".join(_paragraph(p).text for p in cell if _name(p) == "p").strip() for cell in cells)


def _paragraph(paragraph: "BaseOxmlElement") -> Paragraph:
    parts: list[str] = []
    lead: list[str] = []
    leading = True
    for run in _runs(paragraph):
        words = "".join(_words(run))
        leading = leading and (_is_bold(run) or not words.strip())
        parts.append(words)
        if leading:
            lead.append(words)
    return Paragraph("".join(parts).strip(), "".join(lead).strip())


def _runs(element: "BaseOxmlElement") -> Iterator["BaseOxmlElement"]:
    """Yield the runs under an element, those of links, content controls and insertions too."""
    for child in element:
        name = _name(child)
        if name == "r":
            yield child
        elif name not in _SKIPPED:
            yield from _runs(child)


def _words(run: "BaseOxmlElement") -> Iterator[str]:
    for child in run:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _MARKS:
            yield _MARKS[name]


def _is_bold(run: "BaseOxmlElement") -> bool:
    space = _space(run)
    bold = run.find(f"{space}rPr/{space}b")
    return bold is not None and bold.get(f"{space}val") not in {"0", "false", "off"}


def _name(element: "BaseOxmlElement") -> str:
    """Return an element's name without its namespace; comments have none."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _space(element: "BaseOxmlElement") -> str:
    return str(element.tag).rpartition("}")[0] + "}"
