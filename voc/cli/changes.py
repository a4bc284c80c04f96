"""``voc changes``: the packaging changes and whom they expose, and proposals of new ones."""

import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace, settings_of
from voc.errors import InputError, NotFound

if TYPE_CHECKING:
    from ingestion.context.pricing import Proposal

app = typer.Typer(
    invoke_without_command=True,
    help="List the packaging changes; propose new ones from two price lists, or take one away.",
    rich_markup_mode=None,
)


@app.callback()
def changes(context: typer.Context, workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """List the packaging changes, what each could move, and how many accounts it exposes."""
    if context.invoked_subcommand is not None:
        return
    from reports.answers import ChangeAnswer
    from reports.changes import changes as answer
    from voc.cli.output import write_answer
    from voc.cli.tables import change_table

    db, _ = open_workspace(workspace)
    write_answer(answer(db), form, table=change_table, of=ChangeAnswer)


@app.command("propose")
def propose(
    old: Annotated[Path, typer.Argument(help="The earlier price list (Pricing2Yaml).")],
    new: Annotated[Path, typer.Argument(help="The later price list.")],
    out: Annotated[Path | None, typer.Option(help="Write the YAML to this file [standard output].")] = None,
    renames: Annotated[
        float, typer.Option(help="Take keys at least this alike as renamed.", min=0.5, max=1.0)
    ] = 0.8,
    workspace: Workspace = None,
) -> None:
    """Propose packaging changes from two dated price lists, as YAML to look through, edit and ingest."""
    from ingestion.context.proposal import proposal_yaml
    from voc.cli.output import say
    from voc.pipeline.proposal import propose as propose_from

    found = propose_from(old, new, settings_of(workspace), taken=renames)
    text = proposal_yaml(found)
    if out is None:
        # The YAML alone goes to standard output, so that it can be sent to a file.
        with redirect_stdout(sys.stderr):
            _show(found)
        say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"--out {out}: {error.strerror}; need a file in a folder that exists") from error
    _show(found)
    say(f"wrote {out}: look through it, then 'voc ingest {out}'")


@app.command("remove")
def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids of packaging changes, as voc changes lists them.")],
    workspace: Workspace = None,
) -> None:
    """Take packaging changes away that were read by mistake."""
    from voc.cli.output import say
    from voc.store.context import remove_change

    db, _ = open_workspace(workspace)
    for name in ids:
        with db.atomic():
            if not remove_change(db, name):
                raise NotFound(f"no packaging change {name!r}: 'voc changes' lists those there are")
        say(f"removed {name}")


def _show(found: "Proposal") -> None:
    from ingestion.context.proposal import proposal_rows, questions
    from voc.cli.output import say, write_table

    old, new = found.old, found.new
    columns = ("change", "kind", "tiers", "before", "after", "match")
    write_table(columns, proposal_rows(found), title=f"{new.name}, {old.on} to {new.on}")
    say(
        f"{len(found.changes)} changes proposed, {len(found.renamed)} keys taken as renamed, "
        f"{len(questions(found))} questions (in the YAML)"
    )
