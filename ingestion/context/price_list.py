"""A dated price list in Pricing2Yaml: plans, features, limits and add-ons, defaults filled in."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ingestion.context.billing import number_of
from ingestion.context.rows import BadCell, read_day
from ingestion.context.yaml_text import load_yaml
from ingestion.jsontext import Fields, fields, items, text_of
from voc.errors import InputError

MAX_ENTRIES = 500
# Lists write a very large number where they mean that there is no limit.
_NO_END = 1e9
UNLIMITED = "unlimited"


@dataclass(frozen=True, slots=True)
class Named:
    """A feature, limit or add-on: its key, its description in lower case, and its value in each plan.

    A feature's value is empty where the plan lacks it, ``yes`` or a text where it has it; a limit's is a
    number or ``unlimited``. ``price`` is an add-on's.
    """

    key: str
    about: str
    by_plan: Mapping[str, str]
    price: str = ""


@dataclass(frozen=True, slots=True)
class PriceList:
    """A company's price list on a day; the plans in order with their prices as written.

    ``billing`` are the periods that it states with their factors, such as "monthly 1, annual 0.67".
    """

    name: str
    on: date
    currency: str
    plans: Mapping[str, str]
    billing: str = ""
    features: Mapping[str, Named] = field(default_factory=dict)
    limits: Mapping[str, Named] = field(default_factory=dict)
    addons: Mapping[str, Named] = field(default_factory=dict)


def read_price_list(path: Path) -> PriceList:
    """Return the price list of a file.

    Raises InputError where it is no YAML, has no plans, no day (``createdAt``), or 500 features and more.
    """
    top = fields(load_yaml(path))
    plans = fields(top.get("plans"))
    if not plans:
        found = ", ".join(list(map(str, top))[:8]) or "no keys"
        raise InputError(f"{path.name}: found no plans ({found}), need a price list in Pricing2Yaml")
    for part in ("plans", "features", "usageLimits", "addOns"):
        if len(fields(top.get(part))) > MAX_ENTRIES:
            raise InputError(f"{path.name}: found over {MAX_ENTRIES:,} {part}, need fewer")
    try:
        on = read_day(_created(top), "createdAt")
    except BadCell as error:
        raise InputError(f"{path.name}: {error}") from error
    addons = fields(top.get("addOns"))
    return PriceList(
        name=text_of(top.get("saasName")) or path.stem,
        on=on,
        currency=text_of(top.get("currency")) or "",
        plans={
            str(key): _price(fields(plan), text_of(top.get("currency")) or "") for key, plan in plans.items()
        },
        billing=", ".join(
            f"{period} {_value(factor)}" for period, factor in fields(top.get("billing")).items()
        ),
        features=_named(fields(top.get("features")), "features", plans, addons),
        limits=_named(fields(top.get("usageLimits")), "usageLimits", plans, addons),
        addons={
            str(key): Named(
                str(key),
                words_of(text_of(fields(addon).get("description")) or ""),
                dict.fromkeys(_available(fields(addon), plans), "yes"),
                _price(fields(addon), text_of(top.get("currency")) or ""),
            )
            for key, addon in addons.items()
        },
    )


def _created(top: Fields) -> object:
    """Return a list's day: the first syntax has it in three, and ``version`` is one since the third."""
    parts = [number_of(top.get(name)) for name in ("year", "month", "day")]
    if all(part is not None for part in parts):
        return "-".join(f"{part:02.0f}" for part in parts)
    return top.get("createdAt") or top.get("version")


def words_of(key: str) -> str:
    """Return a key as words in lower case: ``usersManagementSCIM`` is "users management scim"."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", key[:200])
    return " ".join(re.sub(r"[\W_]+", " ", parted).lower().split())


def tier_id(plan: str) -> str:
    """Return the id of a plan's tier: its key in lower case with underscores."""
    return words_of(plan).replace(" ", "_")


def _price(plan: Fields, currency: str) -> str:
    """Return a price as text with its currency and unit, as written where it is no number."""
    written = next((plan[key] for key in ("price", "monthlyPrice") if plan.get(key) is not None), None)
    amount = _value(written)
    if not amount:
        return ""
    unit = (text_of(plan.get("unit")) or "").removeprefix(currency).strip("/ ")
    number = re.fullmatch(r"-?\d+(?:\.\d+)?", amount) is not None
    parts = (
        amount,
        currency if number else "",
        f"per {unit.replace('/', ' and ')}" if number and unit else "",
    )
    return " ".join(part for part in parts if part)


def _named(entries: Fields, part: str, plans: Fields, addons: Fields) -> dict[str, Named]:
    """Return the features or limits with their value in each plan: the plan's own, else the default.

    An add-on that holds one counts as a plan of its own, named ``add-on`` and its key.
    """
    found = {}
    for key, value in entries.items():
        entry = fields(value)
        own = {str(name): fields(fields(fields(plan).get(part)).get(key)) for name, plan in plans.items()}
        by_plan = {name: _value(given.get("value", entry.get("defaultValue"))) for name, given in own.items()}
        for name, addon in addons.items():
            if given := fields(fields(fields(addon).get(part)).get(key)):
                by_plan[f"add-on {name}"] = _value(given.get("value"))
        found[str(key)] = Named(str(key), words_of(text_of(entry.get("description")) or ""), by_plan)
    return found


def _available(addon: Fields, plans: Fields) -> tuple[str, ...]:
    named = tuple(str(name) for name in items(addon.get("availableFor")) if str(name) in plans)
    return named or tuple(map(str, plans))


def _value(value: object) -> str:
    """Return a value as text: empty for no, ``yes``, a number without needless zeros, or the text."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        if math.isnan(value):
            return ""
        return UNLIMITED if abs(value) >= _NO_END else f"{value:g}" if value < 1e6 else str(int(value))
    if isinstance(value, list):
        return ", ".join(text for part in value if (text := text_of(part)))
    text = " ".join((text_of(value) or "").split())
    return UNLIMITED if text.lower() in {"unlimited", ".inf", "infinity"} else text
