"""Charts: what is plotted, and that it can be drawn without expressions."""

import json
import re
from datetime import date

from reports.charts import svg, themes_chart, trend_chart
from reports.plotted import ceiling, change_labels, largest, period_name, trend_values
from reports.themes import themes
from reports.trends import trend
from tests.reports.conftest import Company


def filled(company: Company) -> Company:
    company.theme("Seat limit <script>")
    company.tiers("Team", "Business")
    company.account("a", ("2025-01-01", "team"))
    company.account("b", ("2025-01-01", "business"))
    for day in ("2026-01-05", "2026-03-05", "2026-04-05"):
        company.say(f"seats {day}", day, "a", themes={"th_1": 0.9}, codes={"friction.limits": 0.9})
    company.change("seats", "2026-03-15", "team")
    company.change("price", "2026-01-02", "team")
    return company


def test_a_gap_keeps_its_place_and_a_partial_period_stands_apart(company: Company) -> None:
    found = trend(filled(company).finish(), "th_1")
    values = trend_values(found, found.series)
    assert [(one["period"], one["complete"], one["partial"]) for one in values] == [
        ("January 2026", 0.5, None),
        ("February 2026", None, None),
        ("March 2026", 0.5, None),
        ("April 2026", None, 0.5),
    ]
    assert values[0]["middle"] == "2026-01-16"
    assert values[0]["rate"] == "50.0 % (9.5 to 90.5 %)"


def test_periods_are_named_as_people_name_them() -> None:
    assert period_name(date(2025, 12, 29), "week") == "2026-W01"
    assert period_name(date(2026, 4, 1), "quarter") == "2026 Q2"
    assert period_name(date(2026, 4, 1), "day") == "2026-04-01"


def test_names_of_changes_stand_apart_and_within_the_chart(company: Company) -> None:
    labels = change_labels(trend(filled(company).finish(), "th_1"))
    assert [(one.value["name"], one.level, one.leftward) for one in labels] == [
        ("Change price", 0, False),
        ("Change seats", 1, True),
    ]


def test_the_largest_segments_are_kept_in_their_order(company: Company) -> None:
    found = trend(filled(company).finish(), "th_1", by=("tier",))
    assert [series.segment["tier"] for series in largest(found.series, 1)] == ["team"]
    assert ceiling(found) == 1.0


def test_a_trend_is_drawn_with_bands_rules_and_no_expression(company: Company) -> None:
    spec = trend_chart(trend(filled(company).finish(), "th_1", by=("tier",)))
    text = json.dumps(spec)
    assert spec["width"] == "container"
    assert '"expr"' not in text
    assert '"calculate"' not in text
    marks = re.findall(r'"mark": {"type": "(\w+)"', text)
    assert marks == ["rule", "text", "text", "area", "rule", "line", "point", "point"]


def test_pictures_hold_hostile_names_as_text(company: Company) -> None:
    db = filled(company).finish()
    for spec in (trend_chart(trend(db, "th_1")), themes_chart(themes(db))):
        picture = svg(spec)
        assert picture.startswith("<svg")
        assert "<script" not in picture
        assert "&lt;script&gt;" in picture
