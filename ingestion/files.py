"""From a path to a text file that is known to be one: existence, magic numbers, encoding, head."""

import io
from pathlib import Path

from ingestion.delimited import find_delimiter, first_rows
from ingestion.encoding import Encoding, check_codec, detect_encoding
from ingestion.reader import Head, Input
from voc.errors import InputError

# Wide surveys have header rows of over 100 kB.
HEAD_BYTES = 262_144
_MAGIC = (
    (b"PK\x03\x04", "an Excel workbook, a Word document or a zip archive", "a CSV, VTT, text or JSON file"),
    (b"\xd0\xcf\x11\xe0", "an old or a protected Office document", "a CSV or text file"),
    (b"%PDF", "a PDF", "its text as .txt"),
    (b"$FL2", "an SPSS file", "a CSV export"),
    (b"$FL3", "an SPSS file", "a CSV export"),
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


def open_input(path: Path, *, encoding: str | None = None) -> Input:
    """Return a file as text input, with its encoding found (or the one given).

    Raises InputError for a missing, empty, unreadable or binary file, and for a folder.
    """
    try:
        first = _first_bytes(path)
        _refuse_binary(path.name, first)
        found = check_codec(encoding, path) if encoding else detect_encoding(path)
        return Input(path, found.codec, found.errors, _head(path, found, len(first) < HEAD_BYTES))
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror or error}); need a readable file"
        ) from error


def _first_bytes(path: Path) -> bytes:
    if not path.exists():
        raise InputError(f"{path}: no such file; need the path of a feedback file")
    if not path.is_file():
        raise InputError(f"{path}: found a folder or device, need a file")
    with path.open("rb") as stream:
        first = stream.read(HEAD_BYTES)
    if not first.strip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00"):
        raise InputError(f"{path.name}: the file is empty; need an export with at least one record")
    return first


def _refuse_binary(name: str, first: bytes) -> None:
    for magic, found, need in _MAGIC:
        if first.startswith(magic):
            raise InputError(f"{name}: found {found}, need {need}")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    nuls = first.count(0)
    # UTF-16 without a mark has a NUL at every second place; anything rarer is not text.
    if 0 < nuls < 0.25 * len(first) or nuls > 0.6 * len(first):
        raise InputError(f"{name}: found binary data (byte 0 at offset {first.index(0)}), need text")
    controls = len(first) - len(first.translate(None, _CONTROL))
    if controls > 0.01 * len(first):
        raise InputError(f"{name}: found binary data ({controls} control characters), need text")


def _head(path: Path, encoding: Encoding, whole: bool) -> Head:  # noqa: FBT001  (one caller, above)
    with path.open(encoding=encoding.codec, errors=encoding.errors, newline="") as stream:
        raw = stream.read(HEAD_BYTES).removeprefix("\ufeff")
    delimiter = find_delimiter(raw, whole=whole)
    rows = first_rows(raw, delimiter, whole=whole) if delimiter else ()
    return Head(path.name, io.StringIO(raw, newline=None).read(), delimiter, rows, whole)
