"""``voc doctor``: whether everything is there."""

import typer

from voc.cli.options import Workspace, settings_of


def doctor(workspace: Workspace = None) -> None:
    """Check packages, models and workspace; what is missing is said with its remedy."""
    from voc.cli.output import say
    from voc.pipeline.doctor import examine

    failed = 0
    for check in examine(settings_of(workspace)):
        say(f"{'ok  ' if check.well else 'FAIL'}  {check.name:<22} {check.found}")
        failed += not check.well
    if failed:
        raise typer.Exit(2)
