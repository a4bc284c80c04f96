"""``voc pull``: fetching what is new at the sources."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace
from voc.errors import InputError, VocError

if TYPE_CHECKING:
    from voc.pipeline.pull import PullReport

COLUMNS = (
    "source", "connector", "pages", "added", "changed", "unchanged", "deleted", "tier events", "rejects",
)  # fmt: skip


def pull(
    source: Annotated[str | None, typer.Argument(help="The source [all that are pulled].")] = None,
    since: Annotated[
        str | None, typer.Option(help="Where the first pull begins (2026-01-31) [the beginning].")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Ask from the beginning, and delete what is no longer there.")
    ] = False,
    workspace: Workspace = None,
    form: Output = Format.TABLE,
) -> None:
    """Fetch what is new at the sources; what broke off is carried on."""
    if full and (source is None or since):
        raise InputError(
            "--full: need the one source that it is meant for, and no --since: it asks from the beginning "
            "and deletes what is gone"
        )
    reports, failure = _run(source, _instant(since), full=full, workspace=workspace)
    _show(reports, form)
    if failure is not None:
        raise typer.Exit(failure.exit_code)


def _run(
    source: str | None, since: datetime | None, *, full: bool, workspace: Workspace
) -> tuple[list["PullReport"], VocError | None]:
    """Pull one source or all; one that fails is told at once, as the others are still wanted."""
    from voc.cli.progress import bars
    from voc.pipeline.pull import PullOptions
    from voc.pipeline.pull import pull as run
    from voc.pipeline.workspace import redaction_key
    from voc.store.connections import read_connection, read_connections

    db, settings = open_workspace(workspace)
    known = (read_connection(db, source),) if source else read_connections(db)
    if not known:
        raise InputError("no source is pulled: 'voc sources add NAME --connector ...' makes one")
    key = redaction_key(settings)
    options = PullOptions(key, settings.time_zone, settings.staff, since=since, full=full)
    reports: list[PullReport] = []
    failure: VocError | None = None
    with bars() as progress:
        for connection in known:
            try:
                reports.append(run(db, connection, options, progress=progress))
            except VocError as error:
                print(f"voc: {error}", file=sys.stderr)  # noqa: T201  (the command's way to say it)
                failure = error
    return reports, failure


def _show(reports: Sequence["PullReport"], form: Format) -> None:
    from voc.cli.output import write_csv, write_json, write_table

    rows = [tuple(asdict(report).values()) for report in reports]
    if form is Format.JSON:
        write_json({"pulls": [asdict(report) for report in reports]})
    elif form is Format.CSV:
        write_csv(COLUMNS, rows)
    elif rows:
        write_table(COLUMNS, rows)


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError as error:
        raise InputError(f"--since {text!r}: need a day such as 2026-01-31") from error
