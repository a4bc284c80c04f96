"""Qualtrics' export of responses: begun, waited for, fetched as a zip.

api.qualtrics.com: start response export, get response export progress, get response export file
"""

import csv
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from tests.ingestion.connectors.server import TOKEN, Asked, Fake, Reply

EXPORTS = "/API/v3/surveys/SV_1/export-responses"
NAMES = ("StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "Q1")
LABELS = (
    "Start",
    "End",
    "Response Type",
    "Progress",
    "Finished",
    "Recorded",
    "Response ID",
    "What is missing?",
)
IDS = ("startDate", "endDate", "status", "progress", "finished", "recordedDate", "_recordId", "QID1_TEXT")


class FakeQualtrics(Fake):
    """Responses in the order in which they were recorded; a continuation token is how many there had been."""

    def __init__(self) -> None:
        super().__init__()
        self.responses: dict[str, str] = {}
        self.recorded: list[str] = []
        self.begun: list[tuple[int, int]] = []
        self.polls = 0
        self.expired = False

    def put(self, number: int, said: str) -> None:
        """Record a response, or change what one says."""
        name = f"R_abcdef{number:03}"
        if name not in self.responses:
            self.recorded.append(name)
        self.responses[name] = said

    def drop(self, number: int) -> None:
        """Delete a response."""
        del self.responses[f"R_abcdef{number:03}"]

    def authorized(self, headers: Mapping[str, str]) -> bool:
        return headers.get("x-api-token") == TOKEN

    def answer(self, asked: Asked) -> Reply:
        if (asked.method, asked.path) == ("POST", EXPORTS):
            return self._begin(asked.body)
        if asked.path.endswith("/file"):
            return Reply(self._file(int(asked.path.split("/")[-2].removeprefix("F"))))
        number = int(asked.path.rpartition("/")[2].removeprefix("P"))
        self.polls += 1
        if self.polls % 3:
            # A hundred per cent is not complete yet.
            return _result({"status": "inProgress", "percentComplete": 100.0 if self.polls % 3 == 2 else 0.0})
        return _result({
            "status": "complete", "percentComplete": 100.0, "fileId": f"F{number}",
            "continuationToken": str(self.begun[number][1]),
        })  # fmt: skip

    def _begin(self, body: Mapping[str, Any]) -> Reply:
        assert body["format"] == "csv"
        assert ("allowContinuation" in body) != ("continuationToken" in body)
        if self.expired and "continuationToken" in body:
            error = {"errorMessage": "The continuation token is expired", "errorCode": "RP_0.1"}
            return Reply({"meta": {"httpStatus": "400 - Bad Request", "error": error}}, 400)
        self.begun.append((int(body.get("continuationToken", 0)), len(self.recorded)))
        return _result(
            {"progressId": f"P{len(self.begun) - 1}", "percentComplete": 0.0, "status": "inProgress"}
        )

    def _file(self, number: int) -> bytes:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerows([NAMES, LABELS, [f'{{"ImportId":"{name}","timeZone":"Z"}}' for name in IDS]])
        at = "2026-03-02 09:00:00"
        for name in self.recorded[slice(*self.begun[number])]:
            if name in self.responses:
                writer.writerow((at, at, "0", "100", "1", at, name, self.responses[name]))
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("Survey.csv", table.getvalue())
        return content.getvalue()


def _result(result: dict[str, Any]) -> Reply:
    return Reply({"result": result, "meta": {"httpStatus": "200 - OK"}})
