"""What is known beside the feedback: accounts, tier events, usage, catalogue, changes."""

import json
from datetime import date
from typing import TypeAlias

from sqlite_utils import Database

from voc.records import Account, Catalogue, Change, Feature, Limit, Price, Tier, TierEvent, Usage
from voc.store.spells import derive_spells, spells_of
from voc.store.times import read_day, write_day

__all__ = [
    "derive_spells", "put_account", "put_catalogue", "put_change", "put_tier_event", "put_usage",
    "read_catalogue", "read_changes", "remove_change", "spells_of",
]  # fmt: skip


def put_account(db: Database, *accounts: Account) -> int:
    """Store accounts with their segments and keys; return how many are new or were replaced by others."""
    known = _known_accounts(db, [account.id for account in accounts])
    fresh = [account for account in accounts if known.get(account.id) != _account_parts(account)]
    db.conn.executemany(
        "INSERT INTO accounts (id, name, domain, arr, currency, renewal_on, owner, created_on) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "domain = excluded.domain, arr = excluded.arr, currency = excluded.currency, "
        "renewal_on = excluded.renewal_on, owner = excluded.owner, created_on = excluded.created_on",
        [_account_parts(account)[0] for account in fresh],
    )
    ids = [(account.id,) for account in fresh]
    db.conn.executemany("DELETE FROM account_segments WHERE account_id = ?", ids)
    db.conn.executemany("DELETE FROM account_keys WHERE account_id = ?", ids)
    db.conn.executemany(
        "INSERT INTO account_segments VALUES (?, ?, ?)",
        [(account.id, *pair) for account in fresh for pair in sorted(account.segments.items())],
    )
    db.conn.executemany(
        "INSERT OR REPLACE INTO account_keys (account_id, system, key) VALUES (?, ?, ?)",
        [(account.id, *pair) for account in fresh for pair in sorted(_account_parts(account)[2])],
    )
    return len(fresh)


_Parts: TypeAlias = tuple[tuple[object, ...], frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


def _account_parts(account: Account) -> _Parts:
    """Return an account as its row, its segments and its keys."""
    row = (
        account.id,
        account.name,
        account.domain.lower() if account.domain else None,
        account.arr,
        account.currency,
        write_day(account.renewal_on),
        account.owner,
        write_day(account.created_on),
    )
    keys = frozenset((system, key) for system, found in account.keys.items() for key in found)
    return row, frozenset(account.segments.items()), keys


def _known_accounts(db: Database, ids: list[str]) -> dict[str, _Parts]:
    named = {"ids": json.dumps(ids)}
    segments: dict[str, set[tuple[str, str]]] = {}
    keys: dict[str, set[tuple[str, str]]] = {}
    for statement, found in (
        ("SELECT account_id, name, value FROM account_segments WHERE account_id IN", segments),
        ("SELECT account_id, system, key FROM account_keys WHERE account_id IN", keys),
    ):
        for account, *pair in db.execute(f"{statement} (SELECT value FROM json_each(:ids))", named):
            found.setdefault(account, set()).add((pair[0], pair[1]))
    rows = db.execute(
        "SELECT id, name, domain, arr, currency, renewal_on, owner, created_on FROM accounts "
        "WHERE id IN (SELECT value FROM json_each(:ids))",
        named,
    )
    return {
        row[0]: (tuple(row), frozenset(segments.get(row[0], ())), frozenset(keys.get(row[0], ())))
        for row in rows
    }


def put_tier_event(db: Database, *events: TierEvent) -> int:
    """Store tier events; return how many are new or changed. ``derive_spells`` has to follow."""
    cursor = db.conn.executemany(
        "INSERT INTO tier_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "account_id = excluded.account_id, at = excluded.at, kind = excluded.kind, "
        "from_tier = excluded.from_tier, to_tier = excluded.to_tier, seats = excluded.seats, "
        "arr_before = excluded.arr_before, arr_after = excluded.arr_after, reason = excluded.reason "
        "WHERE (account_id, at, kind, from_tier, to_tier, seats, arr_before, arr_after, reason) IS NOT "
        "(excluded.account_id, excluded.at, excluded.kind, excluded.from_tier, excluded.to_tier, "
        "excluded.seats, excluded.arr_before, excluded.arr_after, excluded.reason)",
        [
            (
                event.id,
                event.account_id,
                write_day(event.at),
                event.kind,
                event.from_tier,
                event.to_tier,
                event.seats,
                event.arr_before,
                event.arr_after,
                event.reason,
            )
            for event in events
        ],
    )
    return int(cursor.rowcount)


def put_usage(db: Database, *lines: Usage) -> int:
    """Store what accounts used of measures on days; return how many lines are new or changed."""
    cursor = db.conn.executemany(
        "INSERT INTO usage VALUES (?, ?, ?, ?, ?) ON CONFLICT (account_id, measure, day) DO UPDATE SET "
        "used = excluded.used, ceiling = excluded.ceiling "
        "WHERE (used, ceiling) IS NOT (excluded.used, excluded.ceiling)",
        [(line.account_id, line.measure, write_day(line.on), line.used, line.limit) for line in lines],
    )
    return int(cursor.rowcount)


def put_catalogue(db: Database, catalogue: Catalogue) -> int:
    """Store the catalogue in place of the one before; return 1 where it differs, else 0."""
    before = read_catalogue(db)
    for statement in (
        "DELETE FROM tiers",
        "DELETE FROM features",
        "DELETE FROM limits",
        "DELETE FROM prices",
    ):
        db.execute(statement)
    db.conn.executemany(
        "INSERT INTO tiers (id, name, rank, also) VALUES (?, ?, ?, ?)",
        [(tier.id, tier.name, tier.rank, json.dumps(tier.also)) for tier in catalogue.tiers],
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
    return int(read_catalogue(db) != before)


def read_catalogue(db: Database) -> Catalogue:
    """Return the catalogue, its tiers from the lowest rank up; empty where none was read."""
    return Catalogue(
        tiers=tuple(
            Tier(row["id"], row["name"], row["rank"], tuple(json.loads(row["also"])))
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
            for row in db.query("SELECT * FROM prices ORDER BY tier, since, currency, per")
        ),
    )


def put_change(db: Database, *changes: Change) -> int:
    """Store packaging changes; return how many are new or were replaced by others."""
    known = {change.id: change for change in read_changes(db)}
    fresh = [change for change in changes if known.get(change.id) != change]
    db.conn.executemany(
        "INSERT OR REPLACE INTO changes VALUES (:id, :name, :kind, :announced_on, :effective_on, :billed_on, "
        ":until, :mode, :tiers, :segments, :affects, :before, :after, :hypothesis, :note)",
        [
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
            }
            for change in fresh
        ],
    )
    return len(fresh)


def remove_change(db: Database, change: str) -> bool:
    """Forget a packaging change; return whether there was one of this id."""
    return bool(db.execute("DELETE FROM changes WHERE id = :id", {"id": change}).rowcount)


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
