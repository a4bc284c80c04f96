"""``voc demo``: an invented company's feedback, analysed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Workspace, settings_of

if TYPE_CHECKING:
    from voc.pipeline.demo import DemoReport
    from voc.settings import Settings

DEMO_WORKSPACE = Path("demo-workspace")


def demo(
    workspace: Workspace = None,
    serve: Annotated[bool, typer.Option("--serve", help="Then serve its page until interrupted.")] = False,
    port: Annotated[int | None, typer.Option(help="Port to serve on [8321].", min=1, max=65535)] = None,
) -> None:
    """Build the workspace of an invented company: three years of surveys, tickets and interviews."""
    from voc.cli.output import say
    from voc.cli.progress import bars
    from voc.cli.serve import serve_with_worker
    from voc.pipeline.demo import build_demo

    settings = settings_of(workspace or DEMO_WORKSPACE)
    settings = settings.model_copy(update={"port": port or settings.port})
    with bars() as progress:
        report = build_demo(settings, progress=progress)
    _tell(report, settings)
    if serve:
        serve_with_worker(settings, on_ready=lambda address: say(f"\nvoc is at {address}  (Ctrl-C ends it)"))
    else:
        say(f"\nnext: voc serve --workspace {settings.workspace}")


def _tell(report: "DemoReport", settings: "Settings") -> None:
    from reports.overview import overview
    from voc.cli.output import say
    from voc.store.database import open_database

    documents = sum(file.documents for file in report.files)
    say(
        f"Corvane (invented): {documents:,} documents, {report.run.verbatims:,} verbatims, "
        f"{report.run.themes} themes in {settings.workspace}"
    )
    say(f"read in {report.ingest_seconds:.0f} s, analysed in {report.analyze_seconds:.0f} s\n")
    db = open_database(settings.database)
    for number, finding in enumerate(overview(db, confidence=settings.confidence).findings, start=1):
        say(f"{number}. {finding.text}")
    db.close()
