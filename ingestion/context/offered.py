"""A price list as the catalogue of a workspace that has none yet."""

import re
from collections.abc import Mapping

from ingestion.context.price_list import UNLIMITED, Named, PriceList, tier_id, words_of
from voc.records import Catalogue, Feature, Limit, Price, Tier

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) ([A-Z]{3})(?: per (.+))?")


def catalogue_of(offered: PriceList) -> Catalogue:
    """Return the plans as tiers, ranked in the list's order, with features, limits and prices in numbers.

    A limit without a number in some plan, and a price in words ("Contact sales"), are left out.
    """
    tiers = tuple(
        Tier(tier_id(key), words_of(key).title(), rank) for rank, key in enumerate(offered.plans, start=1)
    )
    features = (
        Feature(key, words_of(key).capitalize(), (), _holders(named, offered))
        for key, named in offered.features.items()
    )
    limits = (
        Limit(key, words_of(key).capitalize(), (), values)
        for key, named in offered.limits.items()
        if (values := _values(named, offered))
    )
    return Catalogue(
        tiers,
        tuple(sorted(features, key=lambda feature: feature.id)),
        tuple(sorted(limits, key=lambda limit: limit.id)),
        tuple(sorted(_prices(offered), key=lambda price: price.tier)),
    )


def _holders(named: Named, offered: PriceList) -> tuple[str, ...]:
    return tuple(tier_id(key) for key in offered.plans if named.by_plan.get(key))


def _values(named: Named, offered: PriceList) -> Mapping[str, float | None]:
    values: dict[str, float | None] = {}
    for key in offered.plans:
        value = named.by_plan.get(key, "")
        if value == UNLIMITED:
            values[tier_id(key)] = None
        elif _NUMBER.fullmatch(value):
            values[tier_id(key)] = float(value)
    return values


def _prices(offered: PriceList) -> list[Price]:
    found = ((key, _AMOUNT.fullmatch(price)) for key, price in offered.plans.items())
    return [
        Price(tier_id(key), float(match[1]), match[2], match[3] or "month", offered.on)
        for key, match in found
        if match
    ]
