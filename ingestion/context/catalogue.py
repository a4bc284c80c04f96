"""``catalogue.yaml``: what the company sells."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from ingestion.context.rows import BadCell, read_day, read_number, repeated
from ingestion.context.yaml_text import load_yaml, needed, texts
from ingestion.jsontext import Fields, fields, text_of
from ingestion.layout import short
from voc.errors import InputError
from voc.records import Catalogue, Feature, Limit, Origin, Price, Reject, Tier

T = TypeVar("T")


def read_catalogue(path: Path) -> Iterator[Catalogue | Reject]:
    """Yield a reject for every entry that cannot be used, and at last the catalogue of all the others.

    An id that came before and a tier that is not listed make an entry a reject. Raises InputError
    where the file is no YAML or lists no tiers.
    """
    top = fields(load_yaml(path))
    if not isinstance(top.get("tiers"), list):
        raise InputError(f"{path.name}: no list 'tiers'; found {', '.join(map(str, top)) or 'no keys'}")
    rejects: list[Reject] = []
    reading = _Reading(path.name, rejects)
    tiers = reading.entries(top, "tiers", _tier, lambda tier: tier.id)
    known = frozenset(tier.id for tier in tiers)
    features = reading.entries(
        top, "features", lambda entry: _feature(entry, known), lambda feature: feature.id
    )
    limits = reading.entries(top, "limits", lambda entry: _limit(entry, known), lambda limit: limit.id)
    prices = reading.entries(
        top,
        "prices",
        lambda entry: _price(entry, known),
        lambda price: (price.tier, price.currency, price.per, price.since),
    )
    yield from rejects
    yield Catalogue(tiers, features, limits, prices)


class _Reading:
    """The lists of one catalogue file as they are read, and the rejects found on the way."""

    def __init__(self, file: str, rejects: list[Reject]) -> None:
        self._file = file
        self._rejects = rejects

    def entries(
        self, top: Fields, name: str, build: Callable[[Fields], T], key: Callable[[T], object]
    ) -> tuple[T, ...]:
        """Return what ``build`` makes of a list's entries; the others are noted as rejects."""
        value = top.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise InputError(
                f"{self._file}: {name!r} is no list: found {short(str(value), 60)!r}, need - entries"
            )
        found: dict[object, T] = {}
        for number, entry in enumerate(value):
            try:
                if not isinstance(entry, dict):
                    raise BadCell(f"no entry: found {short(str(entry), 60)!r}, need keys and values")  # noqa: TRY301
                built = build(entry)
                if key(built) in found:
                    raise repeated(key(built), "there before")
                found[key(built)] = built
            except BadCell as error:
                self._rejects.append(
                    Reject(Origin(self._file, number), f"{name}: {error}", short(str(entry), 500))
                )
        return tuple(found.values())


def _tier(entry: Fields) -> Tier:
    rank = read_number(entry.get("rank"), "rank")
    if not rank.is_integer():
        raise BadCell(f"no whole number in 'rank': found {entry.get('rank')!r}, need one such as 2")
    name = needed(entry, "id")
    return Tier(name, text_of(entry.get("name")) or name, int(rank), texts(entry, "also"))


def _feature(entry: Fields, known: frozenset[str]) -> Feature:
    tiers = texts(entry, "tiers")
    _check_tiers(tiers, known)
    name = needed(entry, "id")
    return Feature(name, text_of(entry.get("name")) or name, texts(entry, "also"), tiers)


def _limit(entry: Fields, known: frozenset[str]) -> Limit:
    by_tier = fields(entry.get("by_tier"))
    if not by_tier:
        raise BadCell(
            "no 'by_tier': found none, need a value for each tier such as {team: 10, business: null}"
        )
    _check_tiers(tuple(map(str, by_tier)), known)
    values = {
        str(tier): None if value is None else read_number(value, str(tier)) for tier, value in by_tier.items()
    }
    name = needed(entry, "id")
    return Limit(name, text_of(entry.get("name")) or name, texts(entry, "also"), values)


def _price(entry: Fields, known: frozenset[str]) -> Price:
    tier = needed(entry, "tier")
    _check_tiers((tier,), known)
    amount = read_number(entry.get("amount"), "amount")
    return Price(
        tier, amount, needed(entry, "currency"), needed(entry, "per"), read_day(entry.get("from"), "from")
    )


def _check_tiers(tiers: tuple[str, ...], known: frozenset[str]) -> None:
    for tier in tiers:
        if tier not in known:
            raise BadCell(f"no such tier: found {tier!r}, need one of {', '.join(sorted(known))}")
