"""``voc jobs``: what was asked for, what runs, and what came of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace
from voc.errors import InputError

if TYPE_CHECKING:
    from voc.jobs.records import Job

app = typer.Typer(help="List jobs, show one, cancel it or try it again.", rich_markup_mode=None)
Name = Annotated[str, typer.Argument(metavar="ID", help="The job's id, such as job_k3v9x2ab.")]


@app.callback(invoke_without_command=True)
def jobs(
    context: typer.Context,
    workspace: Workspace = None,
    state: Annotated[
        str | None, typer.Option(help="Only those queued, running, done, failed or cancelled.")
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many, the latest first.", min=1)] = 20,
    form: Output = Format.TABLE,
) -> None:
    """List the latest jobs."""
    if context.invoked_subcommand is not None:
        return
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table
    from voc.jobs.queue import read_jobs
    from voc.jobs.records import STATES

    wanted = next((known for known in STATES if known == state), None)
    if state is not None and wanted is None:
        raise InputError(f"--state {state!r}: need one of {', '.join(STATES)}")
    db, _ = open_workspace(workspace)
    found = read_jobs(db, state=wanted, limit=limit)
    if form is Format.JSON:
        write_json({"jobs": [asdict(job) for job in found]})
        return
    columns = ("id", "kind", "state", "progress", "attempt", "asked for", "ended", "by", "failure")
    rows = [_row(job) for job in found]
    if form is Format.CSV:
        write_csv(columns, rows)
    elif rows:
        write_table(columns, rows)
    else:
        say("no jobs")


@app.command("show")
def show(job: Name, workspace: Workspace = None) -> None:
    """Show a job as JSON: its payload, progress, result or failure."""
    from voc.jobs.queue import read_job

    db, _ = open_workspace(workspace)
    _write(read_job(db, job))


@app.command("cancel")
def cancel(job: Name, workspace: Workspace = None) -> None:
    """End a queued job, or ask a running one to end after its batch; what is stored stays."""
    from voc.jobs.queue import cancel as end

    db, _ = open_workspace(workspace)
    _write(end(db, job))


@app.command("retry")
def retry(job: Name, workspace: Workspace = None) -> None:
    """Queue a failed or cancelled job again; it goes on where it ended."""
    from voc.jobs.queue import retry as again

    db, settings = open_workspace(workspace)
    _write(again(db, settings, job))


def _write(job: "Job") -> None:
    from dataclasses import asdict

    from voc.cli.output import write_json

    write_json(asdict(job))


def _row(job: "Job") -> tuple[object, ...]:
    of = "" if job.total is None else f" of {job.total:,}"
    progress = f"{job.stage} {job.done:,}{of}" if job.stage else None
    return (
        job.id, job.kind, job.state, progress, job.attempt, job.created_at, job.ended_at, job.author,
        job.failure,
    )  # fmt: skip
