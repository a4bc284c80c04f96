"""``voc verbatims``: the quotes behind a number."""

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


def verbatims(
    measure: Annotated[str | None, typer.Argument(help="A theme (id or label) or a code; none: all.")] = None,
    workspace: Workspace = None,
    account: Annotated[str | None, typer.Option(help="Only what this account said.")] = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    tier: Tier = None,
    segment: Segment = None,
    language: Annotated[
        str | None, typer.Option(help="Only what was said in this language (en, de).")
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Every one, also those that say the same.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=10_000)] = 20,
    form: Output = Format.TABLE,
) -> None:
    """Show quotes with their source; what must not be quoted is counted and not shown."""
    from reports.answers import VerbatimAnswer
    from reports.trends import resolve_measure
    from reports.verbatims import verbatims as answer
    from voc.cli.output import write_answer
    from voc.cli.tables import verbatim_table

    db, _ = open_workspace(workspace)
    found = answer(
        db,
        measure=resolve_measure(db, measure) if measure else None,
        account=account,
        filters=filters_of(since, until, source, tier, segment),
        language=language,
        each=each,
        limit=limit,
    )
    write_answer(found, form, table=verbatim_table, of=VerbatimAnswer)
