"""``voc trends``: the rate of a theme or code by period and segment."""

from enum import StrEnum
from typing import Annotated

import typer

from voc.cli.options import (
    Format,
    Output,
    Segment,
    Since,
    Source,
    Tier,
    Until,
    Workspace,
    filters_of,
    open_workspace,
)


class Period(StrEnum):
    """The periods that a trend can be counted by."""

    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"


def trends(
    measure: Annotated[str, typer.Argument(help="A theme (id or label) or a code, e.g. friction.price.")],
    workspace: Workspace = None,
    by: Annotated[
        list[str] | None, typer.Option(help="Split by tier, source or segment.<name>; at most twice.")
    ] = None,
    period: Annotated[Period, typer.Option(help="The length of a period.")] = Period.month,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    tier: Tier = None,
    segment: Segment = None,
    form: Output = Format.TABLE,
) -> None:
    """Show a trend: accounts mentioning per active account, with interval, population and changes."""
    from reports.trends import resolve_measure, trend
    from voc.cli.output import write_answer
    from voc.cli.tables import trend_table

    db, settings = open_workspace(workspace)
    found = trend(
        db,
        resolve_measure(db, measure),
        period=period.value,
        by=tuple(by or ()),
        filters=filters_of(since, until, source, tier, segment),
        confidence=settings.confidence,
    )
    write_answer(found, form, table=trend_table, title=found.label)
