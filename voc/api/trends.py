"""/trends: the rate of a theme or code by period and segment; /charts: the same, drawn."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlite_utils import Database

from reports.answers import Trend
from reports.shape import to_json
from reports.trends import trend
from voc.api.connection import Asker, Connected
from voc.api.filters import TrendAsked, TrendQuery
from voc.api.replies import csv_reply
from voc.settings import Settings

ROUTER = APIRouter(tags=["trends"])


@ROUTER.get("/trends", operation_id="get_trend", response_model=Trend)
def get_trend(db: Connected, settings: Asker, asked: TrendAsked) -> Response:
    """Count a theme's or code's reach by period, with its interval; zero is zero, a gap is null."""
    answer = _answer(db, settings, asked)
    if asked.format == "csv":
        return csv_reply(answer, name="trend")
    return JSONResponse(to_json(answer))


@ROUTER.get("/charts/trend", operation_id="get_trend_chart", response_model=dict[str, object])
def get_trend_chart(db: Connected, settings: Asker, asked: TrendAsked) -> Response:
    """Draw the trend as a Vega-Lite specification, data included."""
    from reports.charts import trend_chart

    return JSONResponse(trend_chart(_answer(db, settings, asked)))


@ROUTER.get(
    "/charts/trend.svg",
    operation_id="get_trend_picture",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {}}, "description": "The picture"}},
)
def get_trend_picture(db: Connected, settings: Asker, asked: TrendAsked) -> Response:
    """Draw the trend as a picture, for slides and for browsers without scripts."""
    from reports.charts import svg, trend_chart

    return Response(svg(trend_chart(_answer(db, settings, asked))), media_type="image/svg+xml")


def _answer(db: Database, settings: Settings, asked: TrendQuery) -> Trend:
    return trend(
        db,
        asked.measure,
        period=asked.period,
        by=asked.by,
        filters=asked.filters(),
        confidence=settings.confidence,
    )
