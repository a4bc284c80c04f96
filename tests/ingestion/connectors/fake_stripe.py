"""Stripe's list of events.

docs.stripe.com/api/events/list and docs.stripe.com/api/pagination
"""

from typing import Any

from tests.ingestion.connectors.server import Asked, Fake, Reply


class FakeStripe(Fake):
    """Events in the order in which they happened."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []
        self.clock = 1_772_000_000
        self.happened = -1

    def put(self, number: int, what: str = "created", price: str = "price_team", tick: int = 86_400) -> None:
        """Let something happen to the subscription of the customer of that number."""
        self.clock += tick
        self.happened += 1
        self.events.append({
            "id": f"evt_{self.happened}",
            "type": f"customer.subscription.{what}",
            "created": self.clock,
            "livemode": True,
            "data": {"object": {
                "id": f"sub_{number}", "customer": f"cus_{number}",
                "status": "canceled" if what == "deleted" else "active", "ended_at": self.clock,
                "items": {"data": [{"id": "si_1", "quantity": 3, "price": {
                    "id": price, "unit_amount": 1000, "currency": "eur", "recurring": {"interval": "month"},
                }}]},
            }},
        })  # fmt: skip

    def answer(self, asked: Asked) -> Reply:
        assert asked.path == "/v1/events"
        kinds = asked.query["types[]"].split(",")
        newest_first = [
            event for event in reversed(self.events)
            if event["type"] in kinds and event["created"] >= int(asked.query.get("created[gte]", 0))
        ]  # fmt: skip
        names = [event["id"] for event in newest_first]
        limit = int(asked.query["limit"])
        for cursor in ("starting_after", "ending_before"):
            if cursor in asked.query and asked.query[cursor] not in names:
                error = {
                    "type": "invalid_request_error",
                    "code": "resource_missing",
                    "message": "No such event",
                }
                return Reply({"error": error}, 400)
        if "ending_before" in asked.query:
            newer = newest_first[: names.index(asked.query["ending_before"])]
            return Reply({"object": "list", "data": newer[-limit:], "has_more": len(newer) > limit})
        older = (
            newest_first[names.index(asked.query["starting_after"]) + 1 :]
            if "starting_after" in asked.query
            else newest_first
        )
        return Reply({"object": "list", "data": older[:limit], "has_more": len(older) > limit})
