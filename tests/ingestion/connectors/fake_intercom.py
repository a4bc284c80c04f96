"""Intercom's search of conversations, and one conversation with its parts.

developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations,
.../retrieveconversation and developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination
"""

import base64
import json
from collections.abc import Mapping
from typing import Any

from tests.ingestion.connectors.server import Asked, Fake, Reply


class FakeIntercom(Fake):
    """Conversations by id."""

    def __init__(self) -> None:
        super().__init__()
        self.conversations: dict[str, dict[str, Any]] = {}
        self.clock = 1_772_000_000

    def put(self, number: int, *said: str | None, tick: int = 60) -> None:
        """Make or change a conversation; the text None is a part that was redacted."""
        self.clock += tick
        first, *parts = said
        self.conversations[str(number)] = {
            "type": "conversation",
            "id": str(number),
            "created_at": 1_772_000_000,
            "updated_at": self.clock,
            "source": {"subject": "", "body": f"<p>{first}</p>", "author": {"type": "user", "id": "u1"}},
            "contacts": {"contacts": [{"id": "u1"}]},
            "conversation_parts": {"conversation_parts": [_part(*one) for one in enumerate(parts)]},
        }

    def drop(self, number: int) -> None:
        """Delete a conversation."""
        del self.conversations[str(number)]

    def answer(self, asked: Asked) -> Reply:
        if (asked.method, asked.path) == ("POST", "/conversations/search"):
            return self._search(asked.body)
        found = self.conversations.get(asked.path.rpartition("/")[2])
        gone = {"type": "error.list", "errors": [{"code": "not_found", "message": "Resource Not Found"}]}
        return Reply(gone, 404) if found is None else Reply(found)

    def _search(self, body: Mapping[str, Any]) -> Reply:
        condition, pages = body["query"], body["pagination"]
        assert (condition["field"], condition["operator"]) == ("updated_at", ">")
        found = [one for one in self.conversations.values() if one["updated_at"] > condition["value"]]
        found.sort(key=lambda one: (one["updated_at"], one["id"]))
        if "starting_after" in pages:
            after = tuple(json.loads(base64.b64decode(pages["starting_after"])))
            found = [one for one in found if (one["updated_at"], one["id"]) > after]
        page, rest = found[: pages["per_page"]], found[pages["per_page"] :]
        following = {}
        if rest:
            place = base64.b64encode(json.dumps([page[-1]["updated_at"], page[-1]["id"]]).encode()).decode()
            following = {"next": {"page": 2, "starting_after": place}}
        short = [{key: value for key, value in one.items() if key != "conversation_parts"} for one in page]
        return Reply({"conversations": short, "pages": {"type": "pages", **following}})


def _part(place: int, text: str | None) -> dict[str, Any]:
    return {
        "id": str(place),
        "part_type": "comment",
        "body": None if text is None else f"<p>{text}</p>",
        "redacted": text is None,
        "author": {"type": "user", "id": "u1"},
        "created_at": 1_772_000_000,
    }
