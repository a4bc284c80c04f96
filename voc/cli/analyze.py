"""``voc analyze``: themes, signals and rollups of what is new."""

from typing import TYPE_CHECKING

from voc.cli.options import Format, Output, Workspace, open_workspace

if TYPE_CHECKING:
    from voc.pipeline.analyze import RunReport


def analyze(workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """Find themes and signals in what was ingested, and count them; only what is new is worked on."""
    from dataclasses import asdict

    from voc.cli.output import write_csv, write_json
    from voc.cli.progress import bars
    from voc.pipeline.analyze import analyze as run

    db, settings = open_workspace(workspace)
    with bars() as progress:
        report = run(db, settings, progress=progress)
    fields = asdict(report)
    if form is Format.JSON:
        write_json(fields)
    elif form is Format.CSV:
        write_csv(tuple(fields), [tuple(fields.values())])
    else:
        _tell(report)


def _tell(report: "RunReport") -> None:
    from voc.cli.output import say

    say(f"{report.verbatims:,} verbatims, {report.themes} themes ({report.new_themes} new)")
    say(f"{report.unthemed:.1%} unthemed; {report.assigned:,} assigned and {report.detected:,} read now")
    say(f"ledger version {report.ledger_version}, detector {report.detector_version}")
    say(f"results {report.results[:16]}, manifest {report.manifest[:16]}, {report.seconds:.1f} s")
