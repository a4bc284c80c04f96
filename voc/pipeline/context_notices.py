"""What a user should know after a context file was read, in sentences."""

from collections import Counter
from collections.abc import Sequence

from sqlite_utils import Database

from voc.store import context as store
from voc.store import ties

SHOWN = 5
_NO_CATALOGUE = (
    "the workspace has no catalogue: billing events need catalogue.yaml, with the ids of prices or products "
    "under 'also' of each tier"
)


def notices_of(db: Database, kind: str, *, passed: Counter[str], ids: set[str]) -> tuple[str, ...]:
    """Return the sentences for a file of a kind: what was left out, and what is tied to nothing yet."""
    notices = []
    if passed:
        parts = ", ".join(f"{count:,} {why}" for why, count in passed.most_common(SHOWN + 3))
        notices.append(f"events left out: {parts}")
    if kind in {"stripe_events", "chargebee_events"} and not store.read_catalogue(db).tiers:
        notices.append(_NO_CATALOGUE)
    if kind in {"accounts", "tier_events", "stripe_events", "chargebee_events"}:
        notices += _unknown("tier events", ties.unknown_accounts(db, "tier_events"))
    if kind in {"accounts", "usage"}:
        notices += _unknown("usage", ties.unknown_accounts(db, "usage"))
    if kind in {"tier_events", "catalogue"} and (tiers := ties.unknown_tiers(db)):
        notices.append(f"tiers of tier events that are not in the catalogue: {_listed(tiers)}")
    if kind == "changes" and (kept := [c.id for c in store.read_changes(db) if c.id not in ids]):
        notices.append(
            f"changes of the workspace that are not in this file, and kept: {_listed(kept)}; 'voc changes "
            "remove ID' takes one away"
        )
    if kind == "price_list":
        notices.append("the plans of the price list are the workspace's catalogue")
    return tuple(notices)


def _unknown(what: str, accounts: Sequence[str]) -> list[str]:
    text = f"account ids of {what} in no accounts file, kept until they come: {_listed(accounts)}"
    return [text] if accounts else []


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")
