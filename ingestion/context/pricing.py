"""What changed between two dated price lists, proposed as packaging changes for a person to confirm."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from ingestion.context.price_list import Named, PriceList, words_of
from ingestion.layout import short
from voc.records import Change, ChangeKind

What: TypeAlias = Literal["plan", "feature", "limit", "addon"]
Likeness: TypeAlias = Callable[[str, str], float]
LIKELY = 0.6
MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change found between two lists, or a rename alone (then ``change`` is None).

    ``old`` and ``new`` are the keys in the two lists, None where it is in one of them only. ``likeness``
    is 1 where the key stayed; under 1 the two were matched by their words and values, and a person has to
    say whether they are the same.
    """

    what: What
    old: str | None
    new: str | None
    likeness: float
    change: Change | None

    @property
    def renamed(self) -> bool:
        """Whether the two keys differ and are proposed to be one thing."""
        return self.old is not None and self.new is not None and self.likeness < 1


@dataclass(frozen=True, slots=True)
class _Pair:
    old: str | None
    new: str | None
    likeness: float = 1.0


def diff_price_lists(old: PriceList, new: PriceList) -> tuple[ProposedChange, ...]:
    """Return the changes from one price list to the next: plans, prices, features, limits, add-ons.

    Features and limits are compared in the plans that both lists have, so that a new plan is one change.
    Plans, features and limits that vanish while a like one appears are proposed as renamed. The day is
    that of the newer list and the mode ``all``: both are a person's to set right, as the note says.
    """
    proposer = _Proposer(old, new)
    return (*proposer.plans(), *proposer.features(), *proposer.limits(), *proposer.addons())


class _Proposer:
    """Two price lists being compared, with their plans matched."""

    def __init__(self, old: PriceList, new: PriceList) -> None:
        self._old = old
        self._new = new
        self._pairs = tuple(_match(tuple(old.plans), tuple(new.plans), self._alike_plans))
        keys = {words_of(key) for key in old.features}
        shared = sum(1 for key in new.features if words_of(key) in keys)
        self._reworded = shared < 0.5 * min(len(old.features), len(new.features))
        self._kept = tuple((p.old, p.new) for p in self._pairs if p.old is not None and p.new is not None)

    def plans(self) -> Iterator[ProposedChange]:
        """Yield tiers added, retired and renamed, and prices changed."""
        for pair in self._pairs:
            before, after = self._old.plans.get(pair.old or ""), self._new.plans.get(pair.new or "")
            if pair.old is None or pair.new is None:
                kind: ChangeKind = "tier_added" if pair.old is None else "tier_retired"
                yield self._proposed("plan", pair, kind, (before or "none", after or "none"), ())
                continue
            if pair.likeness < 1:
                yield self._proposed("plan", pair, "tier_renamed", (pair.old, pair.new), (pair.new,))
            if before != after:
                yield self._proposed("plan", pair, "price", (before or "none", after or "none"), (pair.new,))

    def features(self) -> Iterator[ProposedChange]:
        """Yield features that came, went or moved between plans, and renames."""
        old, new = self._old.features, self._new.features
        for pair in _match(tuple(old), tuple(new), self._alike(old, new)):
            yield from self._compared("feature", pair, old, new)

    def limits(self) -> Iterator[ProposedChange]:
        """Yield limits that came, went or have other values, and renames."""
        old, new = self._old.limits, self._new.limits
        for pair in _match(tuple(old), tuple(new), self._alike(old, new)):
            yield from self._compared("limit", pair, old, new)

    def addons(self) -> Iterator[ProposedChange]:
        """Yield add-ons that came, went or have another price."""
        old, new = self._old.addons, self._new.addons
        for pair in _match(tuple(old), tuple(new), self._alike(old, new)):
            before, after = old.get(pair.old or ""), new.get(pair.new or "")
            texts = (_offered(before), _offered(after))
            if texts[0] != texts[1]:
                tiers = tuple((after or before or Named("", "", {})).by_plan)
                yield self._proposed("addon", pair, "addon", texts, tiers)
            elif pair.likeness < 1:
                yield ProposedChange("addon", pair.old, pair.new, pair.likeness, None)

    def _compared(
        self, what: What, pair: _Pair, old: Mapping[str, Named], new: Mapping[str, Named]
    ) -> Iterator[ProposedChange]:
        before = old[pair.old].by_plan if pair.old is not None else {}
        after = new[pair.new].by_plan if pair.new is not None else {}
        plans = [(a, b) for a, b in self._kept if before.get(a, "") != after.get(b, "")]
        extra = {name for name in (*before, *after) if name.startswith("add-on ")}
        moved = any(bool(before.get(name)) != bool(after.get(name)) for name in extra)
        if plans or (moved and pair.old is not None and pair.new is not None):
            kind: ChangeKind = "limit"
            if what == "feature":
                had = [(bool(before.get(a)), bool(after.get(b))) for a, b in plans]
                kind = "feature_moved" if moved or any(a != b for a, b in had) else "terms"
            tiers = tuple(b for _, b in plans)
            yield self._proposed(what, pair, kind, (_values(before), _values(after)), tiers)
        elif pair.likeness < 1:
            yield ProposedChange(what, pair.old, pair.new, pair.likeness, None)

    def _proposed(
        self, what: What, pair: _Pair, kind: ChangeKind, values: tuple[str, str], tiers: Sequence[str]
    ) -> ProposedChange:
        key = pair.new or pair.old or ""
        name = words_of(key)
        if pair.old and pair.new and pair.old != pair.new:
            name = f"{words_of(pair.old)} (now {name})"
        note = (
            f"Proposed from the price lists of {self._old.on} and {self._new.on}, between which it took "
            "effect. Confirm the day, the mode and the tiers."
        )
        if self._reworded and what in {"feature", "limit"}:
            note += " The two lists share few names: this may be a thing worded anew and no change."
        slug = re.sub(r"\W+", "-", f"{self._new.name} {self._new.on} {kind} {words_of(key)}".lower()).strip(
            "-"
        )
        change = Change(
            id=slug,
            name=f"{_TITLES[kind]}: {name}",
            kind=kind,
            effective_on=self._new.on,
            tiers=tuple(dict.fromkeys(map(tier_id, tiers or (key,)))),
            mode="all",
            before=short(values[0], MAX_TEXT),
            after=short(values[1], MAX_TEXT),
            note=note,
        )
        return ProposedChange(what, pair.old, pair.new, pair.likeness, change)

    def _alike_plans(self, old: str, new: str) -> float:
        """Return how like two plans are: by name, by what they hold, and by price."""
        had = {key for key, named in self._old.features.items() if named.by_plan.get(old)}
        has = {key for key, named in self._new.features.items() if named.by_plan.get(new)}
        shared = len(had & has) / len(had | has) if had | has else 0.0
        price = 1.0 if self._old.plans[old] == self._new.plans[new] else 0.0
        return 0.4 * _ratio(words_of(old), words_of(new)) + 0.4 * shared + 0.2 * price

    def _alike(self, old: Mapping[str, Named], new: Mapping[str, Named]) -> Likeness:
        """Return the likeness of two entries: by key, by words, and by their values in the shared plans."""

        def likeness(before: str, after: str) -> float:
            key = _ratio(words_of(before), words_of(after))
            if key < 0.3:
                return 0.0
            a, b = old[before], new[after]
            same = [a.by_plan.get(x, "") == b.by_plan.get(y, "") for x, y in self._kept]
            values = sum(same) / len(same) if same else 0.0
            return 0.5 * key + 0.25 * _ratio(a.words, b.words) + 0.25 * values

        return likeness


_TITLES: Mapping[ChangeKind, str] = {
    "price": "Price", "limit": "Limit", "feature_moved": "Feature", "tier_added": "New tier",
    "tier_retired": "Tier retired", "tier_renamed": "Tier renamed", "addon": "Add-on", "terms": "Terms",
}  # fmt: skip


def tier_id(plan: str) -> str:
    """Return the id of a plan's tier: its key in lower case with underscores."""
    return words_of(plan).replace(" ", "_")


def _match(old: Sequence[str], new: Sequence[str], likeness: Likeness) -> Iterator[_Pair]:
    """Yield pairs of keys: the same in both (however written), the likeliest of the others, and the rest."""
    by_words = {words_of(key): key for key in new}
    same = {key: by_words[words_of(key)] for key in old if words_of(key) in by_words}
    gone = [key for key in old if key not in same]
    come = [key for key in new if key not in same.values()]
    likely = sorted(
        ((score, a, b) for a in gone for b in come if (score := likeness(a, b)) >= LIKELY),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    matched: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for score, a, b in likely:
        if a not in matched and b not in taken:
            matched[a] = (b, min(round(score, 2), 0.99))
            taken.add(b)
    for key in old:
        if key in same:
            yield _Pair(key, same[key])
        elif key in matched:
            yield _Pair(key, *matched[key])
        else:
            yield _Pair(key, None)
    yield from (_Pair(None, key) for key in come if key not in taken)


def _ratio(a: str, b: str) -> float:
    """Return how alike two texts are: as runs of letters, or as sets of words, whichever is more."""
    if not a or not b:
        return 0.0
    one, other = set(a.split()), set(b.split())
    shared = len(one & other) / len(one | other)
    return max(shared, SequenceMatcher(None, a[:150], b[:150], autojunk=False).ratio())


def _values(by_plan: Mapping[str, str]) -> str:
    """Return values as text, the plans without one left out: "team: 10, business: unlimited"."""
    held = [
        f"{tier_id(plan)}: {value}" if value != "yes" else tier_id(plan)
        for plan, value in by_plan.items()
        if value
    ]
    return ", ".join(held) or "none"


def _offered(addon: Named | None) -> str:
    if addon is None:
        return "none"
    return f"{addon.price or 'no price'} for {', '.join(map(tier_id, addon.by_plan))}"
