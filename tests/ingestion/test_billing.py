"""Billing systems' events as events of tiers."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ingestion.context.billing import ANOTHER_PRICE, BillingItem, History, Passed, Terms
from ingestion.context.stripe import read_stripe_events
from ingestion.context.tier_names import tier_names
from voc.errors import InputError
from voc.records import Catalogue, Reject, Tier, TierEvent

Write = Callable[[str, str], Path]
Event = dict[str, object]
START = 1_772_000_000  # 25 February 2026
DAY = 86_400
NAMES = tier_names(
    Catalogue(
        (
            Tier("team", "Team", 1, ("price_team", "prod_team", "team-EUR-Monthly")),
            Tier("business", "Business", 2, ("price_pro", "prod_pro", "pro")),
        )
    )
)


def nothing(account: str, day: date, without: frozenset[str]) -> Terms | None:
    assert isinstance(without, frozenset)
    return None if account and day else Terms(None)


def on(days: int) -> date:
    return date.fromordinal(date(2026, 2, 25).toordinal() + days)


def price(tier: str, amount: int, interval: str = "month", currency: str = "eur") -> Event:
    return {
        "id": f"price_{tier}", "product": f"prod_{tier}", "unit_amount": amount, "currency": currency,
        "recurring": {"interval": interval, "interval_count": 1},
    }  # fmt: skip


def item(of: Event, seats: int = 10, number: str = "si_1") -> Event:
    return {"id": number, "price": of, "quantity": seats}


def stripe(number: str, kind: str, items: list[Event], *, day: int = 0, **more: object) -> Event:
    before = more.pop("before", None)
    thing = {"id": "sub_1", "customer": "cus_1", "status": "active", "items": {"data": items}, **more}
    data: Event = {"object": thing}
    if before is not None:
        data["previous_attributes"] = before
    return {
        "id": number, "object": "event", "type": f"customer.subscription.{kind}",
        "created": START + day * DAY, "livemode": True, "data": data,
    }  # fmt: skip


def of_stripe(write: Write, *events: Event, history: History = nothing) -> list[BillingItem]:
    path = write("events.json", json.dumps({"object": "list", "data": list(events)}))
    return list(read_stripe_events(path, NAMES, history))


TEAM, PRO = price("team", 1200), price("pro", 1500)


def test_a_stripe_subscription_starts_goes_up_gains_seats_and_ends(write: Write) -> None:
    found = of_stripe(
        write,
        stripe("e4", "deleted", [item(PRO, 12)], day=9, cancellation_details={"feedback": "too_expensive"}),
        stripe("e1", "created", [item(TEAM)]),
        stripe("e3", "updated", [item(PRO, 12)], day=5, before={"quantity": 10}),
        stripe("e2", "updated", [item(PRO)], day=3, before={"items": {"data": [item(TEAM)]}}),
    )
    assert found == [
        TierEvent("e1", "cus_1", on(0), "start", None, "team", 10, None, 1440.0),
        TierEvent("e2", "cus_1", on(3), "upgrade", "team", "business", 10, 1440.0, 1800.0),
        TierEvent("e3", "cus_1", on(5), "seats", "business", "business", 12, 1800.0, 2160.0),
        TierEvent("e4", "cus_1", on(9), "cancel", "business", None, 12, 2160.0, 0.0, "too_expensive"),
    ]


def test_a_former_price_takes_currency_and_interval_from_the_present_one(write: Write) -> None:
    was = {"id": "price_team", "product": "prod_team", "unit_amount": 1200}
    event = stripe("e1", "updated", [item(PRO, 12)], before={"items": {"data": [{"price": was}]}})
    assert of_stripe(write, event) == [
        TierEvent("e1", "cus_1", on(0), "upgrade", "team", "business", 12, 1728.0, 2160.0)
    ]


def test_a_trial_brings_no_money_until_it_ends_and_ends_the_tier_where_nobody_pays(write: Write) -> None:
    paid = stripe("e2", "updated", [item(TEAM)], day=14, before={"status": "trialing"})
    paused = stripe("e3", "updated", [item(TEAM)], day=14, status="paused", before={"status": "trialing"})
    begun = stripe("e1", "created", [item(TEAM)], status="trialing")
    assert of_stripe(write, begun, paid) == [
        TierEvent("e1", "cus_1", on(0), "trial_start", None, "team", 10, None, 0.0),
        TierEvent("e2", "cus_1", on(14), "trial_end", "team", "team", 10, 0.0, 1440.0),
    ]
    assert of_stripe(write, paused) == [
        TierEvent("e3", "cus_1", on(14), "trial_end", "team", None, 10, 0.0, 0.0)
    ]


def test_the_catalogues_ranks_tell_up_from_down_whatever_the_seats_cost(write: Write) -> None:
    yearly = price("pro", 9_000, "year")
    found = of_stripe(
        write,
        stripe("e1", "updated", [item(yearly, 5)], before={"items": {"data": [item(TEAM, 10)]}}),
        stripe("e2", "updated", [item(TEAM, 9)], day=1, before={"items": {"data": [item(yearly, 5)]}}),
    )
    assert [(e.kind, e.arr_after) for e in found if isinstance(e, TierEvent)] == [
        ("upgrade", 450.0),
        ("downgrade", 1296.0),
    ]


def test_another_price_of_the_same_tier_and_a_new_period_are_renewals(write: Write) -> None:
    yearly = {**price("team", 12_000, "year"), "id": "price_team_yearly"}
    other = stripe("e1", "updated", [item(yearly)], before={"items": {"data": [item(TEAM)]}})
    period = stripe("e2", "updated", [item(yearly)], day=365, before={"current_period_start": START})
    moved = {"items": {"data": [{**item(yearly), "current_period_start": START}]}}
    newer = stripe("e3", "updated", [item(yearly)], day=730, before=moved)
    assert of_stripe(write, other, period, newer) == [
        TierEvent("e1", "cus_1", on(0), "renew", "team", "team", 10, 1440.0, 1200.0, ANOTHER_PRICE),
        TierEvent("e2", "cus_1", on(365), "renew", "team", "team", 10, 1200.0, 1200.0),
        TierEvent("e3", "cus_1", on(730), "renew", "team", "team", 10, 1200.0, 1200.0),
    ]  # fmt: skip


def test_an_item_that_is_no_tier_is_an_addon_and_metadata_name_the_account(write: Write) -> None:
    extra = item(price("storage", 99_900), 1, "si_2")
    gained = stripe(
        "e1", "updated", [item(TEAM), extra], metadata={"account_id": "acct_17"},
        before={"items": {"data": [item(TEAM)]}},
    )  # fmt: skip
    lost = stripe("e2", "updated", [item(TEAM)], day=1, before={"items": {"data": [item(TEAM), extra]}})
    found = [e for e in of_stripe(write, gained, lost) if isinstance(e, TierEvent)]
    assert [(e.kind, e.account_id, e.to_tier, e.seats) for e in found] == [
        ("addon_add", "acct_17", "team", 10),
        ("addon_remove", "cus_1", "team", 10),
    ]


def test_an_announced_cancellation_counts_when_it_takes_effect(write: Write) -> None:
    ends = START + 30 * DAY
    found = of_stripe(
        write,
        stripe("e1", "updated", [item(TEAM)], cancel_at_period_end=True, cancel_at=ends,
               before={"cancel_at_period_end": False, "cancel_at": None}),
        stripe("e2", "updated", [item(TEAM)], day=2, cancel_at_period_end=False,
               before={"cancel_at_period_end": True}),
        stripe("e3", "deleted", [item(TEAM)], day=31, ended_at=ends),
    )  # fmt: skip
    assert found == [
        Passed("that announce a cancellation (it counts when the subscription ends)"),
        Passed("that take an announced cancellation back"),
        TierEvent("e3", "cus_1", on(30), "cancel", "team", None, 10, 1440.0, 0.0),
    ]


def test_who_ended_and_begins_again_is_reactivated_within_a_file_and_across_files(write: Write) -> None:
    again = stripe("e2", "created", [item(TEAM)], day=40)
    found = of_stripe(write, stripe("e1", "deleted", [item(TEAM)]), again)
    assert [e.kind for e in found if isinstance(e, TierEvent)] == ["cancel", "reactivate"]
    (alone,) = of_stripe(write, again, history=lambda *_: Terms(None))
    assert isinstance(alone, TierEvent)
    assert alone.kind == "reactivate"


def test_discounts_are_kept_with_their_coupon(write: Write) -> None:
    coupon = {"id": "SPRING", "name": "Spring", "percent_off": 20}
    given: Event = {
        "id": "e1", "type": "customer.discount.created", "created": START, "livemode": True,
        "data": {"object": {"id": "di_1", "object": "discount", "customer": "cus_1", "coupon": coupon}},
    }  # fmt: skip
    updated = stripe("e2", "updated", [item(TEAM)], discount={"coupon": coupon}, before={"discount": None})
    assert of_stripe(write, given, updated) == [
        TierEvent("e1", "cus_1", on(0), "discount", reason="Spring (20 % off)"),
        TierEvent("e2", "cus_1", on(0), "discount", "team", "team", 10, 1440.0, 1440.0, "Spring"),
    ]


@pytest.mark.parametrize(
    ("currency", "arr"), [("jpy", 144_000.0), ("eur", 1440.0), ("kwd", 144.0), ("usd", 1440.0)]
)
def test_amounts_are_in_the_smallest_unit_of_their_currency(write: Write, currency: str, arr: float) -> None:
    (found,) = of_stripe(write, stripe("e1", "created", [item(price("team", 12_000, currency=currency), 1)]))
    assert isinstance(found, TierEvent)
    assert found.arr_after == arr


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ({"id": "e", "type": "invoice.paid", "livemode": True, "data": {"object": {"id": "in_1"}}},
         "of another kind (invoice.paid)"),
        (stripe("e", "trial_will_end", [item(TEAM)]),
         "of another kind (customer.subscription.trial_will_end)"),
        (stripe("e", "updated", [item(TEAM)], before={"schedule": None}),
         "without a change of tier, add-ons, seats or price"),
        (stripe("e", "created", [item(TEAM)], status="incomplete"),
         "of subscriptions whose first payment is open"),
        ({**stripe("e", "created", []), "livemode": False}, "of test mode (livemode false)"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_a_tier_is_left_out_with_its_reason(
    write: Write, event: Event, why: str
) -> None:
    assert of_stripe(write, event) == [Passed(why)]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({**stripe("e", "created", [item(TEAM)]), "created": "soon"}, "no date in 'created': found 'soon'"),
        (stripe("e", "created", [item(TEAM)], customer=None), "no id or customer: found a blank one"),
        (stripe("e", "created", [item(price("gold", 5))]),
         "no tier for a price: found 'price_gold, prod_gold', need one of these names under 'also'"),
        ({"x": 1}, "no event: found no 'type'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_reject_that_says_what_to_do(
    write: Write, event: Event, reason: str
) -> None:
    (reject,) = of_stripe(write, event)
    assert isinstance(reject, Reject)
    assert reject.reason.startswith(reason)


def test_a_delivery_repeated_is_left_out(write: Write) -> None:
    event = stripe("e1", "created", [item(TEAM)])
    path = write("events.jsonl", "\n".join(json.dumps(one) for one in (event, event)))
    first, second = read_stripe_events(path, NAMES, nothing)
    assert isinstance(first, TierEvent)
    assert second == Passed("delivered again")


def test_a_file_of_no_json_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="need events as an array or one on each line"):
        list(read_stripe_events(write("events.csv", "id,type\n1,2\n"), NAMES, nothing))
