"""Typeform's form and its responses.

typeform.com/developers/responses/reference/retrieve-responses and
typeform.com/developers/create/reference/retrieve-form
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.ingestion.connectors.server import Asked, Fake, Reply

FORM = {"id": "lT4Z3j", "fields": [{"id": "f1", "ref": "why", "type": "long_text", "title": "Why?"}]}


class FakeTypeform(Fake):
    """Responses by token."""

    def __init__(self) -> None:
        super().__init__()
        self.responses: dict[str, dict[str, Any]] = {}
        self.clock = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def put(self, number: int, said: str, tick: int = 3600) -> None:
        """Take a response; with ``tick`` 0 it was sent in the same second as the one before."""
        self.clock += timedelta(seconds=tick)
        self.responses[f"t{number}"] = {
            "token": f"t{number}",
            "response_id": f"t{number}",
            "landed_at": "2026-03-02T08:00:00Z",
            "submitted_at": f"{self.clock:%Y-%m-%dT%H:%M:%SZ}",
            "answers": [
                {"type": "text", "text": said, "field": {"id": "f1", "ref": "why", "type": "long_text"}}
            ],
        }

    def edit(self, number: int, said: str) -> None:
        """Change what a response says, at its time."""
        self.responses[f"t{number}"]["answers"][0]["text"] = said

    def drop(self, number: int) -> None:
        """Delete a response."""
        del self.responses[f"t{number}"]

    def answer(self, asked: Asked) -> Reply:
        if asked.path == "/forms/lT4Z3j":
            return Reply(FORM)
        assert asked.path == "/forms/lT4Z3j/responses"
        assert "sort" not in asked.query
        order = sorted(
            self.responses.values(), key=lambda one: (one["submitted_at"], one["token"]), reverse=True
        )
        found = [one for one in order if one["submitted_at"] >= asked.query.get("since", "")]
        if "before" in asked.query:
            found = found[[one["token"] for one in found].index(asked.query["before"]) + 1 :]
        size = int(asked.query.get("page_size", 25))
        return Reply({
            "total_items": len(found), "page_count": -(-len(found) // size), "items": found[:size],
        })  # fmt: skip
