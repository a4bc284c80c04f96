"""In a real browser: charts are drawn under the strict policy, without an error, and forms work."""

import shutil
import socket
from collections.abc import Iterator
from queue import Queue
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from voc.settings import Settings
from voc.web import server

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


@pytest.fixture(scope="module")
def address(company: Settings) -> str:
    """Where a real server listens until the tests end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    ready: Queue[str] = Queue()
    settings = company.model_copy(update={"port": port})
    Thread(target=lambda: server.serve(settings, on_ready=ready.put), daemon=True).start()
    return ready.get(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def open_page(
    browser: Browser, address: str, *, width: int = 1440, scripts: bool = True
) -> tuple[Page, list[str]]:
    """Return a page and the list that its errors, refusals by the policy among them, are written to."""
    page = browser.new_page(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    return page, said


@pytest.mark.parametrize("width", [1440, 390])
def test_the_chart_is_drawn_without_an_error_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, width: int
) -> None:
    page, said = open_page(browser, f"{address}/?measure=th_seats&by=tier", width=width)
    page.wait_for_selector("[data-chart] svg")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.title() == "Overview · voc"
    assert said == []
    page.close()


def test_choosing_a_split_changes_the_panel_in_place(browser: Browser, address: str) -> None:
    page, said = open_page(browser, address)
    page.wait_for_selector("[data-chart] svg")
    page.select_option("select[name=by]", "tier")
    page.wait_for_selector("#trend th:text-is('Tier')")
    page.wait_for_selector("[data-chart] svg")
    assert "by=tier" in page.url
    page.click("a[data-measure='theme:th_price'] >> nth=0")
    page.wait_for_selector("#trend figcaption strong:text-is('Price <too high>')")
    assert page.input_value("select[name=by]") == "tier"
    assert said == []
    page.close()


def test_without_scripts_the_form_and_a_picture_do(browser: Browser, address: str) -> None:
    page, _ = open_page(browser, address, scripts=False)
    page.select_option("select[name=measure]", "code:friction.price")
    page.click("button[type=submit]")
    assert page.text_content("#trend figcaption strong") == "friction.price"
    picture = page.locator("noscript img, .chart img").first
    assert "measure=code%3Afriction.price" in str(picture.get_attribute("src"))
    page.close()


def test_the_keyboard_reaches_quotes_and_their_context(browser: Browser, address: str) -> None:
    page, said = open_page(browser, address)
    page.focus("summary >> nth=0")
    page.keyboard.press("Enter")
    page.focus("details[open] a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotes/*")
    assert page.text_content("h1") == "Quote in context"
    assert said == []
    page.close()
