"""Packaging changes proposed from two price lists, their plans under the names of the workspace's tiers."""

from pathlib import Path

from ingestion.context.price_list import read_price_list, tier_id, words_of
from ingestion.context.pricing import Proposal, propose_changes
from ingestion.context.tier_names import TierNames, tier_names
from voc.settings import Settings
from voc.store.context import read_catalogue
from voc.store.database import open_database


def propose(old: Path, new: Path, settings: Settings, *, taken: float) -> Proposal:
    """Return what changed between two price lists; keys at least ``taken`` alike count as renamed.

    A plan that the workspace's catalogue knows has the tier's id, any other its key in lower case; there
    need be no workspace. Raises InputError for a file that is no price list, or the later one first.
    """
    names = _names(settings)

    def naming(plan: str) -> str:
        return names.find((plan, words_of(plan), tier_id(plan))) or tier_id(plan)

    return propose_changes(read_price_list(old), read_price_list(new), taken=taken, naming=naming)


def _names(settings: Settings) -> TierNames:
    if not settings.database.is_file():
        return TierNames({}, {})
    db = open_database(settings.database)
    catalogue = read_catalogue(db)
    db.close()
    return tier_names(catalogue)
