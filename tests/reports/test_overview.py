"""The overview and what it finds worth saying."""

from datetime import date, timedelta

from reports.overview import overview
from tests.reports.conftest import Company


def filled(company: Company) -> Company:
    """Sixty accounts in two tiers; from July on half of the team tier speaks of seats, before it a tenth."""
    company.theme("Seat limit", "Slow boards")
    company.tiers("Team", "Business")
    for number in range(60):
        company.account(f"a{number:02}", ("2025-06-01", "team" if number < 30 else "business"))
    for month in range(1, 13):
        day = date(2026, month, 5)
        for number in range(60):
            team, after = number < 30, month > 6
            share = 2 if team and after else 10
            if (number + month) % share == 0:
                company.say(f"seats {month} {number}", str(day), f"a{number:02}", themes={"th_1": 0.9})
            if (number + month) % 7 == 0:
                company.say(f"slow {month} {number}", str(day + timedelta(days=2)), f"a{number:02}")
    company.change("seats", "2026-07-01", "team")
    return company


def test_an_empty_workspace_gives_zeros_and_nothing_to_say(company: Company) -> None:
    found = overview(company.finish())
    assert (found.accounts, found.coverage.documents, found.coverage.unthemed) == (0, 0, 0.0)
    assert (found.since, found.themes, found.findings, found.sources) == (None, (), (), ())


def test_the_overview_says_how_much_there_is_and_from_where(company: Company) -> None:
    company.account("a", ("2025-06-01", "team"))
    company.say("hello", "2026-01-03", "a")
    company.say("there", "2026-02-03", None, source="survey", kind="survey")
    found = overview(company.finish())
    assert (found.since, found.until, found.accounts) == (date(2026, 1, 3), date(2026, 2, 3), 1)
    assert [(one.id, one.kind, one.documents, one.verbatims) for one in found.sources] == [
        ("survey", "survey", 1, 1),
        ("tickets", "ticket", 1, 1),
    ]


def test_the_widest_theme_is_said_with_its_interval_and_tier(company: Company) -> None:
    company.theme("Seat limit")
    company.tiers("Team", "Business")
    for number in range(40):
        company.account(f"a{number:02}", ("2025-06-01", "team" if number < 20 else "business"))
    for number in range(15, 25):
        company.say(
            f"seats {number}",
            "2026-01-05",
            f"a{number:02}",
            themes={"th_1": 0.9},
            codes={"friction.limits": 0.9},
        )
    for number in (1, 2):
        company.say(f"team seats {number}", "2026-01-06", f"a{number:02}", themes={"th_1": 0.9})
    first = overview(company.finish()).findings[0]
    assert first.text == (
        "“Seat limit” is the widest friction: 12 of 40 accounts (30.0 %, 95 % interval 18.1 to 45.4 %) "
        "raised it, most of all in Team (7 of 20, 35.0 %)."
    )
    assert first.measure == "theme:th_1"


def test_the_widest_move_is_told_and_never_called_an_effect(company: Company) -> None:
    found = overview(filled(company).finish()).findings
    moved = next(one for one in found if "went from" in one.text)
    assert moved.text == (
        "“Seat limit” went from 10.0 to 50.0 accounts in 100 a month in Team, over the 22 weeks before and "
        "after “Change seats” (2026-07-01): 15 of 150 (6.2 to 15.8 %) account-months before, 75 of 150 "
        "(42.1 to 57.9 %) after. In the other tiers it went from 10.0 to 10.0."
    )
    assert moved.measure == "theme:th_1"
    assert not any("cause" in one.text for one in found)


def test_a_move_within_chance_is_not_told(company: Company) -> None:
    company.theme("Seat limit")
    for number in range(30):
        company.account(f"a{number:02}", ("2025-06-01", "team" if number < 15 else "business"))
    for month in range(1, 13):
        for number in range(0, 30, 3):
            said = f"seats {month} {number}"
            company.say(said, f"2026-{month:02}-05", f"a{number:02}", themes={"th_1": 0.9})
    company.change("seats", "2026-07-01", "team")
    assert not [one for one in overview(company.finish()).findings if "went from" in one.text]


def test_readiness_is_counted_over_the_last_sixty_days(company: Company) -> None:
    for number in range(10):
        company.account(f"a{number}", ("2025-06-01", "team"))
    for number in range(4):
        codes = {"readiness.growth": 0.9} if number < 3 else {"readiness.buying_intent": 0.9}
        company.say(f"new {number}", "2026-03-01", f"a{number}", codes=codes)
    company.say("more", "2026-03-02", "a3", codes={"readiness.buying_intent": 0.9})
    company.say("long ago", "2025-12-01", "a9", codes={"readiness.growth": 0.9})
    company.say("thanks", "2026-03-03", "a8", codes={"readiness.advocacy": 0.9})
    (found,) = overview(company.finish()).findings
    assert found.text == (
        "4 of 10 accounts (40.0 %, 95 % interval 16.8 to 68.7 %) showed readiness for more in the 60 days up "
        "to 2026-03-03: 3 spoke of growth and 1 asked for a quote, a trial or a way to upgrade. "
        "Most signals: a3 Ltd (2), a0 Ltd (1) and a1 Ltd (1)."
    )
    assert found.measure == "code:readiness.growth"


def test_without_accounts_findings_speak_of_documents(company: Company) -> None:
    company.theme("Seat limit", "Hours saved")
    for number in range(4):
        company.say(f"seats {number}", None, themes={"th_1": 0.9}, codes={"friction.limits": 0.9})
    for number in range(3):
        codes = {"readiness.value_realised": 0.9}
        company.say(f"hours {number}", None, themes={"th_2": 0.9}, codes=codes)
    first, second = overview(company.finish()).findings
    assert first.text == (
        "“Seat limit” is the widest friction: 4 of 7 documents (57.1 %, 95 % interval 25.0 to 84.2 %) "
        "name it."
    )
    assert second.text == (
        "“Hours saved” is the value most often named: 3 of 7 documents "
        "(42.9 %, 95 % interval 15.8 to 75.0 %) name it."
    )
