"""The pages show the figures, and customers' words as nothing but words."""

from pathlib import Path

from starlette.testclient import TestClient

from voc.settings import Settings
from voc.web.app import create_site


def test_the_overview_shows_themes_with_reach_and_interval(site: TestClient) -> None:
    page = site.get("/").text
    assert "Seats run out" in page
    assert "10 Jan 2026 to 10 Jun 2026" in page
    assert "<strong>66.7\u202f%</strong>" in page
    assert 'value="code:friction.price"' in page
    assert "Five seats" in page


def test_the_form_works_without_a_script(site: TestClient) -> None:
    page = site.get("/?measure=code%3Afriction.price&by=&period=week&tier=team&source=").text
    assert '<option value="code:friction.price" selected>' in page
    assert "<option selected>week</option>" in page
    assert "<option selected>team</option>" in page
    assert "/api/v1/trends?measure=code%3Afriction.price&amp;period=week&amp;tier=team" in page


def test_the_panel_can_be_had_alone(site: TestClient) -> None:
    panel = site.get("/panels/trend?measure=th_seats&by=tier").text
    assert panel.startswith('<section id="trend"')
    assert "not over" in panel


def test_a_kind_narrows_the_list_of_themes(site: TestClient) -> None:
    page = site.get("/?kind=readiness").text
    assert 'class="themes"' in page
    assert "No seat for a new hire" not in page


def test_hostile_words_are_shown_as_words(site: TestClient) -> None:
    listed = site.get("/api/v1/verbatims").json()["verbatims"]
    hostile = next(one["quote"]["verbatim_id"] for one in listed if "<script>" in one["quote"]["text"])
    for address in ("/", "/?measure=th_seats", f"/quotes/{hostile}"):
        page = site.get(address).text
        assert "<script>document" not in page
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert "<too high>" not in page
        assert "{{ 7*7 }}" in page or address == "/"
    assert "&lt;script&gt;document.title=" in site.get(f"/quotes/{hostile}").text
    assert "javascript:alert(1)" in site.get(f"/quotes/{hostile}").text


def test_what_may_not_be_quoted_stands_on_no_page(site: TestClient) -> None:
    assert "do not quote me" not in site.get("/").text
    assert "1 may not be quoted" in site.get("/?measure=th_seats").text
    hidden = [id_ for id_ in range(1, 24) if site.get(f"/quotes/{id_}").status_code == 404]
    assert len(hidden) == 1


def test_a_quote_stands_between_its_turns(site: TestClient) -> None:
    page = site.get("/quotes/1").text
    assert page.index("What can we do?") < page.index("<mark>the price is too high</mark>")
    assert page.index("<mark>the price is too high</mark>") < page.index("Thank you.")
    assert "feedback.csv, record 0" in page


def test_an_empty_workspace_says_what_to_do(empty_company: Settings) -> None:
    site = TestClient(create_site(empty_company), base_url="http://localhost")
    page = site.get("/")
    assert page.status_code == 200
    assert "voc ingest" in page.text
    assert "voc demo" in page.text


def test_a_missing_workspace_is_a_page_that_says_so(tmp_path: Path) -> None:
    site = TestClient(create_site(Settings(workspace=tmp_path / "none")), base_url="http://localhost")
    page = site.get("/")
    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert "run &#39;voc init&#39;" in page.text


def test_an_error_is_a_page_for_people_and_a_problem_for_programs(site: TestClient) -> None:
    page, problem = site.get("/nowhere"), site.get("/api/v1/nowhere")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")
    assert "no theme or code &#39;nonsense&#39;" in site.get("/?measure=nonsense").text


def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(site: TestClient) -> None:
    for address in ("/", "/quotes/1"):
        page = site.get(address).text
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert "//" not in page.replace("https://desk.example/1", "")


def test_assets_are_kept_for_ever_under_the_hash_of_their_content(site: TestClient) -> None:
    page = site.get("/").text
    sheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = site.get(sheet)
    assert "?v=" in sheet
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert site.get("/static/..%2Fpages.py").status_code == 404


def test_the_charts_script_is_made_once_and_kept(company: Settings) -> None:
    for _ in range(2):
        site = TestClient(create_site(company), base_url="http://localhost")
        script = site.get("/static/charts.js")
        assert "window.vocCharts" in script.text
    assert [path.name[:7] for path in (company.models / "web").iterdir()] == ["charts-"]
