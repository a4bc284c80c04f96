"""A Stripe subscription's items and coupons, as they are and as they were before an update."""

from ingestion.context.billing import Line, number_of, per_year, whole_units
from ingestion.jsontext import NONE, Fields, fields, items, text_of

# A former price repeats neither where it is that of the present one.
_SHARED = ("currency", "recurring", "interval", "interval_count")


def lines_of(subscription: Fields) -> list[Line]:
    """Return a subscription's items; one of the old kind has a plan instead."""
    found = [_line(fields(item), subscription) for item in _items(subscription)]
    return found or [_line({"plan": subscription.get("plan")}, subscription)]


def former(thing: Fields, before: Fields) -> Fields:
    """Return a subscription as it was; what stayed the same is not repeated among the former values."""
    old = {**thing, **before}
    if "items" not in before:
        if "quantity" in before and len(_items(thing)) == 1:
            old["items"] = {"data": [{**fields(_items(thing)[0]), "quantity": before["quantity"]}]}
        if "plan" in before and not _items(thing):
            old["plan"] = _price(fields(before["plan"]), fields(thing.get("plan")))
        return old
    now = {text_of(fields(item).get("id")): fields(item) for item in _items(thing)}
    only = next(iter(now.values()), NONE) if len(now) == 1 else NONE
    data = []
    for entry in _items(before):
        was = fields(entry)
        present = now.get(text_of(was.get("id")), only)
        item = {**present, **was}
        for name in ("price", "plan"):
            if fields(was.get(name)):
                item[name] = _price(fields(was[name]), fields(present.get(name)))
        if "quantity" in before and "quantity" not in was:
            item["quantity"] = before["quantity"]
        data.append(item)
    old["items"] = {"data": data}
    return old


def coupon_names(subscription: Fields) -> frozenset[str]:
    """Return the coupons that a subscription has, by name or id."""
    discounts = [subscription.get("discount"), *items(subscription.get("discounts"))]
    return frozenset(name for discount in discounts if (name := _coupon(discount)))


def _coupon(discount: object) -> str | None:
    thing = fields(discount)
    coupon = thing.get("coupon") or fields(thing.get("source")).get("coupon")
    known = text_of(fields(coupon).get("name")) or text_of(fields(coupon).get("id")) or text_of(coupon)
    return known or text_of(thing.get("id")) or text_of(discount)


def _items(subscription: Fields) -> list[object]:
    return list(items(fields(subscription.get("items")).get("data")))


def _price(was: Fields, now: Fields) -> Fields:
    return {**{name: now[name] for name in _SHARED if name in now}, **was}


def _line(item: Fields, subscription: Fields) -> Line:
    price = fields(item.get("price")) or fields(item.get("plan"))
    recurring = fields(price.get("recurring")) or price
    count = number_of(recurring.get("interval_count"))
    times = per_year(text_of(recurring.get("interval")), 1.0 if count is None else count)
    amounts = (number_of(price.get(key)) for key in ("unit_amount", "unit_amount_decimal", "amount"))
    amount = next((found for found in amounts if found is not None), None)
    seats = number_of(item.get("quantity"))
    seats = number_of(subscription.get("quantity")) if seats is None else seats
    arr = None
    if amount is not None and times is not None:
        currency = text_of(price.get("currency")) or text_of(subscription.get("currency")) or ""
        arr = whole_units(amount, currency) * times * (1.0 if seats is None else seats)
    return Line(_names(price), None if seats is None else int(seats), arr)


def _names(price: Fields) -> tuple[str, ...]:
    product = price.get("product")
    named = (
        fields(price.get("metadata")).get("tier"),
        price.get("id"),
        price.get("lookup_key"),
        price.get("nickname"),
        text_of(product) or fields(product).get("id"),
        fields(product).get("name"),
    )
    return tuple(dict.fromkeys(name for value in named if (name := text_of(value))))
