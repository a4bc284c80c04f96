"""``voc rejects``: the rows that could not be read."""

from typing import Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace


def rejects(
    workspace: Workspace = None,
    file: Annotated[str | None, typer.Option(help="Only those of a file, by its name.")] = None,
    form: Output = Format.TABLE,
) -> None:
    """List the rows that were rejected, each with its reason; none of them is lost."""
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table
    from voc.store.rejects import read_rejects

    db, _ = open_workspace(workspace)
    found = list(read_rejects(db, file=file))
    if form is Format.JSON:
        write_json({"rejects": [asdict(reject) for reject in found]})
        return
    columns = ("file", "row", "reason", "raw")
    rows = [(reject.file, reject.row, reject.reason, reject.raw) for reject in found]
    if form is Format.CSV:
        write_csv(columns, rows)
    elif rows:
        write_table(columns, rows)
    else:
        say("no rejects")
