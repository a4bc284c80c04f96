"""The command ``voc``: its verbs, and the one place where an error becomes a line and an exit code."""

import os
import sys

import typer

from voc.cli import (
    accounts,
    analyze,
    changes,
    demo,
    detect,
    doctor,
    ingest,
    init,
    jobs,
    pull,
    questions,
    rejects,
    report,
    roles,
    schedules,
    serve,
    set_aside,
    sources,
    themes,
    tokens,
    trends,
    try_,
    verbatims,
    worker,
)
from voc.cli.options import version_option
from voc.errors import VocError

INTERRUPTED = 130


def build() -> typer.Typer:
    """Return the command with all its verbs, in the order in which the help lists them."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help="Voice of the customer: themes and signals from feedback, tied to tiers and packaging changes.",
    )
    app.callback()(version_option)
    app.command("init")(init.init)
    app.command("demo")(demo.demo)
    app.command("ingest")(ingest.ingest)
    app.command("rejects")(rejects.rejects)
    app.command("set-aside")(set_aside.set_aside)
    app.command("restore")(set_aside.restore)
    app.command("roles")(roles.roles)
    app.command("questions")(questions.questions)
    app.add_typer(sources.app, name="sources")
    app.command("pull")(pull.pull)
    app.command("analyze")(analyze.analyze)
    app.command("themes")(themes.themes)
    app.command("trends")(trends.trends)
    app.command("verbatims")(verbatims.verbatims)
    app.command("accounts")(accounts.accounts)
    app.add_typer(changes.app, name="changes")
    app.add_typer(report.app, name="report")
    app.command("serve")(serve.serve)
    app.command("worker")(worker.worker)
    app.add_typer(jobs.app, name="jobs")
    app.add_typer(schedules.app, name="schedules")
    app.add_typer(tokens.app, name="tokens")
    app.command("try")(try_.try_)
    app.command("detect")(detect.detect)
    app.command("doctor")(doctor.doctor)
    return app


def main() -> None:
    """Run the command; whatever the user can mend is one line on standard error."""
    try:
        build()()
    except VocError as error:
        print(f"voc: {error}", file=sys.stderr)  # noqa: T201  (the command's one way to say it)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (voc ... | head): nothing is wrong, and nothing can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
