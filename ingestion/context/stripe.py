"""Stripe's events, as an array, a list or one a line, as events of tiers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ingestion.context.billing import (
    ANNOUNCED,
    ANOTHER_PRICE,
    NO_CHANGE,
    OTHER_KIND,
    REPEATED,
    TAKEN_BACK,
    BillingItem,
    History,
    Passed,
    Terms,
    billing_records,
    compare,
    day_of,
    number_of,
    read_each,
    terms_of,
)
from ingestion.context.rows import BadCell
from ingestion.context.stripe_terms import coupon_names, former, lines_of
from ingestion.context.tier_names import TierNames
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import short
from voc.records import Origin, Reject, TierEvent, TierEventKind

TEST = "of test mode (livemode false)"
NOT_PAID = "of subscriptions whose first payment is open"
_SUBSCRIPTION = "customer.subscription."
_DISCOUNT = "customer.discount.created"
_OPEN = frozenset({"incomplete", "incomplete_expired"})
_RUNNING = frozenset({"active", "past_due"})
_READ = frozenset({"created", "updated", "deleted", "paused", "resumed"})
# What happened, and the terms before and after it.
_Happened: TypeAlias = tuple[TierEventKind, Terms, Terms]


def read_stripe_events(path: Path, names: TierNames, history: History) -> Iterator[BillingItem]:
    """Yield what Stripe's events say of tiers, in the order of time; what says nothing of them is passed.

    The account is ``metadata.account_id`` of the subscription or customer, else the customer's id. The
    tier is the one that the catalogue knows by the price's ``metadata.tier``, id, lookup key or nickname,
    or its product's id or name; an event with none of them is a reject, as is one without id, customer or
    date. Raises InputError where the file is no JSON.
    """
    events: list[tuple[float, int, Origin, Fields]] = []
    for origin, event in billing_records(path):
        kind = text_of(event.get("type"))
        if kind is None or not fields(fields(event.get("data")).get("object")):
            reason = "no event: found no 'type' or 'data.object', need an event as Stripe sends it"
            yield Reject(origin, reason, short(str(dict(event)), 500))
        elif event.get("livemode") is False:
            yield Passed(TEST)
        elif not kind.startswith(_SUBSCRIPTION) and kind != _DISCOUNT:
            yield Passed(f"{OTHER_KIND} ({short(kind, 60)})")
        else:
            events.append((number_of(event.get("created")) or 0.0, origin.row or 0, origin, event))
    events.sort(key=lambda entry: entry[:2])
    reading = _Reading(names, history, frozenset(text_of(event.get("id")) or "" for *_, event in events))
    yield from read_each(((origin, event) for *_, origin, event in events), reading.read)


class _Reading:
    """The events of a file in the order of time, and the accounts whose subscription ended on the way."""

    def __init__(self, names: TierNames, history: History, ids: frozenset[str]) -> None:
        self._names = names
        self._history = history
        self._ids = ids
        self._seen: set[str] = set()
        self._ended: dict[str, bool] = {}

    def read(self, event: Fields) -> TierEvent | Passed:
        """Return what an event did to a tier; raises BadCell where that cannot be told."""
        number, kind = text_of(event.get("id")), text_of(event.get("type")) or ""
        thing = fields(fields(event.get("data")).get("object"))
        account = _account(thing)
        if number is None or account is None:
            raise BadCell("no id or customer: found a blank one, need both")
        if number in self._seen:
            return Passed(REPEATED)
        self._seen.add(number)
        at = day_of(event.get("created"), "created")
        if kind == _DISCOUNT:
            return TierEvent(number, account, at, "discount", reason=_discount(thing))
        found = self._subscription(kind.removeprefix(_SUBSCRIPTION), event)
        if isinstance(found, Passed):
            return found
        what, was, now = found
        if what == "start" and self._has_ended(account, at):
            what = "reactivate"
        self._ended[account] = now.tier is None
        if what == "cancel" and thing.get("ended_at") is not None:
            at = day_of(thing.get("ended_at"), "ended_at")
        return TierEvent(
            id=number,
            account_id=account,
            at=at,
            kind=what,
            from_tier=was.tier,
            to_tier=now.tier,
            seats=now.seats,
            arr_before=was.arr,
            arr_after=now.arr,
            reason=_reason(thing, what, (was, now)),
        )

    def _subscription(self, kind: str, event: Fields) -> _Happened | Passed:
        data = fields(event.get("data"))
        thing, before = fields(data.get("object")), fields(data.get("previous_attributes"))
        if kind not in _READ:
            return Passed(f"{OTHER_KIND} ({_SUBSCRIPTION}{short(kind, 60)})")
        if text_of(thing.get("status")) in _OPEN:
            return Passed(NOT_PAID)
        now = terms_of(lines_of(thing), self._names, coupon_names(thing))
        if kind == "updated":
            return _began_or_ended(thing, before, now) or self._updated(thing, before, now)
        if kind in {"deleted", "paused"}:
            return "cancel", now, replace(now, tier=None, arr=0.0)
        return _begun(thing, now) if kind == "created" else ("reactivate", Terms(None), now)

    def _updated(self, thing: Fields, before: Fields, now: Terms) -> _Happened | Passed:
        was = now
        if before.keys() & {"items", "quantity", "plan", "discount", "discounts"}:
            past = former(thing, before)
            was = terms_of(lines_of(past), self._names, coupon_names(past))
        what = compare(was, now, self._names)
        if what is not None:
            return what, was, now
        if before.keys() & {"cancel_at_period_end", "cancel_at"}:
            announced = thing.get("cancel_at_period_end") or thing.get("cancel_at")
            return Passed(ANNOUNCED if announced else TAKEN_BACK)
        # The period moved to the items in 2025.
        old = [fields(item) for item in items(fields(before.get("items")).get("data"))]
        if any("current_period_start" in part for part in (before, *old)):
            return "renew", was, now
        return Passed(NO_CHANGE)

    def _has_ended(self, account: str, at: date) -> bool:
        if account in self._ended:
            return self._ended[account]
        known = self._history(account, at, self._ids)
        return known is not None and known.tier is None


def _begun(thing: Fields, now: Terms) -> _Happened:
    """Return the beginning of a subscription; while it is tried it brings no money."""
    if text_of(thing.get("status")) == "trialing":
        return "trial_start", Terms(None), replace(now, arr=0.0)
    return "start", Terms(None), now


def _began_or_ended(thing: Fields, before: Fields, now: Terms) -> _Happened | None:
    """Return what another status means for the tier, None where it means nothing."""
    was, status = text_of(before.get("status")), text_of(thing.get("status"))
    if was in _OPEN:
        return _begun(thing, now)
    if was == "trialing":
        after = now if status in _RUNNING else replace(now, tier=None, arr=0.0)
        return "trial_end", replace(now, arr=0.0), after
    return ("reactivate", Terms(None), now) if was == "paused" and status in _RUNNING else None


def _account(thing: Fields) -> str | None:
    customer = thing.get("customer")
    return (
        text_of(fields(thing.get("metadata")).get("account_id"))
        or text_of(fields(fields(customer).get("metadata")).get("account_id"))
        or text_of(customer)
        or text_of(fields(customer).get("id"))
    )


def _reason(thing: Fields, what: TierEventKind, terms: tuple[Terms, Terms]) -> str | None:
    """Return why a subscription ended, which coupon was given, or that the price alone is another."""
    was, now = terms
    if what == "discount":
        return short(", ".join(sorted((now.coupons or frozenset()) - (was.coupons or frozenset()))), 200)
    if what == "renew":
        return ANOTHER_PRICE if was.arr != now.arr else None
    if what != "cancel":
        return None
    details = fields(thing.get("cancellation_details"))
    named = (details.get("feedback"), details.get("reason"))
    return next((name for value in named if (name := text_of(value))), None)


def _discount(thing: Fields) -> str | None:
    coupon = fields(thing.get("coupon")) or fields(fields(thing.get("source")).get("coupon"))
    name = text_of(coupon.get("name")) or text_of(coupon.get("id"))
    percent = text_of(coupon.get("percent_off"))
    return f"{name} ({percent} % off)" if name and percent else name
