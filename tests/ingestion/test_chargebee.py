"""Chargebee's events as events of tiers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from ingestion.context.billing import BillingItem, History, Passed, Terms
from ingestion.context.chargebee import UNKNOWN_BEFORE, read_chargebee_events
from ingestion.context.tier_names import tier_names
from voc.records import Catalogue, Tier, TierEvent

Write = Callable[[str, str], Path]
Event = dict[str, object]
START = 1_772_000_000  # 25 February 2026
DAY = 86_400
NAMES = tier_names(
    Catalogue((Tier("team", "Team", 1, ("team-EUR-Monthly",)), Tier("business", "Business", 2, ("pro",))))
)


def nothing(account: str, day: date, without: frozenset[str]) -> Terms | None:
    assert isinstance(without, frozenset)
    return None if account and day else Terms(None)


def on(days: int) -> date:
    return date.fromordinal(date(2026, 2, 25).toordinal() + days)


def chargebee(number: str, kind: str, version: int, plan: str, mrr: int | None, **more: object) -> Event:
    subscription = {
        "id": "s1", "customer_id": "c1", "resource_version": version, "status": "active",
        "subscription_items": [{"item_price_id": plan, "item_type": "plan", "quantity": 12}], **more,
    }  # fmt: skip
    if mrr is not None:
        subscription["mrr"] = mrr
    return {
        "id": number, "event_type": f"subscription_{kind}", "occurred_at": START + version * DAY,
        "content": {"subscription": subscription}, "api_version": "v2",
    }  # fmt: skip


def of_chargebee(write: Write, *events: Event, history: History = nothing) -> list[BillingItem]:
    path = write("events.json", json.dumps({"list": [{"event": event} for event in events]}))
    return list(read_chargebee_events(path, NAMES, history))


def test_chargebee_events_are_put_in_order_and_compared_with_the_one_before(write: Write) -> None:
    found = of_chargebee(
        write,
        chargebee("v3", "cancelled", 3, "pro-EUR-Monthly", 0, cancel_reason_code="Price"),
        chargebee("v1", "created", 1, "team-EUR-Monthly", 12_000),
        chargebee("v2", "changed", 2, "pro-EUR-Yearly", 18_000),
        chargebee("v2", "changed", 2, "pro-EUR-Yearly", 18_000),
        {"id": "x", "event_type": "payment_succeeded", "content": {}},
    )
    assert [event for event in found if isinstance(event, TierEvent)] == [
        TierEvent("v1", "c1", on(1), "start", None, "team", 12, None, 1440.0),
        TierEvent("v2", "c1", on(2), "upgrade", "team", "business", 12, 1440.0, 2160.0),
        TierEvent("v3", "c1", on(3), "cancel", "business", None, 12, 2160.0, 0.0, "Price"),
    ]
    assert [entry.why for entry in found if isinstance(entry, Passed)] == [
        "of another kind (payment_succeeded)",
        "delivered again",
    ]


def test_every_kind_of_chargebee_event_says_what_it_did(write: Write) -> None:
    team, addon = "team-EUR-Monthly", {"item_price_id": "sms-EUR-Monthly", "item_type": "addon"}
    plan = {"item_price_id": team, "item_type": "plan", "quantity": 12}
    found = of_chargebee(
        write,
        chargebee("v0", "created", 0, team, 0, status="future"),
        chargebee("v1", "created", 1, team, 0, status="in_trial"),
        chargebee("v2", "activated", 2, team, 12_000),
        chargebee("v3", "changed", 3, team, 14_000, subscription_items=[plan, addon]),
        chargebee("v4", "changed", 4, team, 12_000, subscription_items=[plan]),
        chargebee("v5", "changed", 5, team, 13_000, subscription_items=[{**plan, "quantity": 13}]),
        chargebee("v6", "changed", 6, team, 13_000, coupons=[{"coupon_id": "SPRING"}],
                  subscription_items=[{**plan, "quantity": 13}]),
        chargebee("v7", "renewed", 7, team, 13_000, subscription_items=[{**plan, "quantity": 13}]),
        chargebee("v8", "cancellation_scheduled", 8, team, 13_000),
        chargebee("v9", "paused", 9, team, 0),
        chargebee("v10", "resumed", 10, team, 12_000),
        chargebee("v11", "cancelled", 11, team, 0),
        chargebee("v12", "reactivated", 12, team, 12_000),
        chargebee("v13", "changed", 13, team, 12_000, shipping_address={}),
    )  # fmt: skip
    assert [(e.id, e.kind, e.arr_after) for e in found if isinstance(e, TierEvent)] == [
        ("v1", "trial_start", 0.0), ("v2", "trial_end", 1440.0), ("v3", "addon_add", 1680.0),
        ("v4", "addon_remove", 1440.0), ("v5", "seats", 1560.0), ("v6", "discount", 1560.0),
        ("v7", "renew", 1560.0), ("v9", "cancel", 0.0), ("v10", "reactivate", 1440.0),
        ("v11", "cancel", 0.0), ("v12", "reactivate", 1440.0),
    ]  # fmt: skip
    assert [entry.why for entry in found if isinstance(entry, Passed)] == [
        "of subscriptions that have not begun",
        "that announce a cancellation (it counts when the subscription ends)",
        "without a change of tier, add-ons, seats or price",
    ]


def test_a_first_change_is_compared_with_what_was_known_and_else_has_no_direction(write: Write) -> None:
    event = chargebee("ev_1", "changed", 2, "pro-EUR-Monthly", 18_000)
    (alone,) = of_chargebee(write, event)
    assert alone == TierEvent(
        "ev_1", "c1", on(2), "renew", None, "business", 12, None, 2160.0, UNKNOWN_BEFORE
    )
    (known,) = of_chargebee(write, event, history=lambda *_: Terms("team", seats=12, arr=1440.0))
    assert known == TierEvent("ev_1", "c1", on(2), "upgrade", "team", "business", 12, 1440.0, 2160.0)


def test_a_price_in_yen_and_items_without_mrr_give_the_money_of_a_year(write: Write) -> None:
    (yen,) = of_chargebee(write, chargebee("v1", "created", 1, "pro-JPY-Monthly", 18_000))
    items = [{"item_price_id": "pro-EUR-Every-6-months", "quantity": 2, "amount": 30_000}]
    half = chargebee("v2", "created", 1, "", None, subscription_items=items,
                     billing_period=6, billing_period_unit="month")  # fmt: skip
    (summed,) = of_chargebee(write, half)
    assert isinstance(yen, TierEvent)
    assert isinstance(summed, TierEvent)
    assert (yen.arr_after, summed.arr_after) == (216_000.0, 600.0)
