"""What the readers of billing systems share: events out of a file, money, and a subscription at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeAlias

from ingestion.context.rows import BadCell, read_day
from ingestion.context.tier_names import TierNames
from ingestion.files import open_input
from ingestion.jsontable import json_records
from ingestion.jsontext import Fields, fields, text_of
from ingestion.layout import short
from voc.errors import InputError
from voc.records import Origin, Reject, TierEvent, TierEventKind

# Currencies whose smallest unit is the whole one, or a thousandth.
_WHOLE = frozenset({
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
})  # fmt: skip
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_PER_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "year": 1.0}

OTHER_KIND = "of another kind"
REPEATED = "delivered again"
NO_CHANGE = "without a change of tier, add-ons, seats or price"
ANNOUNCED = "that announce a cancellation (it counts when the subscription ends)"
TAKEN_BACK = "that take an announced cancellation back"
ANOTHER_PRICE = "another price of the same tier"


@dataclass(frozen=True, slots=True)
class Passed:
    """An event left out on purpose, and why: "(12 events) delivered again"."""

    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a subscription: what its price and product are called, its seats, its money of a year."""

    names: tuple[str, ...]
    seats: int | None = None
    arr: float | None = None
    addon: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What a subscription is at one time: its tier, its add-ons, seats, money of a year, and coupons.

    ``tier`` is None where it has ended; ``addons`` and ``coupons`` are None where they are not known.
    """

    tier: str | None
    addons: frozenset[str] | None = None
    seats: int | None = None
    arr: float | None = None
    coupons: frozenset[str] | None = None


BillingItem: TypeAlias = TierEvent | Reject | Passed
# What an account's subscription was at the end of a day, events of these ids left out; None if not known.
History: TypeAlias = Callable[[str, date, frozenset[str]], Terms | None]


def billing_records(path: Path) -> Iterator[tuple[Origin, Fields]]:
    """Yield the objects of a billing system's export with their places: an array, a list, or one a line.

    What is no object comes as one without keys. Raises InputError where the file is no JSON.
    """
    file = open_input(path, max_bytes=None)
    if file.head.form != "json":
        raise InputError(f"{path.name}: found no JSON, need events as an array or one on each line")
    for row, value in enumerate(json_records(file)):
        yield Origin(path.name, row), fields(value)


def read_each(
    events: Iterable[tuple[Origin, Fields]], read: Callable[[Fields], TierEvent | Passed]
) -> Iterator[BillingItem]:
    """Yield what events say, in their order; one that cannot be told is a reject with its id."""
    for origin, event in events:
        try:
            yield read(event)
        except BadCell as error:
            yield Reject(origin, str(error), short(text_of(event.get("id")) or str(dict(event)), 500))


def terms_of(lines: Sequence[Line], names: TierNames, coupons: frozenset[str]) -> Terms:
    """Return a subscription's terms: the dearest item that the catalogue knows is the tier, others add-ons.

    Raises BadCell where the catalogue knows none, with what to add to it.
    """
    tiers = [None if line.addon else names.find(line.names) for line in lines]
    plans = [(line.arr or 0.0, tier, line) for tier, line in zip(tiers, lines, strict=True) if tier]
    if not plans:
        found = "; ".join(", ".join(line.names) for line in lines if not line.addon)
        raise BadCell(
            f"no tier for a price: found {short(found, 150)!r}, need one of these names under 'also' of a "
            "tier in catalogue.yaml, then this file again"
        )
    _, tier, main = max(plans, key=lambda plan: plan[0])
    known = [line.arr for line in lines if line.arr is not None]
    others = (line.names[0] for line, other in zip(lines, tiers, strict=True) if other != tier and line.names)
    return Terms(
        tier,
        frozenset(others),
        main.seats,
        round(sum(known), 2) if len(known) == len(lines) else None,
        coupons,
    )


def compare(before: Terms, after: Terms, names: TierNames) -> TierEventKind | None:
    """Return what happened between two states of a subscription, the weightiest first; None for nothing.

    A tier of another rank is an upgrade or a downgrade; of the same rank, the money of a seat decides.
    Another amount for the same tier and seats (a new price, another billing period) is a renewal.
    """
    if before.tier != after.tier:
        return _move(before, after, names)
    if before.addons is not None and after.addons is not None and before.addons != after.addons:
        return "addon_add" if after.addons - before.addons else "addon_remove"
    if before.seats != after.seats:
        return "seats"
    if before.coupons is not None and (after.coupons or frozenset()) - before.coupons:
        return "discount"
    return None if before.arr == after.arr or after.arr is None else "renew"


def _move(before: Terms, after: Terms, names: TierNames) -> TierEventKind:
    if before.tier is None or after.tier is None:
        return "reactivate" if after.tier else "cancel"
    ranks = names.ranks.get(before.tier, 0), names.ranks.get(after.tier, 0)
    if ranks[0] == ranks[1]:
        return "upgrade" if _each(after) >= _each(before) else "downgrade"
    return "upgrade" if ranks[1] > ranks[0] else "downgrade"


def _each(terms: Terms) -> float:
    """Return the money of a seat: fewer seats on a dearer tier are an upgrade still."""
    return (terms.arr or 0.0) / (terms.seats or 1)


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
