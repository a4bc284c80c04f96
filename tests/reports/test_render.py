"""The themes report as a page."""

import re

from reports.answers import Filters
from reports.render import themes_html
from tests.reports.conftest import Company


def test_the_report_stands_alone_and_hostile_words_stay_words(company: Company) -> None:
    company.theme("Seat <script>alert(1)</script>")
    company.account("a", ("2025-01-01", "team"))
    company.say(
        "<script>alert('no seats')</script>",
        "2026-01-03",
        "a",
        themes={"th_1": 0.9},
        codes={"friction.limits": 0.9},
    )
    company.say("keep this to yourself", "2026-01-04", "a", themes={"th_1": 0.99}, consent="no_quote")
    company.change("<b>seats</b>", "2026-01-03", "team")
    page = themes_html(company.finish())
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(&#39;no seats&#39;)&lt;/script&gt;" in page
    assert "keep this to yourself" not in page
    assert "1 of 1 accounts" in page
    assert "Ledger version 1; detector 2026.1" in page
    assert page.count("<svg") == 2
    outside = {address for address in re.findall(r"https?://[^\s\"'<]+", page) if "w3.org" not in address}
    assert outside == set()


def test_a_filtered_report_says_so_and_leaves_the_findings_out(company: Company) -> None:
    company.theme("Seats")
    for number in range(3):
        company.say(f"seats {number}", "2026-01-03", themes={"th_1": 0.9})
    db = company.finish()
    assert "What stands out" in themes_html(db)
    page = themes_html(db, filters=Filters(source="tickets"))
    assert "Narrowed to source tickets." in page
    assert "What stands out" not in page


def test_a_report_of_nothing_says_what_to_do(company: Company) -> None:
    assert "There are no themes yet" in themes_html(company.finish())
