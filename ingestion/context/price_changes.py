"""The changes between two price lists whose keys are matched, those that are alike gathered into one."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingestion.context.price_list import Named, PriceList, words_of
from ingestion.context.renames import Match, Matched
from ingestion.layout import short
from voc.records import Change, ChangeKind

MAX_TEXT = 300
MAX_NOTE = 3_000
ADDON = "add-on "
_SHOWN = 3
_TITLES: Mapping[ChangeKind, str] = {
    "price": "Price", "limit": "Limit", "tier_added": "New tier", "tier_retired": "Tier retired",
    "tier_renamed": "Tier renamed", "addon": "Add-on", "terms": "Terms", "feature_moved": "Feature",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed change, the keys that it gathers, and how sure it is that they are the same in both lists.

    ``likeness`` is 1 where keys stayed, under 1 where a rename was taken, None for what came or went.
    """

    change: Change
    keys: tuple[str, ...]
    likeness: float | None


@dataclass(frozen=True, slots=True)
class _Side:
    """What a feature or limit is in one list: its values in the tiers of both lists, and where it is had.

    ``held`` names every tier of the list that has it and every add-on: "team, business, add-on vault";
    ``addons`` are those that both lists have, under their new keys.
    """

    tiers: Mapping[str, str]
    held: str
    addons: frozenset[str]


class Comparison:
    """Two price lists with their plans and add-ons matched; each method yields the changes of one part."""

    def __init__(
        self, old: PriceList, new: PriceList, kept: tuple[Matched, Matched], naming: Callable[[str], str]
    ) -> None:
        self._old = old
        self._new = new
        plans, addons = kept
        self._plans = plans
        self._addons = addons
        self._kept_addons = {
            True: {f"{ADDON}{pair.old}": pair.new for pair in addons.pairs},
            False: {f"{ADDON}{pair.new}": pair.new for pair in addons.pairs},
        }
        renamed = {pair.old: naming(pair.new) for pair in plans.pairs}
        self._old_ids = {key: renamed.get(key, naming(key)) for key in old.plans}
        self._new_ids = {key: naming(key) for key in new.plans}
        self._former_ids = {key: naming(key) for key in old.plans}
        self._ids: dict[str, int] = {}

    def plans(self) -> Iterator[Proposed]:
        """Yield tiers renamed, retired and added, and prices changed."""
        for pair in self._plans.pairs:
            tier = self._new_ids[pair.new]
            if pair.score < 1:
                # Accounts may be in the tier under either name on the day.
                names = self._former_ids[pair.old], tier
                yield self._proposed("tier_renamed", (pair.new,), names, names, pair.score)
            values = self._old.plans[pair.old] or "none", self._new.plans[pair.new] or "none"
            if values[0].lower() != values[1].lower():
                yield self._proposed("price", (pair.new,), (tier,), values, pair.score)
        for key in self._plans.gone:
            values = self._old.plans[key] or "no price", "none"
            yield self._proposed("tier_retired", (key,), (self._old_ids[key],), values, None)
        for key in self._plans.come:
            values = "none", self._new.plans[key] or "no price"
            yield self._proposed("tier_added", (key,), (self._new_ids[key],), values, None)

    def features(self, matched: Matched) -> Iterator[Proposed]:
        """Yield features that moved, came or went, those alike together, and features with other texts."""
        moved: dict[tuple[str, str], list[tuple[Match, tuple[str, ...]]]] = {}
        for pair in matched.pairs:
            before = self._side(self._old.features[pair.old], old=True)
            after = self._side(self._new.features[pair.new], old=False)
            tiers = tuple(t for t in after.tiers if bool(before.tiers[t]) != bool(after.tiers[t]))
            if tiers or before.addons != after.addons:
                tiers = tiers or self._buyers(before.addons ^ after.addons)
                moved.setdefault((before.held, after.held), []).append((pair, tiers))
            elif other := tuple(t for t in after.tiers if not _same(before.tiers[t], after.tiers[t])):
                values = _listed(before.tiers, other), _listed(after.tiers, other)
                yield self._proposed("terms", (pair.new,), other, values, pair.score)
        for values, entries in moved.items():
            tiers = tuple(dict.fromkeys(tier for _, found in entries for tier in found))
            score = min(pair.score for pair, _ in entries)
            yield self._proposed("feature_moved", tuple(p.new for p, _ in entries), tiers, values, score)
        yield from self._gathered("feature_moved", matched.gone, self._old.features, old=True)
        yield from self._gathered("feature_moved", matched.come, self._new.features, old=False)

    def limits(self, matched: Matched) -> Iterator[Proposed]:
        """Yield limits with other values, each by itself, and those that came or went alike together."""
        for pair in matched.pairs:
            before = self._side(self._old.limits[pair.old], old=True).tiers
            after = self._side(self._new.limits[pair.new], old=False).tiers
            tiers = tuple(tier for tier in after if (before[tier] or "0") != (after[tier] or "0"))
            if tiers:
                values = _listed(before, tiers), _listed(after, tiers)
                yield self._proposed("limit", (pair.new,), tiers, values, pair.score)
        yield from self._gathered("limit", matched.gone, self._old.limits, old=True)
        yield from self._gathered("limit", matched.come, self._new.limits, old=False)

    def addons(self) -> Iterator[Proposed]:
        """Yield add-ons that came, went, have another price or are for other tiers."""
        matched = self._addons
        for pair in matched.pairs:
            before, after = self._old.addons[pair.old], self._new.addons[pair.new]
            texts = _offered(before, self._old_ids), _offered(after, self._new_ids)
            if texts[0].lower() != texts[1].lower():
                tiers = tuple(map(self._new_ids.__getitem__, after.by_plan))
                yield self._proposed("addon", (pair.new,), tiers, texts, pair.score)
        for key in matched.gone:
            addon = self._old.addons[key]
            tiers = tuple(map(self._old_ids.__getitem__, addon.by_plan))
            yield self._proposed("addon", (key,), tiers, (_offered(addon, self._old_ids), "none"), None)
        for key in matched.come:
            addon = self._new.addons[key]
            tiers = tuple(map(self._new_ids.__getitem__, addon.by_plan))
            yield self._proposed("addon", (key,), tiers, ("none", _offered(addon, self._new_ids)), None)

    def _gathered(
        self, kind: ChangeKind, keys: Sequence[str], entries: Mapping[str, Named], *, old: bool
    ) -> Iterator[Proposed]:
        """Yield what came or went, gathered by the tiers that have it; what no kept tier has is left out."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for key in keys:
            side = self._side(entries[key], old=old)
            tiers = tuple(tier for tier, value in side.tiers.items() if value not in {"", "0"})
            alike.setdefault(tiers, []).append(key)
        for tiers, found in alike.items():
            if not tiers:
                continue
            texts = [_worded(entries[key], self._side(entries[key], old=old), tiers) for key in found]
            listed = "; ".join(texts) if kind == "limit" else ", ".join(tiers)
            values = (listed, "none") if old else ("none", listed)
            yield self._proposed(kind, tuple(found), tiers, values, None)

    def _side(self, named: Named, *, old: bool) -> _Side:
        ids, kept = (self._old_ids if old else self._new_ids), self._kept_addons[old]
        addons = [name for name, value in named.by_plan.items() if name.startswith(ADDON) and value]
        plans = (pair.old if old else pair.new for pair in self._plans.pairs)
        held = [tier for plan, tier in ids.items() if named.by_plan.get(plan)]
        bought = sorted(f"{ADDON}{words_of(kept.get(name, name.removeprefix(ADDON)))}" for name in addons)
        return _Side(
            {ids[plan]: named.by_plan.get(plan, "") for plan in plans},
            ", ".join((*held, *bought)) or "none",
            frozenset(kept[name] for name in addons if name in kept),
        )

    def _buyers(self, addons: frozenset[str]) -> tuple[str, ...]:
        """Return the tiers that may buy any of some add-ons."""
        plans = {plan for key in addons for plan in self._new.addons[key].by_plan}
        return tuple(tier for plan, tier in self._new_ids.items() if plan in plans)

    def _proposed(
        self,
        kind: ChangeKind,
        keys: tuple[str, ...],
        tiers: tuple[str, ...],
        values: tuple[str, str],
        likeness: float | None,
    ) -> Proposed:
        what = "" if likeness is not None else "came" if values[0] == "none" else "went"
        subject = words_of(keys[0]) if len(keys) == 1 else f"{len(keys)} {kind.partition('_')[0]}s"
        slug = re.sub(r"[\W_]+", "-", f"{self._new.name} {self._new.on} {kind} {subject} {what}".lower())
        number = self._ids[slug] = self._ids.get(slug, 0) + 1
        note = f"proposed from the price lists of {self._old.on} and {self._new.on}"
        if len(keys) > 1:
            note += f": {', '.join(map(words_of, keys))}"
        change = Change(
            id=slug.strip("-") + (f"-{number}" if number > 1 else ""),
            name=_name(kind, keys, what),
            kind=kind,
            effective_on=self._new.on,
            tiers=tiers,
            mode="all",
            before=short(values[0], MAX_TEXT),
            after=short(values[1], MAX_TEXT),
            note=short(note, MAX_NOTE),
        )
        return Proposed(change, keys, likeness)


def _name(kind: ChangeKind, keys: tuple[str, ...], what: str) -> str:
    """Return a change's name: "Features no longer listed: boards, export and 3 more"."""
    rest = len(keys) - _SHOWN
    names = ", ".join(map(words_of, keys[:_SHOWN])) + (f" and {rest} more" if rest > 0 else "")
    title = _TITLES[kind]
    if kind in {"feature_moved", "limit", "addon"}:
        title += "s" if len(keys) > 1 else ""
        title += {"came": " newly listed", "went": " no longer listed"}.get(what, "")
        title += " moved" if kind == "feature_moved" and not what else ""
    return f"{title}: {names}"


def _listed(values: Mapping[str, str], tiers: Sequence[str]) -> str:
    return ", ".join(f"{tier}: {values[tier] or 'none'}" for tier in tiers)


def _worded(named: Named, side: _Side, tiers: Sequence[str]) -> str:
    return f"{words_of(named.key)} ({_listed(side.tiers, tiers)})"


def _same(before: str, after: str) -> bool:
    """Say whether two texts differ in nothing but case, white space and punctuation."""
    return words_of(before) == words_of(after)


def _offered(addon: Named, ids: Mapping[str, str]) -> str:
    return f"{addon.price or 'no price'} for {', '.join(ids[plan] for plan in addon.by_plan)}"
