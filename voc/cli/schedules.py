"""``voc schedules``: jobs by the clock."""

from typing import Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace

app = typer.Typer(help="List schedules, add one, remove one.", rich_markup_mode=None)
Name = Annotated[str, typer.Argument(help="The schedule's name.")]


@app.callback(invoke_without_command=True)
def schedules(context: typer.Context, workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """List the schedules."""
    if context.invoked_subcommand is not None:
        return
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table
    from voc.jobs.schedules import read_schedules

    db, _ = open_workspace(workspace)
    found = read_schedules(db)
    if form is Format.JSON:
        write_json({"schedules": [asdict(schedule) for schedule in found]})
        return
    columns = ("name", "kind", "source", "every minutes", "next", "last job")
    rows = [
        (one.name, one.kind, one.payload.get("source"), one.minutes, one.next_at, one.last_job)
        for one in found
    ]
    if form is Format.CSV:
        write_csv(columns, rows)
    elif rows:
        write_table(columns, rows)
    else:
        say("no schedules")


@app.command("add")
def add(
    name: Name,
    kind: Annotated[str, typer.Argument(help="pull or analyze.")],
    source: Annotated[str | None, typer.Argument(help="The source to pull.")] = None,
    every: Annotated[int, typer.Option(help="Every so many minutes.", min=1)] = 60,
    workspace: Workspace = None,
) -> None:
    """Pull a source, or analyse, every so many minutes: voc schedules add desk --every 60 pull help-desk."""
    from voc.cli.output import say
    from voc.jobs.queue import asked_payload
    from voc.jobs.schedules import add_schedule

    db, _ = open_workspace(workspace)
    schedule = add_schedule(db, name, kind=kind, payload=asked_payload(db, kind, source), minutes=every)
    what = f"{schedule.kind} {source}" if source else schedule.kind
    say(f"{schedule.name}: {what} every {schedule.minutes} minutes, the first time at once")


@app.command("remove")
def remove(name: Name, workspace: Workspace = None) -> None:
    """Remove a schedule; jobs that it asked for stay."""
    from voc.cli.output import say
    from voc.jobs.schedules import remove_schedule

    db, _ = open_workspace(workspace)
    remove_schedule(db, name)
    say(f"{name} is removed")
