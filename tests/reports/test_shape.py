"""Answers as JSON and rows."""

from reports.accounts import accounts
from reports.answers import AccountAnswer, Filters, VerbatimAnswer
from reports.overview import overview
from reports.rows import harmless
from reports.shape import to_json, to_rows
from reports.themes import themes
from reports.trends import trend
from reports.verbatims import verbatims
from tests.reports.conftest import Company


def filled(company: Company) -> Company:
    company.theme("Seat limit")
    company.account("a", ("2025-01-01", "team"), industry="rail")
    company.account("b", ("2025-01-01", "team"), industry="food")
    company.account("c", ("2025-01-01", "team"), industry="food")
    themes = {"th_1": 0.87654}
    company.say("=no seats", "2026-01-31", "a", themes=themes, codes={"friction.limits": 0.9})
    company.change("seats", "2026-01-15", "team")
    return company


def test_a_trend_has_the_promised_json(company: Company) -> None:
    found = to_json(trend(filled(company).finish(), "th_1", by=("tier",), filters=Filters(source="tickets")))
    assert found == {
        "measure": "theme:th_1",
        "label": "Seat limit",
        "by": ["tier"],
        "period": "month",
        "unit": "accounts",
        "ledger_version": 1,
        "detector_version": "2026.1",
        "confidence": 0.95,
        "filters": {"source": "tickets"},
        "series": [
            {
                "segment": {"tier": "team"},
                "points": [
                    {
                        "start": "2026-01-01",
                        "accounts": 1,
                        "population": 3,
                        "reach": 0.3333,
                        "low": 0.0615,
                        "high": 0.7923,
                        "mentions": 1,
                        "state": "complete",
                    }
                ],
            }
        ],
        "changes": [
            {"id": "seats", "name": "Change seats", "effective_on": "2026-01-15", "exposes": ["team"]}
        ],
        "coverage": {
            "documents": 1,
            "verbatims": 1,
            "unthemed": 0.0,
            "undated": 0,
            "without_account": 0,
            "other_languages": 0,
        },
    }


def test_a_themes_quotes_have_the_promised_json(company: Company) -> None:
    found = to_json(themes(filled(company).finish()))["themes"]
    assert found == [
        {
            "id": "th_1",
            "label": "Seat limit",
            "description": "About Seat limit",
            "kind": "friction",
            "codes": {"friction.limits": 1.0},
            "parent": None,
            "status": "active",
            "pinned": False,
            "keywords": ["word"],
            "verbatims": 1,
            "accounts": 1,
            "population": 3,
            "reach": 0.3333,
            "low": 0.0615,
            "high": 0.7923,
            "stability": None,
            "precision": None,
            "quotes": [
                {
                    "verbatim_id": 1,
                    "text": "=no seats",
                    "said_at": "2026-01-31T00:00:00Z",
                    "account_id": "a",
                    "source": "tickets",
                    "link": None,
                    "alike": 0,
                }
            ],
        }
    ]


def test_a_list_of_answers_stands_under_its_name(company: Company) -> None:
    found = to_json(accounts(filled(company).finish(), limit=1))
    assert list(found) == ["accounts"]
    assert to_json((), of=AccountAnswer) == {"accounts": []}


def test_an_overview_has_json(company: Company) -> None:
    found = to_json(overview(filled(company).finish()))
    assert (found["since"], found["until"], found["accounts"]) == ("2026-01-31", "2026-01-31", 3)


def test_a_trends_rows_are_flat(company: Company) -> None:
    columns, rows = to_rows(trend(filled(company).finish(), "th_1", by=("industry",)))
    assert columns == (
        "segment.industry",
        "start",
        "accounts",
        "population",
        "reach",
        "low",
        "high",
        "mentions",
        "state",
    )
    assert rows == [
        ("food", "2026-01-01", 0, 2, 0.0, 0.0, 0.6576, 0, "complete"),
        ("rail", "2026-01-01", 1, 1, 1.0, 0.2065, 1.0, 1, "complete"),
    ]


def test_a_customers_formula_is_made_harmless(company: Company) -> None:
    columns, rows = to_rows(verbatims(filled(company).finish()))
    assert rows[0][columns.index("text")] == "'=no seats"


def test_only_what_could_run_is_touched() -> None:
    touched = [harmless(text) for text in ("=1+1", "+cmd", "-cmd", "@sum", "\tx", "\rx", "\nx")]
    assert touched == ["'=1+1", "'+cmd", "'-cmd", "'@sum", "'\tx", "'\rx", "'\nx"]
    left = ("-12.5", "+3", "-1e3", "plain", "a=b", "")
    assert tuple(harmless(text) for text in left) == left


def test_themes_and_accounts_have_rows(company: Company) -> None:
    db = filled(company).finish()
    columns, rows = to_rows(themes(db))
    assert dict(zip(columns, rows[0], strict=True))["codes"] == "friction.limits 1.0"
    columns, rows = to_rows(accounts(db, limit=1))
    assert dict(zip(columns, rows[0], strict=True))["segment.industry"] == "rail"


def test_an_empty_list_still_has_its_columns() -> None:
    columns, rows = to_rows((), of=VerbatimAnswer)
    assert columns[:2] == ("verbatim_id", "text")
    assert rows == []
