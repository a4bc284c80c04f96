"""Dates and times as vendors write them, brought to UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from voc.errors import InputError

DateOrder: TypeAlias = Literal["month_first", "day_first"]
NEEDED = "ISO 8601 (2026-03-02 14:05) or 3/2/2026 2:05 PM"

_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?[ T]+(.+))?")
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[ T]+(.+))?")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(.*)")
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*(?:([+-])(\d{1,2}):?(\d{2})?)?", re.IGNORECASE)
_EPOCH = re.compile(r"1\d{9}(?:\.\d+)?|1\d{12}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
               r"(?P<year>\d{4})(?:,?\s+(?:at\s+)?(?P<rest>.+))?"),
    re.compile(r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?P<month>[A-Za-z]{3,9})\.?,?[\s-]+"
               r"(?P<year>\d{4})(?:,?\s+(?:at\s+)?(?P<rest>.+))?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone that times without one are read in, and whether it is only assumed."""

    name: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in UTC, the zone that it was read in, and whether that zone was only assumed."""

    at: datetime
    zone: str
    assumed: bool


def local_zone(workspace: str, source: str | None, stated: str | None = None) -> Zone:
    """Return the zone of a file: what it states, else the source's, else the workspace's (assumed).

    Raises InputError where the user's zone is unknown; a file's unknown zone is passed over.
    """
    if stated and _known(stated):
        return Zone(stated, assumed=False)
    chosen = source or workspace
    if not _known(chosen):
        raise InputError(f"no time zone named {chosen!r}, need one such as Europe/Berlin")
    return Zone(chosen, assumed=source is None)


def read_moment(value: str, *, order: DateOrder, zone: Zone) -> Moment | None:
    """Return the moment that a cell states, None where it states none.

    Reads ISO 8601, ``M/D/YYYY`` and ``D.M.YYYY`` with or without AM and PM, month names, and seconds or
    milliseconds since 1970. A date without a time is midnight UTC of that date, so that its day holds
    whatever the zone.
    """
    try:
        found = _parse(value.strip(), order)
    except (ValueError, OverflowError):
        return None
    if found is None:
        return None
    when, dated_only = found
    if when.tzinfo is not None:
        offset = when.strftime("%z")
        return _moment(when, "UTC" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}", assumed=False)
    local = when.replace(tzinfo=UTC if dated_only else ZoneInfo(zone.name))
    return _moment(local, zone.name, assumed=zone.assumed)


def _moment(when: datetime, zone: str, *, assumed: bool) -> Moment | None:
    try:
        return Moment(when.astimezone(UTC), zone, assumed)
    except OverflowError:
        return None


def find_order(values: Iterable[str]) -> DateOrder | None:
    """Return the order of day and month that a column's values prove, None where they leave it open.

    A first number over 12 proves day first, a second one month first; dots are day first. Values
    that are written otherwise (ISO, month names) prove nothing.
    """
    for value in values:
        match = _NUMERIC.fullmatch(value.strip())
        if not match:
            continue
        first, mark, second = int(match[1]), match[2], int(match[3])
        if mark == "." or first > 12:
            return "day_first"
        if second > 12:
            return "month_first"
    return None


def has_open_order(value: str) -> bool:
    """Say whether a value's day and month could be exchanged."""
    match = _NUMERIC.fullmatch(value.strip())
    return match is not None and match[2] != "." and int(match[1]) <= 12 and int(match[3]) <= 12


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _parse(value: str, order: DateOrder) -> tuple[datetime, bool] | None:
    if not value or len(value) > 60:
        return None
    if _EPOCH.fullmatch(value):
        seconds = float(value) if len(value) < 13 or "." in value else int(value) / 1000
        return datetime.fromtimestamp(seconds, UTC), False
    try:
        iso = datetime.fromisoformat(value.removesuffix(" UTC").replace(" Z", "Z"))
    except ValueError:
        return _parse_written(value, order)
    if not value[:5].endswith("-") or not value[:4].isdigit():
        return None  # 20260302 and week dates: more likely a number than a date
    if value.endswith(" UTC"):
        iso = iso.replace(tzinfo=UTC)
    return iso, len(value) <= 10


def _parse_written(value: str, order: DateOrder) -> tuple[datetime, bool] | None:
    if match := _YEAR_FIRST.fullmatch(value):
        return _with_clock(int(match[1]), int(match[3]), int(match[4]), match[5])
    if match := _NUMERIC.fullmatch(value):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        by_day = match[2] == "." or order == "day_first" or first > 12
        month, day = (second, first) if by_day and second <= 12 else (first, second)
        return _with_clock(year + 2000 if year < 100 else year, month, day, match[5])
    for pattern in _NAMED:
        match = pattern.fullmatch(value)
        if match and match["month"][:3].lower() in _MONTHS:
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return _with_clock(int(match["year"]), month, int(match["day"]), match["rest"])
    return None


def _with_clock(year: int, month: int, day: int, clock: str | None) -> tuple[datetime, bool] | None:
    if not clock:
        return datetime(year, month, day), True  # noqa: DTZ001  (the caller sets the zone)
    match = _CLOCK.fullmatch(clock.strip())
    if not match:
        return None
    hour, half = int(match[1]), (match[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    when = datetime(year, month, day, hour, int(match[2]), int(match[3] or 0))  # noqa: DTZ001  (as above)
    if not match[5]:
        return when, False
    offset = _OFFSET.fullmatch(match[5].strip())
    if not offset:
        return None
    span = timedelta(hours=int(offset[2] or 0), minutes=int(offset[3] or 0))
    return when.replace(tzinfo=timezone(-span if offset[1] == "-" else span)), False
