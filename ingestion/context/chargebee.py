"""Chargebee's events, as an array, a list or one a line, as events of tiers."""

import re
from collections.abc import Iterator
from pathlib import Path

from ingestion.context.billing import Terms, billing_records, compare, day_of, number_of, whole_units
from ingestion.context.rows import BadCell
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import short
from voc.records import Origin, Reject, TierEvent, TierEventKind

_KINDS: dict[str, TierEventKind] = {
    "subscription_created": "start", "subscription_started": "start", "subscription_activated": "trial_end",
    "subscription_changed": "upgrade", "subscription_cancelled": "cancel",
    "subscription_reactivated": "reactivate", "subscription_renewed": "renew",
}  # fmt: skip
# A price is named by its item, its currency and its period.
_SUFFIX = re.compile(
    r"-[A-Z]{3}-(?:Daily|Weekly|Monthly|Quarterly|Half-Yearly|Yearly|Every-.{1,20})$", re.IGNORECASE
)
UNKNOWN_BEFORE = "the first event of the subscription in the file: what it was before is not known"


def read_chargebee_events(path: Path) -> Iterator[TierEvent | Reject]:
    """Yield what Chargebee's events say of tiers, each subscription's in the order of its versions.

    An event states no former values: it is compared with the one before it in the file, and the first
    change of a subscription that the file does not see begin counts as a renewal. Deliveries repeated,
    overtaken by a later version, or of no change of tier are rejects. Raises InputError where the file is
    no JSON.
    """
    usable: list[tuple[float, float, int, Origin, Fields]] = []
    for origin, entry in billing_records(path):
        event = fields(entry.get("event")) or entry
        subscription = fields(fields(event.get("content")).get("subscription"))
        kind = text_of(event.get("event_type"))
        if kind not in _KINDS or not subscription:
            found = short(kind or str(dict(event)), 60)
            yield Reject(origin, f"no change of tier: found {found!r}, need an event of a subscription")
        else:
            at = number_of(event.get("occurred_at")) or 0.0
            usable.append((at, _version(subscription), origin.row or 0, origin, event))
    states: dict[str, Terms] = {}
    versions: dict[str, float] = {}
    seen: set[str] = set()
    for _, version, _, origin, event in sorted(usable, key=lambda entry: entry[:3]):
        try:
            yield _event(event, version, states, versions, seen)
        except BadCell as error:
            yield Reject(origin, str(error), short(text_of(event.get("id")) or "", 500))


def _version(subscription: Fields) -> float:
    return number_of(subscription.get("resource_version")) or 0.0


def _event(
    event: Fields, version: float, states: dict[str, Terms], versions: dict[str, float], seen: set[str]
) -> TierEvent:
    subscription = fields(fields(event.get("content")).get("subscription"))
    number, name = text_of(event.get("id")), text_of(subscription.get("id"))
    account = text_of(subscription.get("cf_account_id")) or text_of(subscription.get("customer_id"))
    if number is None or name is None or account is None:
        raise BadCell("no id or customer: found a blank one, need those of event, subscription and customer")
    if number in seen:
        raise BadCell(f"a repeated id: found {number!r}, there before, need it once")
    if version and version < versions.get(name, 0.0):
        raise BadCell(f"an overtaken event: found version {version:.0f}, there before is a later one")
    at = day_of(event.get("occurred_at"), "occurred_at")
    before, after = states.get(name), _terms(subscription)
    kind = _kind(text_of(event.get("event_type")) or "", subscription, before, after)
    seen.add(number)
    states[name], versions[name] = after, version
    return TierEvent(
        id=number,
        account_id=account,
        at=at,
        kind=kind,
        from_tier=before.tier if before else None,
        to_tier=None if kind == "cancel" else after.tier,
        seats=after.seats,
        arr_before=before.arr if before else None,
        arr_after=0.0 if kind == "cancel" else after.arr,
        reason=text_of(subscription.get("cancel_reason_code"))
        or text_of(subscription.get("cancel_reason"))
        or (UNKNOWN_BEFORE if kind == "renew" and before is None else None),
    )


def _kind(kind: str, subscription: Fields, before: Terms | None, after: Terms) -> TierEventKind:
    """Return what an event did to the tier; raises BadCell where it did nothing."""
    found: TierEventKind | None = _KINDS[kind]
    if found == "start" and text_of(subscription.get("status")) == "in_trial":
        return "trial_start"
    if found == "start" and text_of(subscription.get("status")) == "future":
        raise BadCell("no change of tier: found a subscription that has not begun, need one that has")
    if found == "upgrade":
        found = compare(before, after) if before else "renew"
    if found is None:
        raise BadCell("no change of tier: found the plan, add-ons and seats that were there before")
    return found


def _terms(subscription: Fields) -> Terms:
    """Return a subscription's state: items of the present catalogue, the plan of the former one."""
    lines = [fields(item) for item in items(subscription.get("subscription_items"))]
    plans = [line for line in lines if (text_of(line.get("item_type")) or "plan") == "plan"]
    addons = {_item(line.get("item_price_id")) for line in lines if text_of(line.get("item_type")) == "addon"}
    main = plans[0] if plans else {}
    old = {_item(fields(addon).get("id")) for addon in items(subscription.get("addons"))}
    seats = number_of(main.get("quantity"))
    seats = number_of(subscription.get("plan_quantity")) if seats is None else seats
    mrr = number_of(subscription.get("mrr"))
    currency = text_of(subscription.get("currency_code")) or ""
    return Terms(
        _item(main.get("item_price_id")) or _item(subscription.get("plan_id")),
        frozenset(name for name in addons | old if name),
        None if seats is None else int(seats),
        None if mrr is None else round(whole_units(mrr, currency) * 12, 2),
    )


def _item(value: object) -> str | None:
    name = text_of(value)
    return _SUFFIX.sub("", name[:200]) if name else None
