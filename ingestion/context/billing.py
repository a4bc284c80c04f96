"""What the readers of billing systems share: events out of a file, money, and a subscription at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ingestion.context.rows import BadCell, read_day
from ingestion.files import open_input
from ingestion.jsontable import json_records
from ingestion.jsontext import Fields, fields, text_of
from ingestion.layout import short
from voc.errors import InputError
from voc.records import Origin, TierEventKind

# Currencies whose smallest unit is the whole one, or a thousandth.
_WHOLE = frozenset({
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
})  # fmt: skip
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_PER_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "year": 1.0}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a subscription is at one time: its tier, its add-ons, seats and the money of a year."""

    tier: str | None
    addons: frozenset[str] = frozenset()
    seats: int | None = None
    arr: float | None = None


def billing_records(path: Path) -> Iterator[tuple[Origin, Fields]]:
    """Yield the objects of a billing system's export with their places: an array, a list, or one a line.

    What is no object comes as one without keys. Raises InputError where the file is no JSON.
    """
    file = open_input(path)
    if file.head.form != "json":
        raise InputError(f"{path.name}: found no JSON, need events as an array or one on each line")
    for row, value in enumerate(json_records(file)):
        yield Origin(path.name, row), fields(value)


def whole_units(amount: float, currency: str) -> float:
    """Return an amount in a currency's units, given in its smallest ones."""
    code = currency.upper()
    return amount if code in _WHOLE else amount / (1000 if code in _THOUSANDTHS else 100)


def per_year(interval: str | None, count: float) -> float | None:
    """Return how often a billing interval comes in a year, None where it is unknown."""
    times = _PER_YEAR.get(interval or "")
    return times / count if times and count > 0 else None


def number_of(value: object) -> float | None:
    """Return a finite JSON number, or a text that is one; None for anything else."""
    try:
        found = float(text_of(value) or "nan")
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def day_of(value: object, name: str) -> date:
    """Return the day (UTC) of seconds since 1970 or of an ISO date; raises BadCell for anything else."""
    seconds = number_of(value)
    if seconds is None or not isinstance(value, int | float):
        return read_day(value, name)
    if not 0 < seconds < 4_000_000_000:
        raise BadCell(f"no date in {name!r}: found {short(str(value), 60)!r}, need seconds since 1970")
    return datetime.fromtimestamp(seconds, UTC).date()


def compare(before: Terms, after: Terms) -> TierEventKind | None:
    """Return what happened between two states of a subscription, the weightiest first; None for nothing.

    Raises BadCell where the tier changed and no amount tells which way.
    """
    if before.tier != after.tier:
        if before.arr is None or after.arr is None or _each(before) == _each(after):
            found = f"{before.tier!r} to {after.tier!r}"
            raise BadCell(f"no way to tell up from down: found {found} without two amounts, need both")
        return "upgrade" if _each(after) > _each(before) else "downgrade"
    if after.addons - before.addons:
        return "addon_add"
    if before.addons - after.addons:
        return "addon_remove"
    return "seats" if before.seats != after.seats else None


def _each(terms: Terms) -> float:
    """Return the money of a seat: fewer seats on a dearer tier are an upgrade still."""
    return (terms.arr or 0.0) / (terms.seats or 1)
