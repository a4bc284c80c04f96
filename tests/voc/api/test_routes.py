"""Every address of the API is asked for once, and its figures compared."""

import csv
import shutil
import time
from io import StringIO
from pathlib import Path

import pytest
from sqlite_utils import Database
from starlette.testclient import TestClient

from reports.answers import ChangeAnswer
from reports.changes import changes
from voc import __version__
from voc.api.app import create_app
from voc.settings import Settings
from voc.store.database import open_database

PATHS = (
    "/api/v1/overview",
    "/api/v1/sources",
    "/api/v1/codes",
    "/api/v1/themes",
    "/api/v1/themes/{theme_id}",
    "/api/v1/trends",
    "/api/v1/charts/trend",
    "/api/v1/charts/trend.svg",
    "/api/v1/verbatims",
    "/api/v1/verbatims/{verbatim_id}",
    "/api/v1/accounts",
    "/api/v1/accounts/{account_id}",
    "/api/v1/changes",
    "/api/v1/jobs",
    "/api/v1/jobs/{job_id}",
    "/api/v1/jobs/{job_id}/cancel",
    "/api/v1/jobs/{job_id}/retry",
    "/api/v1/documents",
    "/api/v1/uploads",
    "/api/v1/webhooks/{source}",
    "/healthz",
    "/readyz",
)
ASKED = (
    "/api/v1/overview",
    "/api/v1/sources",
    "/api/v1/codes",
    "/api/v1/themes?quotes=1&sort=label&kind=friction",
    "/api/v1/themes/th_seats?source=tickets",
    "/api/v1/trends?measure=th_seats&by=tier&period=quarter",
    "/api/v1/charts/trend?measure=friction.price",
    "/api/v1/charts/trend.svg?measure=friction.price",
    "/api/v1/verbatims?measure=theme:th_price&limit=2",
    "/api/v1/verbatims/1",
    "/api/v1/accounts?segment.industry=retail",
    "/api/v1/accounts/a1",
    "/api/v1/changes",
    "/healthz",
    "/readyz",
)


def test_the_description_names_every_address_and_no_other(api: TestClient) -> None:
    description = api.get("/api/v1/openapi.json").json()
    assert sorted(description["paths"]) == sorted(PATHS)
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert all(one["tags"] and one["description"] for one in operations)
    assert all("application/problem+json" in one["responses"]["422"]["content"] for one in operations)


@pytest.mark.parametrize("address", ASKED)
def test_every_address_answers(api: TestClient, address: str) -> None:
    assert api.get(address).status_code == 200


@pytest.mark.parametrize("noun", ["themes", "accounts", "changes", "sources", "verbatims"])
def test_every_list_can_be_had_as_csv(api: TestClient, noun: str) -> None:
    answer = api.get(f"/api/v1/{noun}?format=csv")
    listed = api.get(f"/api/v1/{noun}").json()[noun]
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="{noun}.csv"'
    assert len(list(csv.DictReader(StringIO(answer.text)))) == len(listed) > 0


def test_a_trend_gives_accounts_over_population_with_an_interval(api: TestClient) -> None:
    answer = api.get("/api/v1/trends?measure=theme:th_seats&by=tier").json()
    assert answer["measure"] == "theme:th_seats"
    assert answer["label"] == "Seats run out"
    assert [series["segment"] for series in answer["series"]] == [{"tier": "team"}, {"tier": "business"}]
    assert answer["series"][0]["points"][0] == {
        "start": "2026-01-01",
        "accounts": 1,
        "population": 4,
        "reach": 0.25,
        "low": 0.0456,
        "high": 0.6994,
        "mentions": 1,
        "state": "complete",
    }
    assert answer["series"][0]["points"][-1]["state"] == "partial"
    assert answer["changes"] == [
        {"id": "seats-2026", "name": "Five seats", "effective_on": "2026-03-15", "exposes": ["team"]}
    ]


def test_filters_narrow_a_trend_and_are_told_back(api: TestClient) -> None:
    query = "measure=th_seats&segment.industry=retail&tier=team&source=tickets&from=2026-02-01&to=2026-05-01"
    answer = api.get(f"/api/v1/trends?{query}").json()
    assert answer["filters"] == {
        "from": "2026-02-01",
        "to": "2026-05-01",
        "source": "tickets",
        "tier": "team",
        "segment.industry": "retail",
    }
    assert [point["population"] for point in answer["series"][0]["points"]] == [2, 2, 2]


def test_pages_of_quotes_meet_without_a_gap_and_what_may_not_be_quoted_is_counted(api: TestClient) -> None:
    whole = api.get("/api/v1/verbatims").json()
    assert (whole["total"], whole["hidden"], len(whole["verbatims"]), whole["next_cursor"]) == (
        23,
        1,
        22,
        None,
    )
    page = api.get("/api/v1/verbatims?limit=5").json()
    paged = page["verbatims"]
    while page["next_cursor"] is not None:
        page = api.get(f"/api/v1/verbatims?limit=5&cursor={page['next_cursor']}").json()
        paged += page["verbatims"]
    assert paged == whole["verbatims"]
    assert "do not quote me" not in api.get("/api/v1/verbatims").text


def test_a_quote_comes_with_the_turns_around_it(api: TestClient) -> None:
    answer = api.get("/api/v1/verbatims/1").json()
    assert [turn["text"] for turn in answer["before"] + answer["after"]] == ["What can we do?", "Thank you."]
    assert answer["file"] == "feedback.csv"


def test_a_formula_in_a_csv_is_text(api: TestClient) -> None:
    assert "'=HYPERLINK(1) the price is too high" in api.get("/api/v1/verbatims?format=csv").text


def test_the_codes_are_those_that_were_found(api: TestClient) -> None:
    assert api.get("/api/v1/codes").json() == {
        "codes": [
            {"code": "friction.limits", "measure": "code:friction.limits"},
            {"code": "friction.price", "measure": "code:friction.price"},
        ]
    }


def test_health_tells_the_version(api: TestClient) -> None:
    assert api.get("/healthz").json() == {"status": "ok", "version": __version__}


def test_an_answer_that_did_not_change_is_not_sent_again(api: TestClient) -> None:
    first = api.get("/api/v1/themes")
    again = api.get("/api/v1/themes", headers={"If-None-Match": first.headers["etag"]})
    other = api.get("/api/v1/themes?quotes=1", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_an_answer_is_computed_once_until_the_database_is_written(
    company: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(company.database, tmp_path / "voc.db")
    asked: list[int] = []

    def counted(db: Database) -> tuple[ChangeAnswer, ...]:
        asked.append(1)
        return changes(db)

    monkeypatch.setattr("voc.api.changes.changes", counted)
    api = TestClient(
        create_app(company.model_copy(update={"workspace": tmp_path})), base_url="http://localhost"
    )
    first, again = api.get("/api/v1/changes"), api.get("/api/v1/changes")
    assert (first.json(), first.headers) == (again.json(), again.headers)
    assert len(asked) == 1
    db = open_database(tmp_path / "voc.db")
    db.execute("DELETE FROM changes")
    db.close()
    assert api.get("/api/v1/changes").json() == {"changes": []}
    assert len(asked) == 2


def test_a_reader_never_waits_while_one_write_follows_another(company: Settings, tmp_path: Path) -> None:
    shutil.copy(company.database, tmp_path / "voc.db")
    app = create_app(company.model_copy(update={"workspace": tmp_path}))
    with TestClient(app, base_url="http://localhost") as api:
        before = api.get("/api/v1/changes").json()
        for statement in ("UPDATE changes SET name = 'first'", "DELETE FROM changes"):
            db = open_database(tmp_path / "voc.db")
            db.execute(statement)
            db.close()
            answer = api.get("/api/v1/changes").json()
        assert [change["name"] for change in answer["changes"]] == ["first"]
        assert before != answer
        deadline = time.monotonic() + 5
        while api.get("/api/v1/changes").json() != {"changes": []}:
            assert time.monotonic() < deadline


def test_what_failed_is_asked_again(api: TestClient) -> None:
    assert [api.get("/api/v1/accounts/nobody").status_code for _ in range(2)] == [404, 404]
