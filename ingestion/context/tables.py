"""Accounts, tier events and usage: the context that comes as tables."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast, get_args

from ingestion.context.columns import ACCOUNTS, TIER_EVENTS, USAGE
from ingestion.context.rows import BadCell, Row, read_table
from voc.records import Account, Reject, TierEvent, TierEventKind, Usage

EVENT_KINDS: tuple[str, ...] = get_args(TierEventKind)
_OTHER_KINDS: Mapping[str, str] = {
    "started": "start", "upgraded": "upgrade", "downgraded": "downgrade", "renewed": "renew",
    "cancelled": "cancel", "canceled": "cancel", "churned": "cancel", "churn": "cancel",
    "reactivated": "reactivate", "trial_started": "trial_start", "trial_ended": "trial_end",
    "seat_change": "seats",
}  # fmt: skip
_OWN = frozenset((*ACCOUNTS.required, *ACCOUNTS.also))
# An account's ids in billing systems; several are parted by semicolons.
_KEY = re.compile(r"(stripe|chargebee)(?:_customer)?_id")


def read_accounts(path: Path) -> Iterator[Account | Reject]:
    """Yield the accounts of an ``accounts.csv``; every column that is not an account's own is a segment.

    ``stripe_id`` and ``chargebee_id`` are its ids there; ``mrr`` stands in for ``arr``, twelvefold. A row
    without id or name, with an unreadable number or date, or of an id seen before is a reject. Raises
    InputError where the file is no table or has no account_id or name.
    """
    yield from read_table(path, ACCOUNTS, _account, lambda account: account.id)


def read_tier_events(path: Path) -> Iterator[TierEvent | Reject]:
    """Yield the events of a ``tier_events.csv``; unknown kinds and repeated event ids are rejects.

    Raises InputError where a required column is missing.
    """
    yield from read_table(path, TIER_EVENTS, _event, lambda event: event.id)


def read_usage(path: Path) -> Iterator[Usage | Reject]:
    """Yield the lines of a ``usage.csv``; a second line for one account, measure and day is a reject.

    Raises InputError where a required column is missing.
    """
    yield from read_table(
        path, USAGE, _usage, lambda line: (line.account_id, line.measure, line.on.isoformat())
    )


def _account(row: Row) -> Account:
    segments: dict[str, str] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for name, cell in row.cells.items():
        value = cell.strip()
        if not name or not value or name in _OWN:
            continue
        if system := _KEY.fullmatch(name):
            keys[system[1]] = tuple(key.strip() for key in value.split(";") if key.strip())
        else:
            segments[name.removeprefix("segment.")] = value
    arr, monthly = row.number("arr"), row.number("mrr")
    return Account(
        id=row.needed("account_id"),
        name=row.needed("name"),
        domain=row.text("domain"),
        arr=monthly * 12 if arr is None and monthly is not None else arr,
        currency=row.text("currency"),
        renewal_on=row.day("renewal_on"),
        owner=row.text("owner"),
        created_on=row.day("created_on"),
        segments=segments,
        keys=keys,
    )


def _event(row: Row) -> TierEvent:
    said = row.needed("kind").lower().replace(" ", "_")
    kind = _OTHER_KINDS.get(said, said)
    if kind not in EVENT_KINDS:
        raise BadCell(f"no event kind: found {kind!r}, need one of {', '.join(EVENT_KINDS)}")
    row.needed("at")
    at = row.day("at")
    seats = row.number("seats")
    if seats is not None and not seats.is_integer():
        raise BadCell(f"no whole number in 'seats': found {row.text('seats')!r}, need one such as 25")
    if at is None:
        raise BadCell("no at: found a blank cell, need a date")
    return TierEvent(
        id=row.needed("event_id"),
        account_id=row.needed("account_id"),
        at=at,
        kind=cast("TierEventKind", kind),
        from_tier=row.text("from_tier"),
        to_tier=row.text("to_tier"),
        seats=None if seats is None else int(seats),
        arr_before=row.number("arr_before"),
        arr_after=row.number("arr_after"),
        reason=row.text("reason"),
    )


def _usage(row: Row) -> Usage:
    on, used = row.day("on"), row.number("used")
    if on is None or used is None:
        raise BadCell("no on or used: found a blank cell, need a date and a number")
    return Usage(row.needed("account_id"), row.needed("measure"), on, used, row.number("limit"))
