"""Who may ask what: every address, asked by everyone; tokens in the wrong place; what is kept for whom."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from voc.api.access import SESSION_COOKIE
from voc.api.app import create_app
from voc.auth.attempts import Attempts
from voc.auth.scopes import SCOPES, Scope
from voc.auth.sessions import form_token, open_session
from voc.auth.tokens import check_token, make_token, revoke_token
from voc.settings import Settings
from voc.store.database import open_database
from voc.web import assets, pages, sign_in
from voc.web.app import create_site

CALLERS = ("none", *SCOPES, "all", "expired", "revoked")

# 303 leads to the sign-in. What has all scopes gets as far as the answer, be it that a thing is not there.
EXPECTED = """
                                     none read quotes upload curate govern admin  all expired revoked
GET /healthz                          200  200    200    200    200    200   200  200     200     200
GET /readyz                           200  200    200    200    200    200   200  200     200     200
GET /api/v1/openapi.json              200  200    200    200    200    200   200  200     200     200
GET /api/v1/overview                  401  200    403    403    403    403   403  200     401     401
GET /api/v1/sources                   401  200    403    403    403    403   403  200     401     401
GET /api/v1/codes                     401  200    403    403    403    403   403  200     401     401
GET /api/v1/themes                    401  200    403    403    403    403   403  200     401     401
GET /api/v1/themes/th_seats           401  200    403    403    403    403   403  200     401     401
GET /api/v1/trends                    401  422    403    403    403    403   403  422     401     401
GET /api/v1/charts/trend              401  422    403    403    403    403   403  422     401     401
GET /api/v1/charts/trend.svg          401  422    403    403    403    403   403  422     401     401
GET /api/v1/accounts                  401  200    403    403    403    403   403  200     401     401
GET /api/v1/accounts/a1               401  200    403    403    403    403   403  200     401     401
GET /api/v1/changes                   401  200    403    403    403    403   403  200     401     401
GET /api/v1/verbatims                 401  403    200    403    403    403   403  200     401     401
GET /api/v1/verbatims/1               401  403    200    403    403    403   403  200     401     401
GET /api/v1/jobs                      401  403    403    200    403    403   403  200     401     401
POST /api/v1/jobs                     401  403    403    422    403    403   403  422     401     401
GET /api/v1/jobs/job_none             401  403    403    404    403    403   403  404     401     401
POST /api/v1/jobs/job_none/cancel     401  403    403    404    403    403   403  404     401     401
POST /api/v1/jobs/job_none/retry      401  403    403    404    403    403   403  404     401     401
POST /api/v1/documents                401  403    403    422    403    403   403  422     401     401
POST /api/v1/uploads                  401  403    403    422    403    403   403  422     401     401
POST /api/v1/webhooks/desk            401  401    401    401    401    401   401  401     401     401
GET /api/v1/nothing                   401  404    404    404    404    404   404  404     401     401
GET /static/voc.css                   200  200    200    200    200    200   200  200     200     200
GET /sign-in                          200  200    200    200    200    200   200  200     200     200
GET /                                 303  200    403    403    403    403   403  200     303     303
GET /panels/trend                     303  200    403    403    403    403   403  200     303     303
GET /quotes/1                         303  403    200    403    403    403   403  200     303     303
POST /sign-in                         401  401    401    401    401    401   401  401     401     401
POST /sign-out                        303  403    403    403    403    403   403  403     303     303
"""
ROWS = [line.split() for line in EXPECTED.strip().splitlines()[1:]]
EXAMPLES = {
    "{theme_id}": "th_seats",
    "{account_id}": "a1",
    "{verbatim_id}": "1",
    "{job_id}": "job_none",
    "{source}": "desk",
    "{name}": "voc.css",
}


@pytest.fixture(scope="module")
def closed(company: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The small company's workspace, before its first token."""
    folder = tmp_path_factory.mktemp("closed")
    return copy_of(company, folder)


@pytest.fixture(scope="module")
def tokens(closed: Settings) -> Mapping[str, str]:
    """A token for everyone who asks."""
    db, at = open_database(closed.database), datetime.now(UTC)
    made: dict[str, str] = {scope: make_token(db, scope, scopes=(scope,), at=at) for scope in SCOPES}
    made |= {name: make_token(db, name, scopes=SCOPES, at=at) for name in ("all", "revoked")}
    made["expired"] = make_token(db, "expired", scopes=SCOPES, at=at, expires_at=at - timedelta(hours=1))
    revoke_token(db, made["revoked"][4:14], at=at)
    db.close()
    return made


@pytest.fixture(scope="module")
def site(closed: Settings, tokens: Mapping[str, str]) -> TestClient:
    """The pages and the API of the workspace, once it has tokens."""
    assert tokens
    return TestClient(create_site(closed), base_url="http://localhost", follow_redirects=False)


@pytest.fixture
def session(closed: Settings, tokens: Mapping[str, str]) -> Callable[[Scope], str]:
    """Opens a session of the token with one scope."""

    def opened(scope: Scope) -> str:
        db, at = open_database(closed.database), datetime.now(UTC)
        secret = open_session(db, check_token(db, tokens[scope], at=at), at=at)
        db.close()
        return secret

    return opened


def copy_of(company: Settings, folder: Path) -> Settings:
    """Return the settings of a copy of a workspace, what still stands in its log included."""
    db = open_database(company.database)
    db.execute("VACUUM INTO :path", {"path": str(folder / "voc.db")})
    db.close()
    return company.model_copy(update={"workspace": folder})


def forget_attempts(site: TestClient) -> None:
    """Let the next wrong token be the first one."""
    site.app.state.attempts = Attempts()  # type: ignore[attr-defined]


def bearer(token: str | None) -> dict[str, str]:
    return {} if token is None else {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_every_address_answers_those_who_may_ask(
    site: TestClient, tokens: Mapping[str, str], row: list[str]
) -> None:
    method, address, *expected = row
    found = {}
    for who in CALLERS:
        headers = {**bearer(tokens.get(who)), "Sec-Fetch-Site": "same-origin"}
        found[who] = str(site.request(method, address, headers=headers).status_code)
        forget_attempts(site)
    assert found == dict(zip(CALLERS, expected, strict=True))


def test_no_address_is_missing_from_the_table(closed: Settings) -> None:
    listed = {(row[0], row[1]) for row in ROWS}
    described = create_app(closed).openapi()["paths"]
    served = {(method.upper(), path) for path, ways in described.items() for method in ways}
    for router in (pages.ROUTER, sign_in.ROUTER, assets.ROUTER):
        served |= {(method, route.path) for route in router.routes for method in route.methods}  # type: ignore[attr-defined]
    for name, example in EXAMPLES.items():
        served = {(method, path.replace(name, example)) for method, path in served}
    assert sorted(served - listed) == []


def test_a_refusal_is_a_problem_that_says_how(site: TestClient, tokens: Mapping[str, str]) -> None:
    answer = site.get("/api/v1/themes")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/unauthorized",
        "title": "Unauthorized",
        "status": 401,
        "detail": "this workspace asks for a token: "
        "send 'Authorization: Bearer voc_...', or sign in at /sign-in",
    }
    answer = site.get("/api/v1/verbatims", headers=bearer(tokens["read"]))
    assert answer.json()["type"] == "/problems/forbidden"
    assert "lacks the scope 'quotes'" in answer.json()["detail"]
    assert "www-authenticate" not in answer.headers


def test_a_page_leads_to_the_sign_in_and_back(site: TestClient) -> None:
    answer = site.get("/?measure=th_seats&by=tier")
    assert answer.headers["location"] == "/sign-in?next=/%3Fmeasure%3Dth_seats%26by%3Dtier"
    assert "nosniff" in answer.headers["x-content-type-options"]


def test_without_the_scope_quotes_the_figures_come_without_words(
    site: TestClient, tokens: Mapping[str, str]
) -> None:
    words = ("the price is too high", "{{ 7*7 }}")
    for address in (
        "/api/v1/overview",
        "/api/v1/themes",
        "/api/v1/themes/th_seats",
        "/",
        "/?measure=th_price",
    ):
        read = site.get(address, headers=bearer(tokens["read"])).text
        both = site.get(address, headers=bearer(tokens["all"])).text
        assert [word for word in words if word in read] == []
        assert [word for word in words if word in both]
    themes = site.get("/api/v1/themes", headers=bearer(tokens["read"])).json()["themes"]
    assert [theme["quotes"] for theme in themes] == [[], []]
    assert site.get("/api/v1/accounts", headers=bearer(tokens["read"])).status_code == 200


def test_an_answer_is_not_handed_from_one_scope_to_another(
    site: TestClient, tokens: Mapping[str, str]
) -> None:
    for _ in range(2):
        full = site.get("/api/v1/themes", headers=bearer(tokens["all"]))
        bare = site.get("/api/v1/themes", headers=bearer(tokens["read"]))
        assert full.json()["themes"][0]["quotes"]
        assert not bare.json()["themes"][0]["quotes"]
        assert site.get("/api/v1/themes").status_code == 401
    assert full.headers["etag"] != bare.headers["etag"]
    assert full.headers["vary"] == "Authorization, Cookie"
    held = {**bearer(tokens["read"]), "If-None-Match": full.headers["etag"]}
    assert site.get("/api/v1/themes", headers=held).status_code == 200
    assert site.get("/api/v1/themes", headers={"If-None-Match": full.headers["etag"]}).status_code == 401


def test_a_session_may_ask_and_writes_only_with_its_form_token(
    site: TestClient, session: Callable[[Scope], str]
) -> None:
    secret = session("upload")
    cookie = {"Cookie": f"other=1; {SESSION_COOKIE}={secret}"}
    assert site.get("/api/v1/jobs", headers=cookie).status_code == 200
    given: tuple[dict[str, str], ...] = ({}, {"X-Voc-Csrf": ""}, {"X-Voc-Csrf": form_token("other")})
    for wrong in given:
        answer = site.post("/api/v1/jobs/job_none/cancel", headers={**cookie, **wrong})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    right = {**cookie, "X-Voc-Csrf": form_token(secret)}
    assert site.post("/api/v1/jobs/job_none/cancel", headers=right).status_code == 404


def test_a_page_of_one_session_is_not_handed_to_another(
    site: TestClient, session: Callable[[Scope], str]
) -> None:
    first, second = session("read"), session("read")
    for secret, other in ((first, second), (second, first), (first, second)):
        page = site.get("/", headers={"Cookie": f"{SESSION_COOKIE}={secret}"}).text
        assert form_token(secret) in page
        assert form_token(other) not in page


@pytest.mark.parametrize(
    "address", ["/api/v1/themes?token={}", "/?x={}", "/api/v1/accounts/{}", "/sign-in?next={}"]
)
def test_a_token_in_an_address_is_refused_and_not_repeated(
    site: TestClient, tokens: Mapping[str, str], caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    answer = site.get(address.format(tokens["all"]), headers=bearer(tokens["all"]))
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/token-in-address"
    assert "revoke it with 'voc tokens revoke ID'" in answer.json()["detail"]
    assert tokens["all"][:15] not in answer.text


def test_no_token_reaches_a_log_or_an_error(
    site: TestClient, tokens: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = tokens["all"][:-4] + "0000"
    said = ""
    for token in (tokens["all"], tokens["expired"], tokens["revoked"], wrong, wrong + "x", f"x {wrong}"):
        for header in (f"Bearer {token}", f"Basic {token}", token):
            said += site.get("/api/v1/accounts/nobody", headers={"Authorization": header}).text
        sent = {"token": token}
        answer = site.post("/sign-in", data=sent, headers={"Sec-Fetch-Site": "same-origin"})
        said += answer.text + answer.headers.get("location", "")
        forget_attempts(site)
    # The test's own client writes addresses to the log, never a header or a body.
    said += caplog.text
    secrets = [token[15:35] for token in tokens.values()]
    assert [secret for secret in secrets if secret in said] == []
    assert "with a wrong token" in caplog.text


def test_a_workspace_without_a_token_may_be_read_here_and_not_written(company: Settings) -> None:
    site = TestClient(create_site(company), base_url="http://localhost", follow_redirects=False)
    for address in ("/", "/quotes/1", "/api/v1/verbatims", "/api/v1/themes", "/api/v1/jobs"):
        assert site.get(address).status_code == 200
    assert "Sign out" not in site.get("/").text
    answer = site.post("/api/v1/jobs", json={"kind": "analyze"})
    assert answer.status_code == 401
    assert answer.json()["detail"] == "writing needs a token: 'voc tokens add NAME --scope ...' makes one"


def test_a_workspace_without_a_token_is_closed_to_other_machines(company: Settings) -> None:
    away = company.model_copy(update={"host": "192.0.2.7"})
    site = TestClient(create_site(away), base_url="http://voc.company.example", follow_redirects=False)
    assert site.get("/api/v1/themes").status_code == 401
    assert site.get("/").headers["location"] == "/sign-in?next=/"
    assert site.get("/healthz").status_code == 200


def test_the_first_token_closes_a_running_server_and_a_revocation_ends_at_once(
    company: Settings, tmp_path: Path
) -> None:
    running = TestClient(create_app(copy_of(company, tmp_path)), base_url="http://localhost")
    assert running.get("/api/v1/themes").status_code == 200
    db, at = open_database(tmp_path / "voc.db"), datetime.now(UTC)
    text = make_token(db, "first", scopes=SCOPES, at=at)
    assert running.get("/api/v1/themes").status_code == 401
    assert [running.get("/api/v1/themes", headers=bearer(text)).status_code for _ in range(3)] == [200] * 3
    revoke_token(db, text[4:14], at=at)
    db.close()
    assert running.get("/api/v1/themes", headers=bearer(text)).status_code == 401
