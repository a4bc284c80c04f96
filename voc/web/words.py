"""How figures, days and customers' words are written on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from urllib.parse import urlsplit

from reports.answers import SignalMark

MISSING = "\u2013"
# A number and its sign stay on one line.
NARROW = "\u202f"
KINDS = {
    "friction": "Friction",
    "readiness": "Readiness",
    "churn_risk": "Churn risk",
    "value": "Value",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is evidence."""

    text: str
    marked: bool


def percent(share: float | None) -> str:
    """Return a share as ``6.1 %``; a gap as a dash; what is not quite nothing or all keeps its digit."""
    if share is None:
        return MISSING
    return f"{100 * share:.{0 if share in (0, 1) else 1}f}{NARROW}%"


def interval(low: float | None, high: float | None) -> str:
    """Return an interval of shares as ``3.6-9.9 %`` (with a dash between), a gap as a dash."""
    if low is None or high is None:
        return MISSING
    return f"{100 * low:.1f}\u2013{100 * high:.1f}{NARROW}%"


def axis_end(widest: float) -> float:
    """Return a round share at which an axis that holds ``widest`` ends."""
    step = 0.1 if widest > 0.2 else 0.05
    return min(1.0, max(step, ceil(widest / step) * step))


def number(value: float | None) -> str:
    """Return a number with thousands separated, a gap as a dash."""
    return MISSING if value is None else f"{value:,.0f}"


def day(value: date | str | None) -> str:
    """Return a day, or the day of an instant, as ``2 Mar 2026``."""
    if value is None:
        return "undated"
    found = datetime.fromisoformat(value).date() if isinstance(value, str) else value
    return f"{found.day} {found:%b %Y}"


def period_name(start: date, period: str) -> str:
    """Return the name of the period that starts on a day: ``Mar 2026``, ``Q1 2026`` or the day itself."""
    if period == "month":
        return f"{start:%b %Y}"
    if period == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    return day(start)


def dimension(name: str) -> str:
    """Return what a dimension is called: ``segment.company_size`` is ``company size``."""
    return name.removeprefix("segment.").replace("_", " ")


def timecode(milliseconds: int | None) -> str:
    """Return a place in a recording as ``1:02:03``, or nothing."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def web_link(link: str | None) -> str | None:
    """Return a link that a browser may follow, None for anything but http and https.

    Links come from imported files: ``javascript:`` and its like must never reach an href.
    """
    try:
        parts = urlsplit(link or "")
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and parts.netloc else None


def evidence(text: str, marks: Sequence[SignalMark]) -> tuple[Piece, ...]:
    """Return a text cut where evidence begins and ends; spans that overlap are one."""
    inside = [False] * len(text)
    for mark in marks:
        for place in range(max(0, mark.start), min(len(text), mark.end)):
            inside[place] = True
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or inside[place] != inside[start]:
            pieces.append(Piece(text[start:place], inside[start]))
            start = place
    return tuple(pieces)
