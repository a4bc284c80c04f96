"""What cells hold: nothing, numbers, personal data, or open answers."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from statistics import median

# Marks that an export or an analyst puts where nothing was said.
_NOTHING = frozenset({"", "-", "--", ".", "n/a", "na", "n.a.", "#n/a", "nan", "null", "nil", "\\n"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
# a@b.de; wide tables have millions of shorter cells.
_SHORTEST_PERSONAL = 6
_NUMBER = re.compile(r"[-+$€£]?\s?\d[\d\s.,:/%-]*\s?[%€$£]?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;]{1,64}@[^@\s,;]+\.[A-Za-z]{2,24}")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d[-. ]\d\d?[-. ]\d\d?|\d\d?[-. ]\d\d?[-. ](?:19|20)\d\d")
_PHONE = re.compile(r"\+?\d[\d\s().-]{7,18}\d")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_PIECES = re.compile(r"(?<!\s)\s*[,;|\n]\s*")
_FREE_MAILS = frozenset((
    "gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "icloud", "me", "aol",
    "gmx", "web", "protonmail", "proton", "mail", "zoho", "yandex", "qq", "163", "126", "fastmail", "hey",
    "posteo", "t-online", "orange", "wanadoo", "libero",
))  # fmt: skip


def is_blank(value: str) -> bool:
    """Say whether a cell says nothing, a mark such as ``N/A`` included."""
    text = value.strip()
    return len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING


def is_personal(value: str) -> bool:
    """Say whether a whole cell is a mail address, a network address or a telephone number."""
    text = value.strip()
    if len(text) < _SHORTEST_PERSONAL:
        return False
    if _EMAIL.fullmatch(text) or _ADDRESS.fullmatch(text):
        return True
    if not _PHONE.fullmatch(text) or _DAY.fullmatch(text):
        return False
    return text.startswith("+") or text.count("-") + text.count(" ") > 1


def mail_domain(value: str) -> str | None:
    """Return the domain of a mail address where it belongs to a company, None for mail providers."""
    text = value.strip().lower()
    if not _EMAIL.fullmatch(text):
        return None
    domain = text.rsplit("@", 1)[1]
    return None if domain.split(".")[0] in _FREE_MAILS else domain


def mostly_personal(values: Sequence[str]) -> bool:
    """Say whether most of a column's filled cells are addresses or telephone numbers."""
    return bool(values) and sum(map(is_personal, values)) >= 0.5 * len(values)


def mostly_coded(values: Sequence[str]) -> bool:
    """Say whether most filled cells are numbers, times, links, addresses or single identifiers."""
    coded = sum(
        1 for v in values if _NUMBER.fullmatch(v) or _LINK.fullmatch(v) or is_personal(v) or _is_identifier(v)
    )
    return bool(values) and coded > 0.6 * len(values)


def _is_identifier(value: str) -> bool:
    return " " not in value and len(value) > 5 and any(c.isdigit() for c in value) and value[-1] != "."


def is_choice(values: Sequence[str]) -> bool:
    """Say whether filled cells look like options picked from a list, one or several in a cell.

    Options recur: pieces between commas or semicolons repeat from record to record, which pieces of
    free text do not.
    """
    if len(set(values)) <= 0.5 * len(values):
        return True
    pieces = [piece for value in values for piece in _PIECES.split(value) if piece]
    if len(values) < 8:
        # Too few to recur: lists of short names are options, sentences are not.
        return len(pieces) >= 2 * len(values) and all(len(piece.split()) <= 3 for piece in pieces)
    return len(set(pieces)) <= 0.5 * len(pieces)


def reads_open(values: Sequence[str]) -> bool:
    """Say whether filled cells read like open answers: long, of several words, and all different."""
    if not values or mostly_coded(values) or is_choice(values):
        return False
    return median(map(len, values)) > 25 and median(len(v.split()) for v in values) > 3


def cell_text(value: object) -> str:
    """Return a cell's value as text: ISO 8601 for dates, ``5`` for 5.0, empty for none."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            # A date without a time is stored as the midnight of its day.
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)
