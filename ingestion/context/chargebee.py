"""Chargebee's events, as an array, a list or one a line, as events of tiers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ingestion.context.billing import (
    ANNOUNCED,
    ANOTHER_PRICE,
    NO_CHANGE,
    OTHER_KIND,
    REPEATED,
    TAKEN_BACK,
    BillingItem,
    History,
    Line,
    Passed,
    Terms,
    billing_records,
    compare,
    day_of,
    number_of,
    per_year,
    read_each,
    terms_of,
    whole_units,
)
from ingestion.context.rows import BadCell
from ingestion.context.tier_names import TierNames
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import short
from voc.records import Origin, Reject, TierEvent, TierEventKind

UNKNOWN_BEFORE = "the first event known of the subscription: what it was before is not known"
NOT_BEGUN = "of subscriptions that have not begun"
_KINDS: Mapping[str, TierEventKind] = {
    "created": "start", "started": "start", "activated": "trial_end", "changed": "renew",
    "cancelled": "cancel", "paused": "cancel", "reactivated": "reactivate", "resumed": "reactivate",
    "renewed": "renew",
}  # fmt: skip
_SAID: Mapping[str, str] = {
    "cancellation_scheduled": ANNOUNCED,
    "scheduled_cancellation_removed": TAKEN_BACK,
}
_PREFIX = "subscription_"
# A price is named by its item, its currency and its period.
_SUFFIX = re.compile(
    r"-([A-Z]{3})-(?:Daily|Weekly|Monthly|Quarterly|Half-Yearly|Yearly|Every-.{1,20})$", re.IGNORECASE
)


def read_chargebee_events(path: Path, names: TierNames, history: History) -> Iterator[BillingItem]:
    """Yield what Chargebee's events say of tiers, in the order of time; what says nothing is passed.

    An event states no former values: it is compared with the one before it in the file, else with what
    ``history`` knows of the account; a change of which nothing earlier is known counts as a renewal. The
    account is ``cf_account_id`` or ``meta_data.account_id`` of the subscription or customer, else the
    customer's id. Raises InputError where the file is no JSON.
    """
    events: list[tuple[float, float, int, Origin, Fields]] = []
    for origin, entry in billing_records(path):
        event = fields(entry.get("event")) or entry
        kind = text_of(event.get("event_type"))
        subscription = fields(fields(event.get("content")).get("subscription"))
        if kind is None:
            reason = "no event: found no 'event_type', need an event as Chargebee sends it"
            yield Reject(origin, reason, short(str(dict(entry)), 500))
        elif not kind.startswith(_PREFIX) or not subscription:
            yield Passed(f"{OTHER_KIND} ({short(kind, 60)})")
        else:
            at = number_of(event.get("occurred_at")) or 0.0
            version = number_of(subscription.get("resource_version")) or 0.0
            events.append((at, version, origin.row or 0, origin, event))
    events.sort(key=lambda entry: entry[:3])
    reading = _Reading(names, history, frozenset(text_of(event.get("id")) or "" for *_, event in events))
    yield from read_each(((origin, event) for *_, origin, event in events), reading.read)


class _Reading:
    """The events of a file in the order of time, and the terms of every subscription on the way."""

    def __init__(self, names: TierNames, history: History, ids: frozenset[str]) -> None:
        self._names = names
        self._history = history
        self._ids = ids
        self._seen: set[str] = set()
        self._terms: dict[str, Terms] = {}

    def read(self, event: Fields) -> TierEvent | Passed:
        """Return what an event did to a tier; raises BadCell where that cannot be told."""
        content = fields(event.get("content"))
        subscription = fields(content.get("subscription"))
        number, name, account = text_of(event.get("id")), text_of(subscription.get("id")), _account(content)
        if number is None or name is None or account is None:
            raise BadCell(
                "no id or customer: found a blank one, need those of event, subscription and customer"
            )
        if number in self._seen:
            return Passed(REPEATED)
        self._seen.add(number)
        kind = (text_of(event.get("event_type")) or "").removeprefix(_PREFIX)
        if why := _passed(kind, subscription):
            return Passed(why)
        at = day_of(event.get("occurred_at"), "occurred_at")
        after = _terms(subscription, self._names)
        before = self._terms.get(name)
        if before is None and kind not in {"created", "started"}:
            before = self._history(account, at, self._ids)
        what = _kind(kind, subscription, (before, after), self._names)
        if what in {"cancel", "trial_start"}:
            after = replace(after, tier=None if what == "cancel" else after.tier, arr=0.0)
        self._terms[name] = after
        if what is None:
            return Passed(NO_CHANGE)
        return TierEvent(
            id=number,
            account_id=account,
            at=at,
            kind=what,
            from_tier=before.tier if before else None,
            to_tier=after.tier,
            seats=after.seats,
            arr_before=before.arr if before else None,
            arr_after=after.arr,
            reason=_reason(kind, subscription, what, (before, after)),
        )


def _passed(kind: str, subscription: Fields) -> str | None:
    """Return why an event says nothing of a tier, None where it may."""
    if kind in _SAID:
        return _SAID[kind]
    if kind not in _KINDS:
        return f"{OTHER_KIND} ({_PREFIX}{short(kind, 60)})"
    future = text_of(subscription.get("status")) == "future"
    return NOT_BEGUN if future and kind in {"created", "started"} else None


def _kind(
    kind: str, subscription: Fields, terms: tuple[Terms | None, Terms], names: TierNames
) -> TierEventKind | None:
    """Return what an event did to the tier, None for nothing."""
    before, after = terms
    what = _KINDS[kind]
    if what in {"start", "reactivate"}:
        return "trial_start" if text_of(subscription.get("status")) == "in_trial" else what
    if what != "renew":
        return what
    if before is None:
        return "renew"
    # What was scheduled for the end of a term takes effect with the renewal.
    return compare(before, after, names) or ("renew" if kind == "renewed" else None)


def _reason(
    kind: str, subscription: Fields, what: TierEventKind, terms: tuple[Terms | None, Terms]
) -> str | None:
    before, after = terms
    if what == "discount":
        return short(", ".join(sorted(after.coupons or ())), 200) or None
    if what == "cancel":
        if kind == "paused":
            return "paused"
        return text_of(subscription.get("cancel_reason_code")) or text_of(subscription.get("cancel_reason"))
    if kind == "changed" and what == "renew":
        return UNKNOWN_BEFORE if before is None else ANOTHER_PRICE
    return None


def _account(content: Fields) -> str | None:
    for thing in (fields(content.get("subscription")), fields(content.get("customer"))):
        meta = fields(thing.get("meta_data"))
        if stated := text_of(thing.get("cf_account_id")) or text_of(meta.get("account_id")):
            return stated
    subscription, customer = fields(content.get("subscription")), fields(content.get("customer"))
    return text_of(subscription.get("customer_id")) or text_of(customer.get("id"))


def _terms(subscription: Fields, names: TierNames) -> Terms:
    """Return a subscription's state: items of the present catalogue, the plan of the former one."""
    lines = [_line(fields(item), subscription) for item in items(subscription.get("subscription_items"))]
    if not lines:
        plan = {"item_price_id": subscription.get("plan_id"), "quantity": subscription.get("plan_quantity")}
        former = [fields(addon).get("id") for addon in items(subscription.get("addons"))]
        addons = [{"item_price_id": addon, "item_type": "addon"} for addon in former]
        lines = [_line(item, subscription) for item in (plan, *addons)]
    coupons = {text_of(fields(coupon).get("coupon_id")) for coupon in items(subscription.get("coupons"))}
    coupons.add(text_of(subscription.get("coupon")))
    found = terms_of(lines, names, frozenset(name for name in coupons if name))
    mrr = number_of(subscription.get("mrr"))
    if mrr is None:
        return found
    return replace(found, arr=round(whole_units(mrr, _currency(subscription)) * 12, 2))


def _line(item: Fields, subscription: Fields) -> Line:
    price = text_of(item.get("item_price_id")) or ""
    seats = number_of(item.get("quantity"))
    addon = (text_of(item.get("item_type")) or "plan") != "plan"
    known = (price, _SUFFIX.sub("", price[:200]))
    amount = number_of(item.get("amount"))
    count = number_of(subscription.get("billing_period"))
    times = per_year(text_of(subscription.get("billing_period_unit")), 1.0 if count is None else count)
    return Line(
        tuple(dict.fromkeys(name for name in known if name)),
        None if seats is None else int(seats),
        whole_units(amount, _currency(subscription)) * times if amount is not None and times else None,
        addon,
    )


def _currency(subscription: Fields) -> str:
    """Return the currency that a subscription states, else the one in the name of its first price."""
    stated = text_of(subscription.get("currency_code"))
    first = next(iter(items(subscription.get("subscription_items"))), None)
    named = _SUFFIX.search((text_of(fields(first).get("item_price_id")) or "")[:200])
    return stated or (named[1] if named else "")
