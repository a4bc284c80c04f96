"""Which keys of two price lists are one thing under another name: matches with their evidence."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from ingestion.context.price_list import Named, PriceList, words_of

What: TypeAlias = Literal["plan", "feature", "limit", "addon"]
ASKED = 0.65
# A word in this many keys is one of the company's own, or of grammar; a short list cannot tell.
COMMON = 6
MANY_KEYS = 40
_LEADING = re.compile(r"\d+(?:\.\d+)?")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Match:
    """A key of the old list and one of the new that may be the same thing.

    ``score`` is 1 where the key stayed; under 1 it says how like they are, and ``evidence`` why.
    """

    what: What
    old: str
    new: str
    score: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """The keys of two lists: pairs in the old list's order, pairs too unlike to be taken, and the rest."""

    pairs: tuple[Match, ...]
    asked: tuple[Match, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]


Likeness: TypeAlias = Callable[[str, str], tuple[float, str]]


def match_keys(
    what: What, old: Sequence[str], new: Sequence[str], likeness: Likeness, *, taken: float
) -> Matched:
    """Match keys: the same in both (however written), then the likeliest of the others, each once.

    A match of ``taken`` or more is a pair; under that it is asked about, and its keys count as gone and
    come.
    """
    by_words = {words_of(key): key for key in new}
    same = {key: by_words[words_of(key)] for key in old if words_of(key) in by_words}
    gone = [key for key in old if key not in same]
    come = [key for key in new if key not in same.values()]
    scored = ((likeness(a, b), a, b) for a in gone for b in come)
    likely = sorted(
        ((score, a, b, why) for (score, why), a, b in scored if score >= min(ASKED, taken)),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    found: dict[str, Match] = {}
    used: set[str] = set()
    for score, a, b, why in likely:
        if a not in found and b not in used:
            found[a] = Match(what, a, b, min(round(score, 2), 0.99), why)
            used.add(b)
    kept = {a: match for a, match in found.items() if match.score >= taken}
    pairs = [kept.get(key) or Match(what, key, same[key], 1.0) for key in old if key in kept or key in same]
    ends = {match.new for match in kept.values()}
    return Matched(
        tuple(pairs),
        tuple(match for match in found.values() if match.score < taken),
        tuple(key for key in gone if key not in kept),
        tuple(key for key in come if key not in ends),
    )


def plan_likeness(old: PriceList, new: PriceList) -> Likeness:
    """Return how like two plans are: by price, by what they hold, by name, and by their place in the list.

    A plan that was renamed keeps its price and place rather than its letters.
    """
    places = _places(old.plans), _places(new.plans)

    def likeness(before: str, after: str) -> tuple[float, str]:
        had, has = _held(old, before), _held(new, after)
        shared = len(had & has) / len(had | has) if had | has else 0.0
        price = _price_likeness(old.plans[before], new.plans[after])
        place = 1.0 - abs(places[0][before] - places[1][after])
        name = ratio(words_of(before), words_of(after))
        score = 0.2 * name + 0.3 * shared + 0.3 * price + 0.2 * place
        why = f"name {name:.2f}, features {shared:.2f}, price {old.plans[before] or 'none'} and "
        return score, why + (new.plans[after] or "none")

    return likeness


def entry_likeness(old: Mapping[str, Named], new: Mapping[str, Named], plans: Sequence[Match]) -> Likeness:
    """Return how like two features, limits or add-ons are: by key, description and values in the plans.

    Words that many keys share ("connect with ...") say nothing of which key is which and are left out.
    """
    common = _common_words((*old, *new))

    def likeness(before: str, after: str) -> tuple[float, str]:
        key = ratio(_telling(before, common), _telling(after, common))
        if key < 0.3:
            return 0.0, ""
        a, b = old[before], new[after]
        about = ratio(a.about, b.about) if a.about and b.about else key
        same = sum(a.by_plan.get(plan.old, "") == b.by_plan.get(plan.new, "") for plan in plans)
        score = 0.5 * key + 0.25 * about + 0.25 * (same / len(plans) if plans else 0.0)
        described = f"description {about:.2f}" if a.about and b.about else "no description"
        return score, f"key {key:.2f}, {described}, the same in {same} of {len(plans)} plans"

    return likeness


def _common_words(keys: Sequence[str]) -> frozenset[str]:
    distinct = set(map(words_of, keys))
    if len(distinct) < MANY_KEYS:
        return frozenset()
    counts = Counter(word for key in distinct for word in set(key.split()))
    return frozenset(word for word, count in counts.items() if count >= COMMON)


def _telling(key: str, common: frozenset[str]) -> str:
    words = words_of(key)
    return " ".join(word for word in words.split() if word not in common) or words


def ratio(a: str, b: str) -> float:
    """Return how alike two texts are: as runs of letters, or as sets of words, whichever is more."""
    if not a or not b:
        return 0.0
    one, other = set(a.split()), set(b.split())
    shared = len(one & other) / len(one | other)
    letters = SequenceMatcher(None, a[:_LONGEST], b[:_LONGEST], autojunk=False)
    if max(shared, letters.quick_ratio()) < 0.3:
        return 0.0
    return max(shared, letters.ratio())


def _places(plans: Mapping[str, str]) -> Mapping[str, float]:
    last = max(len(plans) - 1, 1)
    return {key: place / last for place, key in enumerate(plans)}


def _held(offered: PriceList, plan: str) -> frozenset[str]:
    return frozenset(words_of(key) for key, named in offered.features.items() if named.by_plan.get(plan))


def _price_likeness(old: str, new: str) -> float:
    amounts = [float(found[0]) if (found := _LEADING.match(text)) else None for text in (old, new)]
    if amounts[0] is None or amounts[1] is None:
        return 1.0 if old.lower() == new.lower() else 0.0
    low, high = sorted(amount for amount in amounts if amount is not None)
    # "15 USD per user and month" is another thing than 15 USD for all.
    same_unit = old.partition(" per ")[2] == new.partition(" per ")[2]
    return (1.0 if low == high else low / high) * (1.0 if same_unit else 0.5)
