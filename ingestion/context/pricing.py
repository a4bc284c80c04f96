"""What changed between two dated price lists, proposed as packaging changes for a person to confirm."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ingestion.context.price_changes import Comparison, Proposed
from ingestion.context.price_list import Named, PriceList, tier_id
from ingestion.context.renames import Match, Matched, What, entry_likeness, match_keys, plan_likeness
from voc.errors import InputError

TAKEN = 0.8
PLANS_TAKEN = 0.55
_Entries: TypeAlias = Mapping[str, Named]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The changes between two price lists, the renames taken, and what a person has to say.

    ``asked`` are matches too unlike to be taken: their keys are among what came and went.
    """

    old: PriceList
    new: PriceList
    changes: tuple[Proposed, ...]
    renamed: tuple[Match, ...]
    asked: tuple[Match, ...]
    doubts: tuple[str, ...]


def propose_changes(
    old: PriceList, new: PriceList, *, taken: float = TAKEN, naming: Callable[[str], str] = tier_id
) -> Proposal:
    """Return the changes from one price list to the next: plans, prices, features, limits, add-ons.

    Features and limits are compared in the plans that both lists have, so that a new plan is one change;
    features that moved alike, came alike or went alike are one change together. Keys at least ``taken``
    alike count as renamed; plans from 0.55 on, since all else hangs on them. The day is that of the newer
    list and the mode ``all``: a person sets both right. ``naming`` gives a plan's tier. Raises InputError
    where the newer list is not the later one.
    """
    if new.on <= old.on:
        raise InputError(f"price lists of {old.on} and {new.on}: found the later first, need OLD, then NEW")
    plans = match_keys("plan", tuple(old.plans), tuple(new.plans), plan_likeness(old, new), taken=PLANS_TAKEN)
    features, limits, addons = (
        match_keys(what, tuple(a), tuple(b), entry_likeness(a, b, plans.pairs), taken=taken)
        for what, a, b in _parts(old, new)
    )
    comparison = Comparison(old, new, (plans, addons), naming)
    matched = (plans, features, limits, addons)
    return Proposal(
        old,
        new,
        (
            *comparison.plans(),
            *comparison.features(features),
            *comparison.limits(limits),
            *comparison.addons(),
        ),
        tuple(pair for group in matched for pair in group.pairs if pair.score < 1),
        tuple(pair for group in matched for pair in group.asked),
        tuple(_doubts(old, new, features)),
    )


def _parts(old: PriceList, new: PriceList) -> tuple[tuple[What, _Entries, _Entries], ...]:
    return (
        ("feature", old.features, new.features),
        ("limit", old.limits, new.limits),
        ("addon", old.addons, new.addons),
    )


def _doubts(old: PriceList, new: PriceList, features: Matched) -> Iterator[str]:
    """Yield what makes the lists hard to compare, as questions."""
    if old.name.lower() != new.name.lower():
        yield f"the lists are of {old.name} and {new.name}: are they of one product?"
    if old.currency != new.currency:
        yield f"the lists are in {old.currency} and {new.currency}: are their prices of one market?"
    if old.billing and new.billing and old.billing != new.billing:
        yield f"the lists bill {old.billing} and {new.billing}: did prices change, or what they are for?"
    stayed, fewer = len(features.pairs), min(len(old.features), len(new.features))
    if stayed < 0.5 * fewer:
        yield f"{stayed} of {fewer} features have a match: is what came and went worded anew, and no change?"
