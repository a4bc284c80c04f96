"""``voc changes``: the packaging changes and whom they expose."""

from voc.cli.options import Format, Output, Workspace, open_workspace


def changes(workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """List the packaging changes, what each could move, and how many accounts it exposes."""
    from reports.changes import changes as answer
    from voc.cli.output import write_answer
    from voc.cli.tables import change_table

    db, _ = open_workspace(workspace)
    write_answer(answer(db), form, table=change_table)
