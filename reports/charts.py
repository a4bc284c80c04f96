"""Charts as Vega-Lite specifications: the trend of a measure, and themes by reach.

Colours are those of Okabe and Ito (2008); shape and dash say the same again, for grey paper and for
those who do not see the colours. The specifications hold no expressions, so that they run where a page
forbids scripts that are made from text.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from reports.answers import PeriodName, Themes, Trend
from reports.plotted import Value, ceiling, change_labels, largest, name_of, theme_values, trend_values
from voc.records import ThemeKind

if TYPE_CHECKING:  # Altair takes half a second to import: only who draws waits for it.
    import altair as alt

Spec: TypeAlias = dict[str, object]

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#777777", "#8C6D1F")
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down", "triangle-right", "arrow")
DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (10, 4), (4, 2, 1, 2), (1, 3), (12, 2))
KIND_COLOURS: Mapping[ThemeKind, str] = {
    "friction": "#D55E00",
    "readiness": "#009E73",
    "churn_risk": "#CC79A7",
    "value": "#0072B2",
    "other": "#777777",
}
KIND_SHAPES = ("circle", "triangle-up", "diamond", "square", "cross")
DAY_FORMATS: Mapping[PeriodName, str] = {
    "day": "%-d %b %y",
    "week": "%-d %b %y",
    "month": "%b %y",
    "quarter": "%b %y",
}
GREY = "#767676"
MOST_LINES = len(COLOURS)
MOST_BANDS = 4
MOST_THEMES = 25
TREND_HEIGHT = 300
THEME_STEP = 24
DRAWN_WIDTH = 760
VEGA_LITE = "6.4"


def trend_chart(trend: Trend) -> Spec:
    """Return the trend as lines with interval bands: one colour, dash and shape a segment.

    Points stand in the middle of their periods. A gap breaks the line; a partial period is a hollow
    point that no line reaches; packaging changes are dashed rules with their names. Of more than eight
    segments the eight with the largest population are drawn, and the chart says so.
    """
    import altair as alt

    shown = largest(trend.series, MOST_LINES)
    names = [name_of(series) for series in shown]
    chart = alt.Chart(alt.InlineData(values=trend_values(trend, shown)))
    days = alt.Axis(grid=False, labelOverlap=True, format=DAY_FORMATS[trend.period], tickCount=12)
    lines = chart.encode(
        x=alt.X("middle:T", title=None, scale=alt.Scale(type="utc"), axis=days),
        color=alt.Color("segment:N", scale=_scale(names, COLOURS), legend=_legend(names)),
    )
    layers = [*_rules(trend), *_lines(lines, names, trend)]
    left = f"; {len(shown)} of {len(trend.series)} segments drawn" if len(shown) < len(trend.series) else ""
    subtitle = (
        f"{_rate(trend)}, by {trend.period}, with {100 * trend.confidence:g} % intervals; "
        f"hollow: period incomplete{left}"
    )
    title = alt.Title(trend.label, subtitle=subtitle, anchor="start")
    return _finished(alt.layer(*layers).properties(width="container", height=TREND_HEIGHT, title=title))


def _lines(lines: "alt.Chart", names: Sequence[str], trend: Trend) -> "Iterator[alt.Chart]":
    import altair as alt

    axis = alt.Axis(format="~%", tickCount=5)
    scale = alt.Scale(domain=[0, ceiling(trend)], nice=True)
    tooltip = [
        alt.Tooltip("period:N", title=trend.period),
        *([alt.Tooltip("segment:N", title="segment")] if len(names) > 1 else []),
        alt.Tooltip("rate:N", title="reach"),
        alt.Tooltip("of:N", title=f"{trend.unit}"),
        alt.Tooltip("mentions:Q", title="mentions"),
        alt.Tooltip("state:N", title="period is"),
    ]
    if len(names) <= MOST_BANDS:
        yield lines.mark_area(opacity=0.16 if len(names) < 3 else 0.09, clip=True).encode(
            y=alt.Y("low_complete:Q", title=None, axis=axis, scale=scale), y2="high_complete:Q"
        )
        yield lines.mark_rule(opacity=0.4, clip=True).encode(
            y=alt.Y("low_partial:Q", title=None, axis=axis, scale=scale), y2="high_partial:Q"
        )
    dashes = alt.StrokeDash("segment:N", scale=_scale(names, DASHES), legend=_legend(names))
    shapes = alt.Shape("segment:N", scale=_scale(names, SHAPES), legend=_legend(names))
    yield lines.mark_line(strokeWidth=2).encode(
        y=alt.Y("complete:Q", title=None, axis=axis, scale=scale), strokeDash=dashes
    )
    yield lines.mark_point(filled=True, size=36, opacity=1).encode(
        y=alt.Y("complete:Q", title=None, axis=axis, scale=scale), shape=shapes, tooltip=tooltip
    )
    yield lines.mark_point(filled=False, size=52, opacity=1, strokeWidth=1.5).encode(
        y=alt.Y("partial:Q", title=None, axis=axis, scale=scale), shape=shapes, tooltip=tooltip
    )


def _rules(trend: Trend) -> "Iterator[alt.Chart]":
    """Draw each change as a rule, with its name at the top, at alternating heights."""
    import altair as alt

    labels = change_labels(trend)
    if not labels:
        return
    on = alt.X("on:T", title=None, scale=alt.Scale(type="utc"))
    every: list[Value] = [label.value for label in labels]
    yield (
        alt.Chart(alt.InlineData(values=every))
        .mark_rule(strokeDash=[4, 4], color=GREY)
        .encode(x=on, tooltip=[alt.Tooltip("name:N", title="change"), alt.Tooltip("day:N", title="from")])
    )
    for label in labels:
        yield (
            alt.Chart(alt.InlineData(values=[label.value]))
            .mark_text(
                align="right" if label.leftward else "left",
                dx=-4 if label.leftward else 4,
                baseline="top",
                fontSize=11,
                color=GREY,
                limit=200,
            )
            .encode(x=on, y=alt.value(2 + 14 * label.level), text="name:N")
        )


def themes_chart(themes: Themes) -> Spec:
    """Return the themes as dots by reach with their intervals, coloured and shaped by kind.

    The 25 widest are drawn, and the chart says so where there are more.
    """
    import altair as alt

    shown = [theme for theme in themes.themes if theme.reach is not None][:MOST_THEMES]
    labels = [theme.label for theme in shown]
    kinds = [kind for kind in KIND_COLOURS if any(theme.kind == kind for theme in shown)]
    colours = [KIND_COLOURS[kind] for kind in kinds]
    shapes = [KIND_SHAPES[list(KIND_COLOURS).index(kind)] for kind in kinds]
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1)
    rows = alt.Chart(alt.InlineData(values=theme_values(shown, themes.unit))).encode(
        y=alt.Y("label:N", sort=labels, title=None, axis=alt.Axis(labelLimit=280, grid=True, ticks=False)),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=kinds, range=colours),
            legend=legend,
        ),
    )
    x = alt.X("reach:Q", title=None, axis=alt.Axis(format="~%", tickCount=6), scale=alt.Scale(zero=True))
    tooltip = [
        alt.Tooltip("label:N", title="theme"),
        alt.Tooltip("rate:N", title="reach"),
        alt.Tooltip("of:N", title=f"{themes.unit}"),
        alt.Tooltip("verbatims:Q", title="verbatims"),
    ]
    spans = rows.mark_rule(strokeWidth=2, opacity=0.55).encode(
        x=alt.X("low:Q", title=None, axis=alt.Axis(format="~%", tickCount=6)), x2="high:Q"
    )
    dots = rows.mark_point(filled=True, size=70, opacity=1).encode(
        x=x,
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), legend=legend),
        tooltip=tooltip,
    )
    left = f"; the {len(shown)} widest of {len(themes.themes)}" if len(shown) < len(themes.themes) else ""
    title = alt.Title(
        "Themes by reach",
        subtitle=f"{themes.unit} that mention a theme, with {100 * themes.confidence:g} % intervals{left}",
        anchor="start",
    )
    chart = alt.layer(spans, dots).properties(
        width="container", height=max(THEME_STEP * len(shown), THEME_STEP), title=title
    )
    return _finished(chart)


def _scale(names: Sequence[str], values: Sequence[str | Sequence[float]]) -> "alt.Scale":
    import altair as alt

    return alt.Scale(domain=list(names), range=list(values[: len(names)]))


def _legend(names: Sequence[str]) -> "alt.Legend | None":
    """Return the legend of the segments, which colour, dash and shape share; none for one segment."""
    import altair as alt

    if len(names) < 2:
        return None
    return alt.Legend(title=None, orient="top", symbolSize=90, symbolOpacity=1, symbolStrokeWidth=0)


def _rate(trend: Trend) -> str:
    return "accounts mentioning it" if trend.unit == "accounts" else "documents with it"


def svg(spec: Spec) -> str:
    """Return a chart as an SVG picture, 760 pixels wide where its width was left to the page."""
    import vl_convert

    width = DRAWN_WIDTH if spec.get("width") == "container" else spec.get("width")
    # The reader's fonts may be wider than those that the labels were measured with.
    drawn = {**spec, "width": width, "padding": {"left": 24, "right": 12, "top": 5, "bottom": 5}}
    return str(vl_convert.vegalite_to_svg(drawn, vl_version=VEGA_LITE))


def browser_script(snippet: str) -> str:
    """Return a script for pages: Vega, Vega-Lite and vega-embed of the charts' version, then ``snippet``."""
    import vl_convert

    return str(vl_convert.javascript_bundle(snippet, vl_version=VEGA_LITE))


def _finished(chart: "alt.LayerChart | alt.FacetChart") -> Spec:
    spec: Spec = (
        chart.configure(background="transparent", font="system-ui, sans-serif")
        .configure_view(stroke=None)
        .configure_axis(labelColor=GREY, gridColor="#DDDDDD", domainColor="#BBBBBB", tickColor="#BBBBBB")
        .configure_title(fontSize=14, subtitleColor=GREY, subtitleFontSize=11, offset=12)
        .to_dict()
    )
    return spec
