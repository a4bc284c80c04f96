"""The words of a PDF, page by page, without what every page repeats."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from voc.errors import InputError

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PDF = 30_000_000
MAX_PAGES = 500
MAX_CHARACTERS = 5_000_000
MAX_PAGE = 3_000_000
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?[-\u2013 ]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013 ]*", re.IGNORECASE
)


def read_pdf(path: Path) -> str:
    """Return the text of a PDF's pages, one line under the other as they are set.

    Raises InputError for one that is protected, broken, too long to be a transcript (500 pages, 5
    million characters), or pictures of pages without any text.
    """
    size = path.stat().st_size
    if size > MAX_PDF:
        raise InputError(f"{path.name}: found {size:,} bytes, need at most {MAX_PDF:,}; split the file")
    try:
        pages = _pages(path)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # a broken file makes its parser raise anything
        raise InputError(
            f"{path.name}: a damaged PDF ({type(error).__name__}); need it as saved, or its text as .txt"
        ) from error
    text = "\n".join("\n".join(lines) for lines in _without_margins(pages))
    if not text.strip():
        raise InputError(
            f"{path.name}: found {len(pages)} pages without text (a scan?), need a PDF with text"
        )
    return text


def _pages(path: Path) -> list[list[str]]:
    import logging

    from pypdf import PdfReader

    # It reports every mend of a broken file; ours is one sentence or a text.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with path.open("rb") as stream:
        reader = PdfReader(stream)
        _check(reader, path.name)
        pages: list[list[str]] = []
        total = 0
        for page in reader.pages:
            drawn = page.get_contents()
            if drawn is not None and len(drawn.get_data()) > MAX_PAGE:
                raise InputError(f"{path.name}: found a page of over {MAX_PAGE:,} bytes, need a transcript")
            text = page.extract_text()
            total += len(text)
            if total > MAX_CHARACTERS:
                raise InputError(f"{path.name}: found over {MAX_CHARACTERS:,} characters, need a transcript")
            pages.append([line.strip() for line in text.split("\n")])
    return pages


def _check(reader: "PdfReader", name: str) -> None:
    if reader.is_encrypted:
        raise InputError(f"{name}: found a PDF with a password, need one without, or its text as .txt")
    if len(reader.pages) > MAX_PAGES:
        raise InputError(
            f"{name}: found {len(reader.pages):,} pages, need at most {MAX_PAGES}; split the file"
        )


def _without_margins(pages: Sequence[list[str]]) -> list[list[str]]:
    """Return pages without page numbers and the first and last lines that most pages share."""
    edges = Counter(line for page in pages for line in {*page[:2], *page[-2:]} if line)
    repeated = {line for line, times in edges.items() if times >= 3 and times > 0.6 * len(pages)}
    kept = []
    for page in pages:
        last = len(page) - 1
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not ((at < 2 or at > last - 2) and (line in repeated or _PAGE_NUMBER.fullmatch(line)))
            ]
        )
    return kept
