"""Reports as files to be passed on: the themes as one HTML page that needs nothing beside it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sqlite_utils import Database

from reports.accounts import account_names
from reports.answers import NO_FILTERS, Filters, ThemeAnswer, Trend
from reports.charts import Spec, svg, themes_chart, trend_chart
from reports.coverage import last_run
from reports.overview import overview
from reports.themes import themes
from reports.trends import trend
from reports.wording import listed, percent

TEMPLATES = Path(__file__).parent / "templates"
DRAWN_TRENDS = 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """A theme with the picture of its trend, which only the widest themes have."""

    theme: ThemeAnswer
    picture: Markup | None


def themes_html(
    db: Database, *, filters: Filters = NO_FILTERS, confidence: float = 0.95, quotes: int = 3
) -> str:
    """Return the themes report: one self-contained page without scripts or references.

    It holds what the overview says, every living theme with reach, interval, codes and quotes, the
    trends of the six widest, and what the numbers were counted under. Findings stand in it only where
    nothing is filtered, because they are about everything. Customers' words are escaped throughout.
    """
    answer = themes(db, filters=filters, confidence=confidence, quotes=quotes)
    whole = overview(db, confidence=confidence)
    drawn = tuple(
        Drawn(theme, _picture(db, theme, filters, confidence) if place < DRAWN_TRENDS else None)
        for place, theme in enumerate(answer.themes)
    )
    return (
        _environment()
        .get_template("themes.html")
        .render(
            answer=answer,
            whole=whole,
            findings=() if answer.filters else whole.findings,
            drawn=drawn,
            chart=_drawn(themes_chart(answer)) if answer.themes else None,
            names=account_names(db),
            run=last_run(db),
        )
    )


def _picture(db: Database, theme: ThemeAnswer, filters: Filters, confidence: float) -> Markup | None:
    found = trend(db, f"theme:{theme.id}", filters=filters, confidence=confidence)
    return _drawn(trend_chart(found)) if _has_points(found) else None


def _drawn(spec: Spec) -> Markup:
    return Markup(svg(spec))  # noqa: S704  (Vega escapes the labels and names that it writes; tested)


def _has_points(found: Trend) -> bool:
    return any(point.reach is not None for series in found.series for point in series.points)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=percent, listed=listed, day=_day, number=_number)
    return environment


def _day(value: date | str | None) -> str:
    """Return the day of a date or an instant, for reading."""
    return "undated" if value is None else str(value)[:10]


def _number(value: int) -> str:
    return f"{value:,}"
