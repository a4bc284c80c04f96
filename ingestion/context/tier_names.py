"""Which tier a billing system means: its price, plan and product ids looked up in the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voc.records import Catalogue


@dataclass(frozen=True, slots=True)
class TierNames:
    """What the catalogue's tiers are called (in lower case, with their ids), and their ranks by id."""

    ids: Mapping[str, str]
    ranks: Mapping[str, int]

    def find(self, names: Iterable[str]) -> str | None:
        """Return the tier that the first known name stands for, None where none is known."""
        return next((self.ids[name.lower()] for name in names if name.lower() in self.ids), None)


def tier_names(catalogue: Catalogue) -> TierNames:
    """Return the names of a catalogue's tiers: an id before a name, a name before what it is called also."""
    ids: dict[str, str] = {}
    for names in (
        [(tier.id, tier.id) for tier in catalogue.tiers],
        [(tier.name, tier.id) for tier in catalogue.tiers],
        [(name, tier.id) for tier in catalogue.tiers for name in tier.also],
    ):
        for name, tier in names:
            ids.setdefault(name.lower(), tier)
    return TierNames(ids, {tier.id: tier.rank for tier in catalogue.tiers})
