"""What goes wrong is answered in one sentence, as a problem."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from voc.api.app import create_app
from voc.settings import Settings

CASES = (
    (
        "/api/v1/accounts?colour=red",
        422,
        "bad-request",
        "unknown parameter 'colour': known are format, from, limit, source, tier, to, segment.<name>",
    ),
    ("/api/v1/trends", 422, "bad-request", "measure: missing, and this address needs it"),
    ("/api/v1/codes?x=1", 422, "bad-request", "unknown parameter 'x': this address takes none"),
    (
        "/api/v1/changes?tier=team",
        422,
        "bad-request",
        "unknown parameter 'tier': known are format",
    ),
    (
        "/api/v1/themes?segment.industry=a&segment.industry=b",
        422,
        "bad-request",
        "'segment.industry': need one value of one segment, as segment.industry=retail",
    ),
    (
        "/api/v1/themes?source=mail",
        404,
        "not-found",
        "no source 'mail': there is survey, tickets",
    ),
    (
        "/api/v1/accounts/nobody",
        404,
        "not-found",
        "no account 'nobody': need an account_id of accounts.csv",
    ),
    ("/api/v1/nothing", 404, "not-found", "nothing at /api/v1/nothing; see /api/v1/openapi.json"),
)


@pytest.mark.parametrize(("address", "status", "slug", "detail"), CASES)
def test_a_wrong_question_is_told_what_would_be_right(
    api: TestClient, address: str, status: int, slug: str, detail: str
) -> None:
    answer = api.get(address)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == status
    assert answer.json() == {
        "type": f"/problems/{slug}",
        "title": slug.replace("-", " ").capitalize(),
        "status": status,
        "detail": detail,
    }


def test_a_day_that_is_none_is_named(api: TestClient) -> None:
    detail = api.get("/api/v1/themes?from=yesterday").json()["detail"]
    assert detail.startswith("from: ")
    assert detail.endswith("; found 'yesterday'")


def test_an_empty_value_of_a_form_is_no_filter(api: TestClient) -> None:
    assert api.get("/api/v1/themes?tier=&from=").json()["filters"] == {}


def test_a_method_that_is_not_answered_is_a_problem(api: TestClient) -> None:
    answer = api.post("/api/v1/themes")
    assert answer.status_code == 405
    assert answer.json()["detail"] == "/api/v1/themes does not answer POST"
    assert answer.headers["allow"] == "GET"


def test_a_missing_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    api = TestClient(create_app(Settings(workspace=tmp_path / "none")), base_url="http://localhost")
    answer = api.get("/readyz")
    assert answer.status_code == 503
    assert "run 'voc init'" in answer.json()["detail"]
    assert api.get("/healthz").status_code == 200


def test_a_defect_is_answered_without_its_trace(
    company: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a secret of the code")

    monkeypatch.setattr("voc.api.changes.changes", fail)
    answer = TestClient(create_app(company), base_url="http://localhost").get("/api/v1/changes")
    assert answer.status_code == 500
    assert answer.json()["type"] == "/problems/internal"
    assert "secret" not in answer.text
    assert "a secret of the code" in caplog.text
    assert answer.headers["x-content-type-options"] == "nosniff"
