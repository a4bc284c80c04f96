"""``voc report``: answers as a file to be passed on."""

from pathlib import Path
from typing import Annotated

import typer

from voc.cli.options import Since, Source, Tier, Until, Workspace, filters_of, open_workspace
from voc.errors import InputError

app = typer.Typer(no_args_is_help=True, help="Write a report to a file.", rich_markup_mode=None)


@app.callback()
def report() -> None:
    """Write a report to a file."""


@app.command("themes")
def themes(
    out: Annotated[Path, typer.Option(help="The file to write: one HTML page that needs nothing else.")],
    workspace: Workspace = None,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    tier: Tier = None,
) -> None:
    """Write the themes, their trends and quotes as one self-contained HTML file."""
    from reports.render import themes_html
    from voc.cli.output import say

    db, settings = open_workspace(workspace)
    filters = filters_of(since, until, source, tier, None)
    page = themes_html(db, filters=filters, confidence=settings.confidence)
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise InputError(f"--out {out}: {error.strerror}; need a file in a folder that exists") from error
    say(f"wrote {out} ({out.stat().st_size / 1024:.0f} KiB)")
