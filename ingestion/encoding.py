"""Which encoding a file's bytes are in, without asking anybody."""

import codecs
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from voc.errors import InputError

CHUNK = 1 << 20
# Letters and signs that Western prose holds; the reading with more of them is the likelier one.
_LETTERS = "äöüßéèêëàâçùûîïôñáíóúåæøœãõìòÄÖÜÉÈÀÇÑÅÆØ"
_SIGNS = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00b4\u00a0•·«»€£©®™°§¿¡"
_PLAUSIBLE = frozenset(_LETTERS + _SIGNS)
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte > 127)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name and what to do with bytes that it does not know."""

    codec: str
    errors: Literal["strict", "replace"] = "strict"


def detect_encoding(path: Path) -> Encoding:
    """Return the encoding of a file: byte order mark, UTF-8, UTF-16 by its NULs, then Western 8-bit.

    Reads the file once in pieces, twice where it is not UTF-8. A few broken bytes in a file that is
    otherwise UTF-8 are replaced. Raises InputError where no reading gives plausible text.
    """
    with path.open("rb") as stream:
        first = stream.read(4096)
    for mark, codec in _BOMS:
        if first.startswith(mark) and _decodes(path, codec):
            return Encoding(codec)
    wide = _utf16_by_nuls(first)
    if wide and _decodes(path, wide):
        return Encoding(wide)
    if _decodes(path, "utf-8"):
        return Encoding("utf-8")
    if _mostly_utf8(path):
        return Encoding("utf-8-sig", "replace")
    return _western(path)


def check_codec(name: str, path: Path) -> Encoding:
    """Return the encoding that the user named; raises InputError where it does not fit the file."""
    try:
        codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise InputError(f"no encoding named {name!r}, need one such as utf-8 or cp1252") from error
    if not _decodes(path, name):
        raise InputError(f"{path.name}: found bytes that are not {name}; need the encoding of this file")
    return Encoding(name)


def _decodes(path: Path, codec: str) -> bool:
    try:
        with path.open(encoding=codec, newline="") as stream:
            while piece := stream.read(CHUNK):
                # Some codecs give halves of letters, which nothing can write again.
                piece.encode()
    except (UnicodeError, LookupError):
        return False
    return True


def _utf16_by_nuls(first: bytes) -> str | None:
    even, odd = first[0::2].count(0), first[1::2].count(0)
    half = max(len(first) // 2, 1)
    if odd / half > 0.3 and even / half < 0.1:
        return "utf-16-le"
    if even / half > 0.3 and odd / half < 0.1:
        return "utf-16-be"
    return None


def _mostly_utf8(path: Path) -> bool:
    good = bad = 0
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        while piece := stream.read(CHUNK):
            broken = piece.count("\ufffd")
            good += sum(1 for letter in piece if letter > "\x7f") - broken
            bad += broken
    return good > 20 * bad


def _western(path: Path) -> Encoding:
    """Choose between cp1252 and Mac Roman; line ends of a lone CR speak for the old Macintosh."""
    high: Counter[int] = Counter()
    returns = feeds = letters = 0
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            high.update(piece.translate(None, bytes(range(128))))
            returns += piece.count(b"\r")
            feeds += piece.count(b"\n")
            letters += len(piece.translate(None, _NO_LETTERS))
    windows, mac = _plausibility(high, "cp1252"), _plausibility(high, "mac_roman")
    old_mac = returns > 0 and feeds == 0
    codec, best = ("mac_roman", mac) if mac > windows or (old_mac and mac == windows) else ("cp1252", windows)
    total = high.total()
    # Western languages write one letter in ten with an accent; more of them are another alphabet's.
    if total > 12 and (total > 0.5 * letters or (best < 0.6 * total and total > 0.03 * letters)):
        raise InputError(
            f"{path.name}: found text that is neither UTF-8, UTF-16, Windows-1252 nor Mac Roman; "
            "save it as UTF-8 or name its encoding"
        )
    return Encoding(codec, "replace")


def _plausibility(high: Counter[int], codec: str) -> int:
    return sum(n for byte, n in high.items() if bytes([byte]).decode(codec, "replace") in _PLAUSIBLE)
