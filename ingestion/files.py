"""From a path to a file whose form is known: existence, magic numbers, encoding, head."""

import io
import re
import zipfile
from itertools import islice
from pathlib import Path

from ingestion.archives import MAX_FILE, check_archive
from ingestion.delimited import check_width, find_delimiter, first_rows
from ingestion.encoding import Encoding, check_codec, detect_encoding
from ingestion.reader import MAX_BYTES, Form, Head, Input
from ingestion.spss import spss_rows
from ingestion.workbook import first_rows as first_sheet_rows
from voc.errors import InputError

# Wide surveys have header rows of over 100 kB.
HEAD_BYTES = 262_144
# As many as a sample of the table needs: a workbook is slow to open again.
HEAD_ROWS = 1_010
_FORMS: tuple[tuple[bytes, Form], ...] = ((b"%PDF", "pdf"), (b"$FL2", "sav"), (b"$FL3", "sav"))
_ZIP = b"PK\x03\x04"
_PARTS: tuple[tuple[str, Form], ...] = (("xl/", "xlsx"), ("word/", "docx"))
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_MAGIC = (
    (
        b"\xd0\xcf\x11\xe0",
        "an Office file of the old kind or with a password",
        "a .docx, .xlsx or .csv without",
    ),
    (b"\x1f\x8b", "a gzip archive", "the unpacked file"),
    (b"SQLite format 3\x00", "a database", "a CSV export"),
    (b"{\\rtf", "a rich text document", "plain text"),
    (b"\x89PNG", "a picture", "text"),
    (b"\xff\xd8\xff", "a picture", "text"),
    (b"ID3", "a recording", "its transcript"),
    (b"OggS", "a recording", "its transcript"),
    (b"RIFF", "a recording", "its transcript"),
)
_CONTROL = bytes(sorted(set(range(32)) - {0, 9, 10, 12, 13, 27} | {127}))


def open_input(path: Path, *, encoding: str | None = None, max_bytes: int | None = MAX_BYTES) -> Input:
    """Return a file with its form and, where it is text, its encoding found (or the one given).

    Workbooks, documents, PDFs and SPSS files are known by their first bytes; an archive is looked at
    before anything in it is unpacked. Raises InputError for a missing, empty, unreadable or otherwise
    binary file, for a folder, and for a file of over ``max_bytes`` (None: of any size).
    """
    try:
        first = _first_bytes(path, max_bytes)
        form = _binary_form(path, first)
        if form:
            return _open_binary(path, form)
        _refuse_known(path.name, first)
        if not encoding:
            _refuse_binary(path.name, first)
        found = check_codec(encoding, path) if encoding else detect_encoding(path)
        return Input(path, found.codec, found.errors, _head(path, found, len(first) < HEAD_BYTES))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror or error}); need a readable file"
        ) from error


def _first_bytes(path: Path, max_bytes: int | None) -> bytes:
    if not path.exists():
        raise InputError(f"{path}: no such file; need the path of a feedback file")
    if not path.is_file():
        raise InputError(f"{path}: found a folder or device, need a file")
    size = path.stat().st_size
    if max_bytes is not None and size > max_bytes:
        raise InputError(
            f"{path.name}: found {size:,} bytes, need at most {max_bytes:,}; "
            "split the file or raise max_file_mb in voc.toml"
        )
    with path.open("rb") as stream:
        first = stream.read(HEAD_BYTES)
    if not first.strip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00"):
        raise InputError(f"{path.name}: the file is empty; need an export with at least one record")
    return first


def _binary_form(path: Path, first: bytes) -> Form | None:
    """Return which known form that is not text a file has; raises InputError for an archive to refuse."""
    if not first.startswith(_ZIP):
        return next((form for magic, form in _FORMS if first.startswith(magic)), None)
    check_archive(path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    for prefix, form in _PARTS:
        if any(name.startswith(prefix) for name in names):
            return form
    raise InputError(f"{path.name}: found a zip archive, need the files in it by themselves")


def _open_binary(path: Path, form: Form) -> Input:
    size = path.stat().st_size
    if size > MAX_FILE:
        raise InputError(f"{path.name}: found {size:,} bytes, need at most {MAX_FILE:,}; split the file")
    rows: tuple[tuple[str, ...], ...] = ()
    further: tuple[str, ...] = ()
    if form == "xlsx":
        rows, further = first_sheet_rows(path, HEAD_ROWS)
    elif form == "sav":
        rows = tuple(islice(spss_rows(path, limit=HEAD_ROWS), HEAD_ROWS))
    return Input(
        path, "binary", "strict", Head(path.name, "", None, rows, whole=False, form=form, further=further)
    )


def _refuse_known(name: str, first: bytes) -> None:
    for magic, found, need in _MAGIC:
        if first.startswith(magic):
            raise InputError(f"{name}: found {found}, need {need}")


def _refuse_binary(name: str, first: bytes) -> None:
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    nuls = first.count(0)
    # UTF-16 without a mark has a NUL at every second place; anything rarer is not text.
    if 0 < nuls < 0.25 * len(first) or nuls > 0.6 * len(first):
        raise InputError(f"{name}: found binary data (byte 0 at offset {first.index(0)}), need text")
    if nuls:
        return
    controls = len(first) - len(first.translate(None, _CONTROL))
    if controls > 0.01 * len(first):
        raise InputError(f"{name}: found binary data ({controls} control characters), need text")


def _head(path: Path, encoding: Encoding, whole: bool) -> Head:  # noqa: FBT001  (one caller, above)
    with path.open(encoding=encoding.codec, errors=encoding.errors, newline="") as stream:
        raw = stream.read(HEAD_BYTES).removeprefix("\ufeff")
    if _JSON.match(raw):
        return Head(path.name, io.StringIO(raw, newline=None).read(), None, (), whole, "json")
    delimiter = find_delimiter(raw, whole=whole)
    rows = first_rows(raw, delimiter, whole=whole) if delimiter else ()
    check_width(max(map(len, rows), default=0), path.name)
    return Head(path.name, io.StringIO(raw, newline=None).read(), delimiter, rows, whole)
