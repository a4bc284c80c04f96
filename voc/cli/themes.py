"""``voc themes``: what customers talk about, widest reach first."""

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


def themes(
    workspace: Workspace = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    tier: Tier = None,
    segment: Segment = None,
    quotes: Annotated[int, typer.Option(help="Quotes a theme in the JSON answer.", min=0, max=50)] = 3,
    form: Output = Format.TABLE,
) -> None:
    """List the themes with their reach (accounts mentioning / active accounts), interval and codes."""
    from reports.themes import themes as answer
    from voc.cli.output import write_answer
    from voc.cli.tables import theme_table

    db, settings = open_workspace(workspace)
    filters = filters_of(since, until, source, tier, segment)
    found = answer(db, filters=filters, confidence=settings.confidence, quotes=quotes)
    write_answer(found, form, table=theme_table)
