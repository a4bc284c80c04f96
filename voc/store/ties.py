"""Events and usage tied to accounts: ids of billing systems, accounts that are not known, what was before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from voc.store.times import write_day


@dataclass(frozen=True, slots=True)
class LastTier:
    """What an account's last tier event before a day left it with; ``tier`` is None where it ended."""

    tier: str | None
    seats: int | None
    arr: float | None


def account_keys(db: Database, system: str) -> Mapping[str, str]:
    """Return the account of each id that a billing system has for one."""
    rows = db.execute("SELECT key, account_id FROM account_keys WHERE system = :system", {"system": system})
    return dict(rows.fetchall())


def tie_events(db: Database) -> int:
    """Tie the events of a billing system's ids to the accounts that have come since; return how many."""
    cursor = db.execute(
        "UPDATE tier_events SET account_id = account_keys.account_id FROM account_keys "
        "WHERE account_keys.key = tier_events.account_id "
        "AND tier_events.account_id NOT IN (SELECT id FROM accounts)"
    )
    return int(cursor.rowcount)


def last_tier(db: Database, account: str, day: date, *, without: frozenset[str]) -> LastTier | None:
    """Return what an account's tier was on a day by the events stored, those of some ids left out."""
    rows = db.execute(
        "SELECT id, to_tier, seats, arr_after FROM tier_events WHERE account_id = :account AND at <= :day "
        "AND (to_tier IS NOT NULL OR kind = 'cancel') ORDER BY at DESC, id DESC",
        {"account": account, "day": write_day(day)},
    )
    return next((LastTier(*row[1:]) for row in rows if row[0] not in without), None)


def unknown_accounts(db: Database, table: str) -> tuple[str, ...]:
    """Return the account ids of ``tier_events`` or ``usage`` that are none of an account."""
    rows = db.execute(
        "SELECT DISTINCT account_id FROM tier_events WHERE account_id NOT IN (SELECT id FROM accounts) "
        "ORDER BY account_id"
        if table == "tier_events"
        else "SELECT DISTINCT account_id FROM usage WHERE account_id NOT IN (SELECT id FROM accounts) "
        "ORDER BY account_id"
    )
    return tuple(str(row[0]) for row in rows)


def unknown_tiers(db: Database) -> tuple[str, ...]:
    """Return the tiers of spells that are not in the catalogue, where there is one."""
    rows = db.execute(
        "SELECT DISTINCT tier FROM spells WHERE EXISTS (SELECT 1 FROM tiers) "
        "AND tier NOT IN (SELECT id FROM tiers) ORDER BY tier"
    )
    return tuple(str(row[0]) for row in rows)
