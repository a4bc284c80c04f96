"""Stripe's events, as an array, a list or one a line, as events of tiers."""

from collections.abc import Iterator
from pathlib import Path

from ingestion.context.billing import (
    Terms,
    billing_records,
    compare,
    day_of,
    number_of,
    per_year,
    whole_units,
)
from ingestion.context.rows import BadCell, repeated
from ingestion.jsontext import NONE, Fields, fields, items, text_of
from ingestion.layout import short
from voc.records import Reject, TierEvent, TierEventKind

_SUBSCRIPTION = "customer.subscription."


def read_stripe_events(path: Path) -> Iterator[TierEvent | Reject]:
    """Yield what Stripe's events say of tiers; each other event is a reject that names its type.

    The account is ``metadata.account_id`` of the subscription, else the customer's id; the tier is the
    price's ``metadata.tier``, nickname or lookup key, else its product. Test events and repeated ones are
    rejects. Raises InputError where the file is no JSON.
    """
    seen: set[str] = set()
    for origin, event in billing_records(path):
        try:
            found = _event(event)
            if found.id in seen:
                raise repeated(found.id, "there before")
        except BadCell as error:
            yield Reject(origin, str(error), short(text_of(event.get("id")) or str(dict(event)), 500))
        else:
            seen.add(found.id)
            yield found


def _event(event: Fields) -> TierEvent:
    kind, data = text_of(event.get("type")), fields(event.get("data"))
    thing = fields(data.get("object"))
    if kind is None or not thing:
        raise BadCell("no event: found no 'type' or 'data.object', need an event as Stripe sends it")
    if event.get("livemode") is False:
        raise BadCell("a test event: found livemode false, need live ones")
    before = fields(data.get("previous_attributes"))
    now = _terms(thing) if kind.startswith(_SUBSCRIPTION) else Terms(None)
    was = (
        _terms(_merged(thing, before))
        if "items" in before or "quantity" in before or "plan" in before
        else now
    )
    what = _kind(kind, thing, before, (was, now))
    account = text_of(fields(thing.get("metadata")).get("account_id")) or _id(thing.get("customer"))
    number = text_of(event.get("id"))
    if account is None or number is None:
        raise BadCell("no id or customer: found a blank one, need both")
    new = what in {"start", "trial_start"}
    return TierEvent(
        id=number,
        account_id=account,
        at=day_of(event.get("created"), "created"),
        kind=what,
        from_tier=None if new else was.tier,
        to_tier=None if what == "cancel" else now.tier,
        seats=now.seats,
        arr_before=None if new else was.arr,
        arr_after=0.0 if what == "cancel" else now.arr,
        reason=_reason(thing),
    )


def _kind(kind: str, thing: Fields, before: Fields, terms: tuple[Terms, Terms]) -> TierEventKind:
    """Return what an event did to the tier; raises BadCell where it did nothing."""
    trial = text_of(thing.get("status")) == "trialing"
    found: TierEventKind | None = None
    match kind.removeprefix(_SUBSCRIPTION):
        case "created":
            found = "trial_start" if trial else "start"
        case "deleted":
            found = "cancel"
        case "updated":
            ended = text_of(before.get("status")) == "trialing" and text_of(thing.get("status")) == "active"
            found = "trial_end" if ended else compare(*terms)
        case "customer.discount.created":
            found = "discount"
        case "invoice.paid" if text_of(thing.get("billing_reason")) == "subscription_cycle":
            found = "renew"
    if found is None:
        raise BadCell(f"no change of tier: found {short(kind, 60)!r}, need another plan, seats, start or end")
    return found


def _merged(thing: Fields, before: Fields) -> Fields:
    """Return a subscription as it was; what stayed the same is not repeated among the former values."""
    old = {**thing, **before}
    if "items" in before and "quantity" not in before:
        now = {text_of(fields(item).get("id")): fields(item) for item in _items(thing)}
        only = next(iter(now.values()), NONE) if len(now) == 1 else NONE
        was = [{**now.get(text_of(fields(i).get("id")), only), **fields(i)} for i in _items(before)]
        old["items"] = {"data": was}
    return old


def _items(subscription: Fields) -> list[object]:
    return list(items(fields(subscription.get("items")).get("data")))


def _terms(subscription: Fields) -> Terms:
    """Return a subscription's state; of several items the dearest is the tier, the others are add-ons."""
    lines = [_line(fields(item), subscription) for item in _items(subscription)]
    if not lines:
        lines = [_line({"plan": subscription.get("plan")}, subscription)]
    main = max(lines, key=lambda line: line.arr or 0.0)
    known = [line.arr for line in lines if line.arr is not None]
    return Terms(
        main.tier,
        frozenset(line.tier for line in lines if line is not main and line.tier),
        main.seats,
        round(sum(known), 2) if len(known) == len(lines) else None,
    )


def _line(item: Fields, subscription: Fields) -> Terms:
    price = fields(item.get("price")) or fields(item.get("plan"))
    recurring = fields(price.get("recurring")) or price
    count = number_of(recurring.get("interval_count"))
    times = per_year(text_of(recurring.get("interval")), 1.0 if count is None else count)
    amount = next(
        (
            n
            for key in ("unit_amount", "unit_amount_decimal", "amount")
            if (n := number_of(price.get(key))) is not None
        ),
        None,
    )
    seats = number_of(item.get("quantity"))
    seats = number_of(subscription.get("quantity")) if seats is None else seats
    arr = None
    if amount is not None and times is not None:
        arr = (
            whole_units(amount, text_of(price.get("currency")) or "")
            * times
            * (1.0 if seats is None else seats)
        )
    return Terms(_tier(price), seats=None if seats is None else int(seats), arr=arr)


def _tier(price: Fields) -> str | None:
    product = price.get("product")
    named = (
        fields(price.get("metadata")).get("tier"),
        price.get("nickname"),
        price.get("lookup_key"),
        fields(product).get("name"),
        _id(product),
        price.get("id"),
    )
    return next((name for value in named if (name := text_of(value))), None)


def _id(value: object) -> str | None:
    return text_of(value) or text_of(fields(value).get("id"))


def _reason(thing: Fields) -> str | None:
    """Return why a subscription ended, or which coupon was given."""
    details = fields(thing.get("cancellation_details"))
    coupon = fields(thing.get("coupon"))
    named = (details.get("feedback"), details.get("reason"), coupon.get("name"), coupon.get("id"))
    return next((name for value in named if (name := text_of(value))), None)
