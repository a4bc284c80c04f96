"""``voc accounts``: accounts with what was heard from them."""

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


def accounts(
    workspace: Workspace = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    tier: Tier = None,
    segment: Segment = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=10_000)] = 50,
    form: Output = Format.TABLE,
) -> None:
    """List accounts with their tier, segments and signals, those with the most signals first."""
    from reports.accounts import accounts as answer
    from reports.answers import AccountAnswer
    from voc.cli.output import write_answer
    from voc.cli.tables import account_table

    db, _ = open_workspace(workspace)
    filters = filters_of(since, until, source, tier, segment)
    write_answer(answer(db, filters=filters, limit=limit), form, table=account_table, of=AccountAnswer)
