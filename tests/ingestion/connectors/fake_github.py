"""GitHub's issues and their comments.

docs.github.com/en/rest/issues/issues (list repository issues), docs.github.com/en/rest/issues/comments,
docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api (numbered pages by Link).
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from tests.ingestion.connectors.server import Asked, Fake, Reply

ISSUES = "/repos/acme/app/issues"


class FakeGitHub(Fake):
    """Issues by number, and the comments of each."""

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, list[str]] = {}
        self.clock = datetime(2026, 3, 2, 9, tzinfo=UTC)

    def put(self, number: int, *said: str, tick: int = 60, change: bool = False) -> None:
        """Make or change an issue: the first text is its body, the others are comments."""
        self.clock += timedelta(seconds=tick)
        self.comments[number] = list(said[1:])
        self.issues[number] = {
            "id": 1000 + number,
            "number": number,
            "title": f"Issue {number}",
            "body": said[0],
            "user": {"login": "ana", "type": "User"},
            "author_association": "NONE",
            "state": "open",
            "labels": [],
            "comments": len(said) - 1,
            "comments_url": f"{self.url}{ISSUES}/{number}/comments",
            "html_url": f"https://github.com/acme/app/{'pull' if change else 'issues'}/{number}",
            "created_at": "2026-03-01T09:00:00Z",
            "updated_at": f"{self.clock:%Y-%m-%dT%H:%M:%SZ}",
            **({"pull_request": {"url": "there"}} if change else {}),
        }

    def drop(self, number: int) -> None:
        """Delete an issue."""
        del self.issues[number]

    def answer(self, asked: Asked) -> Reply:
        if asked.path == ISSUES:
            order = sorted(self.issues.values(), key=lambda one: (one["updated_at"], one["id"]))
            found = [one for one in order if one["updated_at"] >= asked.query.get("since", "")]
            return self._page(found, asked.path, asked.query)
        number = int(asked.path.split("/")[5])
        if number not in self.issues:
            return Reply({"message": "This issue was deleted"}, 410)
        said = [
            {"id": place, "body": text, "user": {"login": "ana"}, "author_association": "NONE",
             "created_at": "2026-03-02T09:00:00Z"}
            for place, text in enumerate(self.comments[number])
        ]  # fmt: skip
        return self._page(said, asked.path, asked.query)

    def _page(self, rows: list[dict[str, Any]], path: str, query: Mapping[str, str]) -> Reply:
        size, page = int(query["per_page"]), int(query.get("page", 1))
        headers = {}
        if len(rows) > size * page:
            following = urlencode({**query, "page": page + 1})
            headers["Link"] = f'<{self.url}{path}?{following}>; rel="next", <{self.url}/x>; rel="last"'
        return Reply(rows[size * (page - 1) : size * page], headers=headers)
