"""Spells: an account's stays in tiers, derived from its tier events."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from sqlite_utils import Database

from voc.records import Spell, TierEvent
from voc.store.times import write_day


def derive_spells(db: Database) -> int:
    """Derive every account's spells from its tier events anew; return how many accounts have others now.

    Those accounts' spells are replaced and their documents marked to be counted anew.
    """
    events = (
        TierEvent(row[0], row[1], date.fromisoformat(row[2]), row[3], from_tier=row[4], to_tier=row[5])
        for row in db.execute(
            "SELECT id, account_id, at, kind, from_tier, to_tier FROM tier_events ORDER BY account_id, at, id"
        )
    )
    spells = {
        (spell.account_id, spell.tier, write_day(spell.since), write_day(spell.until), int(spell.trial))
        for _, group in groupby(events, lambda event: event.account_id)
        for spell in spells_of(group)
    }
    before = set(map(tuple, db.execute("SELECT account_id, tier, since, until, trial FROM spells")))
    changed = {spell[0] for spell in spells ^ before}
    named = {"ids": json.dumps(sorted(changed))}
    db.execute("DELETE FROM spells WHERE account_id IN (SELECT value FROM json_each(:ids))", named)
    db.conn.executemany(
        "INSERT INTO spells VALUES (?, ?, ?, ?, ?)",
        sorted(spell for spell in spells if spell[0] in changed),
    )
    db.execute(
        "UPDATE documents SET rolled = 0 WHERE account_id IN (SELECT value FROM json_each(:ids))", named
    )
    return len(changed)


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
