"""What is known beside the feedback: accounts, tier events and spells, usage, catalogue, changes."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from sqlite_utils import Database

from voc.records import (
    Account,
    Catalogue,
    Change,
    Feature,
    Limit,
    Price,
    Spell,
    Tier,
    TierEvent,
    Usage,
)
from voc.store.times import read_day, write_day


def put_account(db: Database, account: Account) -> None:
    """Store an account with its segments; one that is known is replaced."""
    db.execute(
        "INSERT INTO accounts (id, name, domain, arr, currency, renewal_on, owner, created_on) VALUES (:id, "
        ":name, :domain, :arr, :currency, :renewal_on, :owner, :created_on) ON CONFLICT (id) DO UPDATE SET "
        "name = :name, domain = :domain, arr = :arr, currency = :currency, renewal_on = :renewal_on, "
        "owner = :owner, created_on = :created_on",
        {
            "id": account.id,
            "name": account.name,
            "domain": account.domain.lower() if account.domain else None,
            "arr": account.arr,
            "currency": account.currency,
            "renewal_on": write_day(account.renewal_on),
            "owner": account.owner,
            "created_on": write_day(account.created_on),
        },
    )
    db.execute("DELETE FROM account_segments WHERE account_id = :id", {"id": account.id})
    db.conn.executemany(
        "INSERT INTO account_segments VALUES (?, ?, ?)",
        [(account.id, name, value) for name, value in account.segments.items()],
    )


def put_tier_event(db: Database, event: TierEvent) -> None:
    """Store a tier event; one that is known is replaced. ``derive_spells`` has to follow."""
    db.execute(
        "INSERT OR REPLACE INTO tier_events VALUES (:id, :account, :at, :kind, :from_tier, :to_tier, :seats, "
        ":arr_before, :arr_after, :reason)",
        {
            "id": event.id,
            "account": event.account_id,
            "at": write_day(event.at),
            "kind": event.kind,
            "from_tier": event.from_tier,
            "to_tier": event.to_tier,
            "seats": event.seats,
            "arr_before": event.arr_before,
            "arr_after": event.arr_after,
            "reason": event.reason,
        },
    )


def put_usage(db: Database, usage: Usage) -> None:
    """Store what an account used of a measure on a day."""
    db.execute(
        "INSERT OR REPLACE INTO usage VALUES (:account, :measure, :day, :used, :ceiling)",
        {
            "account": usage.account_id,
            "measure": usage.measure,
            "day": write_day(usage.on),
            "used": usage.used,
            "ceiling": usage.limit,
        },
    )


def put_catalogue(db: Database, catalogue: Catalogue) -> None:
    """Store the catalogue in place of the one before."""
    for statement in (
        "DELETE FROM tiers",
        "DELETE FROM features",
        "DELETE FROM limits",
        "DELETE FROM prices",
    ):
        db.execute(statement)
    db.conn.executemany(
        "INSERT INTO tiers VALUES (?, ?, ?)", [(tier.id, tier.name, tier.rank) for tier in catalogue.tiers]
    )
    db.conn.executemany(
        "INSERT INTO features VALUES (?, ?, ?, ?)",
        [(item.id, item.name, json.dumps(item.also), json.dumps(item.tiers)) for item in catalogue.features],
    )
    db.conn.executemany(
        "INSERT INTO limits VALUES (?, ?, ?, ?)",
        [
            (item.id, item.name, json.dumps(item.also), json.dumps(dict(item.by_tier)))
            for item in catalogue.limits
        ],
    )
    db.conn.executemany(
        "INSERT INTO prices VALUES (?, ?, ?, ?, ?)",
        [
            (price.tier, price.amount, price.currency, price.per, write_day(price.since))
            for price in catalogue.prices
        ],
    )


def read_catalogue(db: Database) -> Catalogue:
    """Return the catalogue, its tiers from the lowest rank up; empty where none was read."""
    return Catalogue(
        tiers=tuple(
            Tier(row["id"], row["name"], row["rank"])
            for row in db.query("SELECT * FROM tiers ORDER BY rank, id")
        ),
        features=tuple(
            Feature(row["id"], row["name"], tuple(json.loads(row["also"])), tuple(json.loads(row["tiers"])))
            for row in db.query("SELECT * FROM features ORDER BY id")
        ),
        limits=tuple(
            Limit(row["id"], row["name"], tuple(json.loads(row["also"])), json.loads(row["by_tier"]))
            for row in db.query("SELECT * FROM limits ORDER BY id")
        ),
        prices=tuple(
            Price(row["tier"], row["amount"], row["currency"], row["per"], date.fromisoformat(row["since"]))
            for row in db.query("SELECT * FROM prices ORDER BY tier, since")
        ),
    )


def put_change(db: Database, change: Change) -> None:
    """Store a packaging change; one that is known is replaced."""
    db.execute(
        "INSERT OR REPLACE INTO changes VALUES (:id, :name, :kind, :announced_on, :effective_on, :billed_on, "
        ":until, :mode, :tiers, :segments, :affects, :before, :after, :hypothesis, :note)",
        {
            "id": change.id,
            "name": change.name,
            "kind": change.kind,
            "announced_on": write_day(change.announced_on),
            "effective_on": write_day(change.effective_on),
            "billed_on": write_day(change.billed_on),
            "until": write_day(change.until),
            "mode": change.mode,
            "tiers": json.dumps(change.tiers),
            "segments": json.dumps(dict(change.segments)),
            "affects": json.dumps(change.affects),
            "before": change.before,
            "after": change.after,
            "hypothesis": change.hypothesis,
            "note": change.note,
        },
    )


def read_changes(db: Database) -> tuple[Change, ...]:
    """Return the packaging changes in the order in which they took effect."""
    return tuple(
        Change(
            id=row["id"],
            name=row["name"],
            kind=row["kind"],
            effective_on=date.fromisoformat(row["effective_on"]),
            tiers=tuple(json.loads(row["tiers"])),
            mode=row["mode"],
            announced_on=read_day(row["announced_on"]),
            billed_on=read_day(row["billed_on"]),
            until=read_day(row["until"]),
            segments={name: tuple(values) for name, values in json.loads(row["segments"]).items()},
            affects=tuple(json.loads(row["affects"])),
            before=row["before"],
            after=row["after"],
            hypothesis=row["hypothesis"],
            note=row["note"],
        )
        for row in db.query("SELECT * FROM changes ORDER BY effective_on, id")
    )


def derive_spells(db: Database) -> int:
    """Derive every account's spells from its tier events anew and return how many there are."""
    rows = db.query("SELECT * FROM tier_events ORDER BY account_id, at, id")
    events = (
        TierEvent(
            id=row["id"],
            account_id=row["account_id"],
            at=date.fromisoformat(row["at"]),
            kind=row["kind"],
            from_tier=row["from_tier"],
            to_tier=row["to_tier"],
        )
        for row in rows
    )
    spells = [
        spell for _, group in groupby(events, lambda event: event.account_id) for spell in spells_of(group)
    ]
    db.execute("DELETE FROM spells")
    db.conn.executemany(
        "INSERT INTO spells VALUES (?, ?, ?, ?, ?)",
        [
            (spell.account_id, spell.tier, write_day(spell.since), write_day(spell.until), int(spell.trial))
            for spell in spells
        ],
    )
    return len(spells)


def spells_of(events: Iterable[TierEvent]) -> Iterator[Spell]:
    """Yield one account's spells from its events, which come in order of time.

    A trial is a spell of its own that ends with ``trial_end``, with a change of tier or with a
    cancellation. After a trial the tier held before it goes on, if there was one. Events that leave the
    tier as it is (seats, renewals, discounts) start nothing.
    """
    current: Spell | None = None
    before_trial: str | None = None
    for event in events:
        tier, trial = _tier_after(event, current, before_trial)
        if event.kind == "trial_start":
            before_trial = current.tier if current and not current.trial else None
        if current and (tier, trial) == (current.tier, current.trial):
            continue
        if current and current.since < event.at:
            yield Spell(current.account_id, current.tier, current.since, event.at, trial=current.trial)
        current = Spell(event.account_id, tier, event.at, None, trial=trial) if tier else None
    if current:
        yield current


def _tier_after(event: TierEvent, current: Spell | None, before_trial: str | None) -> tuple[str | None, bool]:
    if event.kind == "cancel":
        return None, False
    if event.kind == "trial_start":
        return event.to_tier or (current.tier if current else None), True
    if event.kind == "trial_end":
        return event.to_tier or before_trial, False
    if event.kind in ("start", "upgrade", "downgrade", "reactivate"):
        return event.to_tier or (current.tier if current else None), False
    return (current.tier, current.trial) if current else (event.to_tier, False)
