"""Signing in with a token and out again, as a browser does it and as an attacker would."""

import re
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from voc.auth.tokens import make_token, revoke_token
from voc.settings import Settings
from voc.store.database import open_database
from voc.web.app import create_site

HERE = {"Origin": "http://localhost"}


@pytest.fixture
def closed(company: Settings, tmp_path: Path) -> Settings:
    """A copy of the small company's workspace."""
    db = open_database(company.database)
    db.execute("VACUUM INTO :path", {"path": str(tmp_path / "voc.db")})
    db.close()
    return company.model_copy(update={"workspace": tmp_path})


@pytest.fixture
def token(closed: Settings) -> str:
    """A token that may read figures and quotes."""
    db = open_database(closed.database)
    text = make_token(db, "ana <b>", scopes=("read", "quotes"), at=datetime.now(UTC))
    db.close()
    return text


@pytest.fixture
def browser(closed: Settings) -> TestClient:
    """A browser that keeps its cookies and shows every redirect."""
    return TestClient(create_site(closed), base_url="http://localhost", follow_redirects=False)


def sign_in(browser: TestClient, token: str, *, onward: str = "/", **headers: str) -> Response:
    sent = {"token": token, "next": onward}
    return browser.post("/sign-in", data=sent, headers=headers or HERE)


def form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def test_the_walk_in_through_the_pages_and_out_again(browser: TestClient, token: str) -> None:
    led = browser.get("/quotes/1")
    assert (led.status_code, led.headers["location"]) == (303, "/sign-in?next=/quotes/1")
    page = browser.get(led.headers["location"])
    assert '<input type="hidden" name="next" value="/quotes/1">' in page.text
    assert page.headers["cache-control"] == "no-store"
    inside = sign_in(browser, token, onward="/quotes/1")
    assert (inside.status_code, inside.headers["location"]) == (303, "/quotes/1")
    quote = browser.get("/quotes/1")
    assert "the price is too high" in quote.text
    assert "ana &lt;b&gt;" in quote.text
    assert browser.get("/api/v1/charts/trend?measure=th_seats").status_code == 200
    out = browser.post("/sign-out", data={"form_token": form_token(quote.text)}, headers=HERE)
    assert (out.status_code, out.headers["location"]) == (303, "/sign-in")
    assert browser.get("/quotes/1").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: TestClient, token: str) -> None:
    morsel = SimpleCookie(sign_in(browser, token).headers["set-cookie"])["voc_session"]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "strict", "/")
    assert (morsel["secure"], morsel["domain"], morsel["max-age"]) == ("", "", "")
    assert token[15:] not in morsel.value
    behind_tls = sign_in(browser, token, **HERE, **{"X-Forwarded-Proto": "https"})
    assert "; Secure" in behind_tls.headers["set-cookie"]


def test_a_session_that_was_put_into_the_browser_is_not_taken_over(browser: TestClient, token: str) -> None:
    browser.cookies.set("voc_session", "chosen-by-an-attacker")
    sign_in(browser, token)
    first = next(cookie.value for cookie in browser.cookies.jar if cookie.value != "chosen-by-an-attacker")
    assert first is not None
    assert len(first) == 43
    browser.cookies.clear()
    assert browser.get("/", headers={"Cookie": "voc_session=chosen-by-an-attacker"}).status_code == 303
    assert browser.get("/", headers={"Cookie": f"voc_session={first}"}).status_code == 200


def test_every_sign_in_is_a_new_session_and_ends_the_one_before(browser: TestClient, token: str) -> None:
    sign_in(browser, token)
    first = browser.cookies["voc_session"]
    sign_in(browser, token)
    assert browser.cookies["voc_session"] != first
    browser.cookies.clear()
    assert browser.get("/", headers={"Cookie": f"voc_session={first}"}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Nothing": "said"}, 403),
    ],
    ids=str,
)
def test_a_form_has_to_come_from_a_page_of_this_server(
    browser: TestClient, token: str, headers: dict[str, str], status: int
) -> None:
    assert sign_in(browser, token, **headers).status_code == status
    assert ("voc_session" in browser.cookies) is (status == 303)


def test_signing_out_needs_the_form_token_of_this_very_session(
    browser: TestClient, closed: Settings, token: str
) -> None:
    sign_in(browser, token)
    other = TestClient(create_site(closed), base_url="http://localhost")
    sign_in(other, token)
    foreign = form_token(other.get("/").text)
    for sent in ({}, {"form_token": ""}, {"form_token": foreign}):
        assert browser.post("/sign-out", data=sent, headers=HERE).status_code == 403
    assert browser.get("/").status_code == 200


def test_a_wrong_token_is_told_and_the_sixth_in_a_minute_has_to_wait(browser: TestClient, token: str) -> None:
    for _ in range(5):
        page = sign_in(browser, "voc_nonsense")
        assert page.status_code == 401
        assert "The token is not known here" in page.text
    page = sign_in(browser, token)
    assert page.status_code == 429
    assert re.search(r"Too many wrong tokens: try again in \d+ seconds\.", page.text)
    assert 1 <= int(page.headers["retry-after"]) <= 60
    assert "set-cookie" not in page.headers


def test_a_wrong_token_does_not_come_back_in_the_page(browser: TestClient, token: str) -> None:
    assert token[15:30] not in sign_in(browser, token + "0").text


def test_revoking_a_token_ends_its_sessions(browser: TestClient, closed: Settings, token: str) -> None:
    sign_in(browser, token)
    assert browser.get("/").status_code == 200
    db = open_database(closed.database)
    revoke_token(db, token[4:14], at=datetime.now(UTC))
    db.close()
    assert browser.get("/").headers["location"] == "/sign-in?next=/"
    assert "was revoked at" in sign_in(browser, token).text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\n/x",
        "",
        "/sign-in",
    ],
)
def test_the_way_on_stays_on_this_server(browser: TestClient, token: str, elsewhere: str) -> None:
    assert sign_in(browser, token, onward=elsewhere).headers["location"] == "/"


def test_who_comes_by_a_link_from_elsewhere_can_go_on(browser: TestClient, token: str) -> None:
    assert token
    page = browser.get("/sign-in?next=/quotes/1", headers={"Sec-Fetch-Site": "cross-site"}).text
    assert '<a href="/quotes/1">go on to the page</a>' in page
    assert "go on to the page" not in browser.get("/sign-in?next=/quotes/1").text


def test_a_page_without_the_scope_says_which_and_lets_sign_out(browser: TestClient, closed: Settings) -> None:
    db = open_database(closed.database)
    text = make_token(db, "figures", scopes=("read",), at=datetime.now(UTC))
    db.close()
    sign_in(browser, text)
    overview = browser.get("/").text
    assert "the scope <code>quotes</code>" in overview
    assert "/api/v1/verbatims" not in overview
    refused = browser.get("/quotes/1")
    assert refused.status_code == 403
    assert "lacks the scope &#39;quotes&#39;" in refused.text
    assert form_token(refused.text) == form_token(overview)


def test_a_form_that_is_too_long_is_not_read(browser: TestClient, token: str) -> None:
    assert token
    assert sign_in(browser, "x" * 9000).status_code == 422


def test_a_workspace_without_tokens_has_nothing_to_sign_in_to(company: Settings) -> None:
    site = TestClient(create_site(company), base_url="http://localhost", follow_redirects=False)
    assert site.get("/sign-in?next=/quotes/1").headers["location"] == "/quotes/1"
