"""Billing systems' events as events of tiers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingestion.context.chargebee import UNKNOWN_BEFORE, read_chargebee_events
from ingestion.context.stripe import read_stripe_events
from voc.errors import InputError
from voc.records import Reject, TierEvent

Write = Callable[[str, str], Path]
DAY = 1_772_000_000  # 25 February 2026


def _price(tier: str, amount: int, interval: str = "month", currency: str = "eur") -> dict[str, object]:
    return {
        "id": f"price_{tier}", "product": f"prod_{tier}", "unit_amount": amount, "currency": currency,
        "recurring": {"interval": interval, "interval_count": 1}, "nickname": tier,
    }  # fmt: skip


def _stripe(number: str, kind: str, items: list[object], **more: object) -> dict[str, object]:
    before = more.pop("before", None)
    thing = {"id": "sub_1", "customer": "cus_1", "status": "active", "items": {"data": items}, **more}
    data: dict[str, object] = {"object": thing}
    if before is not None:
        data["previous_attributes"] = before
    return {
        "id": number,
        "type": f"customer.subscription.{kind}",
        "created": DAY,
        "livemode": True,
        "data": data,
    }


def _item(price: dict[str, object], seats: int = 10, number: str = "si_1") -> dict[str, object]:
    return {"id": number, "price": price, "quantity": seats}


def _of_stripe(write: Write, *events: object) -> list[TierEvent | Reject]:
    return list(read_stripe_events(write("events.jsonl", "\n".join(map(json.dumps, (*events, {}))))))[:-1]


def test_a_stripe_subscription_starts_goes_up_gains_seats_and_ends(write: Write) -> None:
    team, pro = _price("team", 1200), _price("pro", 1500)
    found = _of_stripe(
        write,
        _stripe("e1", "created", [_item(team)]),
        _stripe("e2", "updated", [_item(pro)], before={"items": {"data": [{"price": team}]}}),
        _stripe(
            "e3", "updated", [_item(pro, 12)], before={"quantity": 10, "items": {"data": [_item(pro, 10)]}}
        ),
        _stripe("e4", "deleted", [_item(pro, 12)], cancellation_details={"feedback": "too_expensive"}),
    )
    on = date(2026, 2, 25)
    assert found == [
        TierEvent("e1", "cus_1", on, "start", None, "team", 10, None, 1440.0),
        TierEvent("e2", "cus_1", on, "upgrade", "team", "pro", 10, 1440.0, 1800.0),
        TierEvent("e3", "cus_1", on, "seats", "pro", "pro", 12, 1800.0, 2160.0),
        TierEvent("e4", "cus_1", on, "cancel", "pro", None, 12, 2160.0, 0.0, "too_expensive"),
    ]


def test_fewer_seats_on_a_dearer_tier_are_an_upgrade_and_trials_have_their_events(write: Write) -> None:
    team, pro = _price("team", 1200), _price("pro", 18000, "year")
    found = _of_stripe(
        write,
        _stripe("e1", "created", [_item(team)], status="trialing"),
        _stripe("e2", "updated", [_item(team)], before={"status": "trialing"}),
        _stripe("e3", "updated", [_item(pro, 5)], before={"items": {"data": [_item(team, 10)]}}),
        _stripe("e4", "updated", [_item(team, 9)], before={"items": {"data": [_item(pro, 5)]}}),
    )
    kinds = [event.kind for event in found if isinstance(event, TierEvent)]
    assert kinds == ["trial_start", "trial_end", "upgrade", "downgrade"]


def test_an_item_beside_the_dearest_is_an_addon_and_metadata_name_the_account(write: Write) -> None:
    team, extra = _price("team", 1200), _price("storage", 300)
    found = _of_stripe(
        write,
        _stripe(
            "e1", "updated", [_item(team), _item(extra, 1, "si_2")], metadata={"account_id": "acct_17"},
            before={"items": {"data": [_item(team)]}},
        ),
    )  # fmt: skip
    assert [(e.kind, e.account_id) for e in found if isinstance(e, TierEvent)] == [("addon_add", "acct_17")]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (
            {"id": "e", "type": "invoice.paid", "livemode": True, "data": {"object": {"id": "in_1"}}},
            "no change of tier: found 'invoice.paid'",
        ),
        (_stripe("e", "updated", [_item(_price("a", 1))], before={"schedule": None}), "no change of tier"),
        ({**_stripe("e", "created", []), "livemode": False}, "a test event: found livemode false"),
        ({**_stripe("e", "created", []), "created": "soon"}, "no date in 'created'"),
        (_stripe("e", "created", [], customer=None), "no id or customer"),
        (
            _stripe(
                "e", "updated", [_item(_price("a", 5))], before={"items": {"data": [_item(_price("b", 5))]}}
            ),
            "no way to tell up from down",
        ),
        ({"x": 1}, "no event: found no 'type'"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_a_tier_is_a_reject(write: Write, event: object, reason: str) -> None:
    (reject,) = _of_stripe(write, event)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


def test_a_repeated_stripe_event_is_a_reject_and_yen_have_no_cents(write: Write) -> None:
    event = _stripe("e1", "created", [_item(_price("team", 1200, currency="jpy"), 1)])
    first, second = _of_stripe(write, event, event)
    assert isinstance(first, TierEvent)
    assert isinstance(second, Reject)
    assert first.arr_after == 14_400.0
    assert second.reason == "a repeated id: found 'e1', there before, need it once"


def _chargebee(
    number: str, kind: str, version: int, price: str, mrr: int, **more: object
) -> dict[str, object]:
    items = [{"item_price_id": price, "item_type": "plan", "quantity": 12}]
    subscription = {
        "id": "s1", "customer_id": "c1", "resource_version": version, "status": "active", "mrr": mrr,
        "currency_code": "EUR", "subscription_items": items, **more,
    }  # fmt: skip
    content = {"subscription": subscription}
    return {
        "id": number,
        "event_type": f"subscription_{kind}",
        "occurred_at": DAY + version,
        "content": content,
    }


def test_chargebee_events_are_put_in_order_and_compared_with_the_one_before(write: Write) -> None:
    events = [
        _chargebee("v3", "cancelled", 3, "pro-EUR-Monthly", 0, cancel_reason_code="Price"),
        _chargebee("v1", "created", 1, "team-EUR-Monthly", 12_000),
        _chargebee("v2", "changed", 2, "pro-EUR-Yearly", 18_000),
        _chargebee("v2", "changed", 2, "pro-EUR-Yearly", 18_000),
        {"id": "x", "event_type": "payment_succeeded", "content": {}},
    ]
    found = list(
        read_chargebee_events(write("events.json", json.dumps({"list": [{"event": e} for e in events]})))
    )
    on = date(2026, 2, 25)
    assert [event for event in found if isinstance(event, TierEvent)] == [
        TierEvent("v1", "c1", on, "start", None, "team", 12, None, 1440.0),
        TierEvent("v2", "c1", on, "upgrade", "team", "pro", 12, 1440.0, 2160.0),
        TierEvent("v3", "c1", on, "cancel", "pro", None, 12, 2160.0, 0.0, "Price"),
    ]
    assert [reject.reason.split(":")[0] for reject in found if isinstance(reject, Reject)] == [
        "no change of tier",
        "a repeated id",
    ]


def test_the_first_change_seen_of_a_subscription_tells_its_tier_without_a_direction(write: Write) -> None:
    content = json.dumps([_chargebee("v7", "changed", 7, "pro-EUR-Monthly", 18_000)])
    (event,) = read_chargebee_events(write("events.json", content))
    assert isinstance(event, TierEvent)
    assert (event.kind, event.from_tier, event.to_tier, event.reason) == (
        "renew",
        None,
        "pro",
        UNKNOWN_BEFORE,
    )


def test_a_file_of_no_json_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="need events as an array or one on each line"):
        list(read_stripe_events(write("events.csv", "id,type\n1,2\n")))
