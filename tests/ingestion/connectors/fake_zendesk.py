"""Zendesk's cursor export and comments.

developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/ and
developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/
"""

from collections.abc import Mapping
from typing import Any

from tests.ingestion.connectors.server import Asked, Fake, Reply

SIZE = 3
USERS = [
    {"id": 1, "role": "admin", "name": "Staff"},
    {"id": 90, "role": "end-user", "organization_id": 7, "name": "Customer"},
]


class FakeZendesk(Fake):
    """Tickets by number; each change of one moves it to the end of the export."""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: dict[int, dict[str, Any]] = {}
        self.clock = 1_700_000_000

    def put(self, number: int, *said: str, tick: int = 1, status: str = "open") -> None:
        """Make or change a ticket with one public comment for each text; ``tick`` 0 is the same second."""
        self.clock += tick
        self.tickets.pop(number, None)
        self.tickets[number] = {
            "id": number,
            "url": f"{self.url}/api/v2/tickets/{number}.json",
            "subject": f"Ticket {number}",
            "status": status,
            "requester_id": 90,
            "organization_id": 7,
            "created_at": "2026-03-02T09:00:00Z",
            "generated_timestamp": self.clock,
            "said": said,
        }

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/api/v2/incremental/tickets/cursor.json":
            return self._export(asked.query)
        number = int(asked.path.split("/")[4])
        if number not in self.tickets:
            return Reply({"error": "RecordNotFound", "description": "Not found"}, 404)
        return self._comments(self.tickets[number], asked.query)

    def _export(self, query: Mapping[str, str]) -> Reply:
        # The cursor tells apart what has the same time: (time, number).
        order = sorted(self.tickets.values(), key=lambda one: (one["generated_timestamp"], one["id"]))
        if "cursor" in query:
            time, number = map(int, query["cursor"].split("-"))
            rest = [one for one in order if (one["generated_timestamp"], one["id"]) > (time, number)]
        else:
            rest = [one for one in order if one["generated_timestamp"] >= int(query["start_time"])]
        page = rest[:SIZE]
        last = f"{page[-1]['generated_timestamp']}-{page[-1]['id']}" if page else query.get("cursor", "0-0")
        return Reply({
            "tickets": [{name: value for name, value in one.items() if name != "said"} for one in page],
            "users": USERS[1:],
            "organizations": [{"id": 7, "name": "Acme"}],
            "after_cursor": last,
            "after_url": f"{self.url}/api/v2/incremental/tickets/cursor.json?cursor={last}",
            # Exactly full is not yet known to be the last one.
            "end_of_stream": len(page) < SIZE,
        })  # fmt: skip

    def _comments(self, ticket: dict[str, Any], query: Mapping[str, str]) -> Reply:
        first = int(query.get("page[after]", 0))
        comments = [
            {"id": place, "author_id": 90, "public": True, "plain_body": text, "body": text,
             "created_at": "2026-03-02T09:00:00Z"}
            for place, text in enumerate(ticket["said"])
        ]  # fmt: skip
        more = len(comments) > first + 2
        return Reply({
            "comments": comments[first : first + 2],
            "users": USERS,
            "meta": {"has_more": more, "after_cursor": str(first + 2) if more else None},
            "links": {"next": None},
        })  # fmt: skip
