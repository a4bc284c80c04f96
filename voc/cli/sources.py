"""``voc sources``: where feedback comes from, with its health; adding and removing what is pulled or sent."""

from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace
from voc.errors import InputError

if TYPE_CHECKING:
    from reports.source_health import SourceHealth

app = typer.Typer(
    invoke_without_command=True, help="List the sources, with their health; add and remove pulled ones."
)


COLUMNS = (
    "source", "kind", "connector", "documents", "verbatims", "rejects", "first", "last", "gaps", "pulled",
    "state",
)  # fmt: skip


@app.callback()
def sources(context: typer.Context, workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """List the sources: documents, first and last day, last pull, gaps."""
    if context.invoked_subcommand is not None:
        return
    from reports.shape import to_json, to_rows
    from reports.source_health import SourceHealth
    from reports.sources import read_sources
    from voc.cli.output import say, write_csv, write_json, write_table

    db, _ = open_workspace(workspace)
    found = read_sources(db)
    if form is Format.JSON:
        write_json(to_json(found, of=SourceHealth))
    elif form is Format.CSV:
        write_csv(*to_rows(found, of=SourceHealth))
    elif found:
        write_table(COLUMNS, [_table(source) for source in found])
        for source in found:
            if source.failure:
                say(f"{source.id}: the last pull failed: {source.failure}")
    else:
        say("no sources yet: 'voc ingest FILE' reads a file, 'voc sources add' makes one that is pulled")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What to call the source, such as help-desk.")],
    connector: Annotated[str, typer.Option(help="github, intercom, qualtrics, stripe, typeform or zendesk.")],
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A setting of the connector, as name=value; repeatable.")
    ] = None,
    secret: Annotated[
        str | None,
        typer.Option(help="Environment variable that holds the token [the connector's own]; '' for none."),
    ] = None,
    workspace: Workspace = None,
) -> None:
    """Add a source that is pulled. Its token stays in the environment; only the variable's name is kept."""
    from voc.cli.output import say
    from voc.pipeline.pull import check_settings, find_connector
    from voc.store.connections import add_connection
    from voc.store.documents import add_source

    chosen = find_connector(connector)
    given = _pairs(settings)
    variable = chosen.secret if secret is None else secret
    check_settings(chosen, given, secret=variable)
    db, _ = open_workspace(workspace)
    with db.atomic():
        add_connection(db, name, connector=chosen.name, settings=given, secret=variable)
        if chosen.kind != "context":
            add_source(db, name, kind=chosen.kind, reader=chosen.name)
    token = f"with the token in the environment variable {variable}" if variable else "without a token"
    say(f"'voc pull {name}' now pulls it from {chosen.name}, {token}")


@app.command("hook")
def hook(
    name: Annotated[str, typer.Argument(help="The source, such as exit-survey.")],
    system: Annotated[str, typer.Argument(help="formbricks, intercom, stripe, typeform or zendesk.")],
    secret: Annotated[
        str | None, typer.Option(help="Environment variable of its signing secret [SYSTEM_WEBHOOK_SECRET].")
    ] = None,
    workspace: Workspace = None,
) -> None:
    """Let a source take the signed webhooks of a system, at POST /api/v1/webhooks/NAME."""
    from urllib.parse import quote

    from ingestion.webhooks import SYSTEMS
    from voc.cli.output import say
    from voc.store.documents import add_source
    from voc.store.hooks import Hook, put_hook

    if system not in SYSTEMS:
        raise InputError(f"no webhooks of {system!r} are read, need one of {', '.join(SYSTEMS)}")
    variable, kind = secret or f"{system.upper()}_WEBHOOK_SECRET", SYSTEMS[system].kind
    db, _ = open_workspace(workspace)
    with db.atomic():
        put_hook(db, Hook(name, system, variable))
        if kind != "context":
            add_source(db, name, kind=kind, reader=system)
    say(
        f"POST /api/v1/webhooks/{quote(name)} takes webhooks of {system}, signed with the secret that the "
        f"server has in the environment variable {variable}"
    )


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The source to pull no more.")], workspace: Workspace = None
) -> None:
    """Pull a source no more, and take no webhooks for it; what is stored of it stays."""
    from voc.cli.output import say
    from voc.store.connections import remove_connection
    from voc.store.hooks import read_hook, remove_hook

    db, _ = open_workspace(workspace)
    with db.atomic():
        hooked = read_hook(db, name) is not None
        remove_hook(db, name)
        remove_connection(db, name, needed=not hooked)
    say(f"{name} is pulled no more and takes no webhooks; its documents stay")


def _pairs(given: list[str] | None) -> dict[str, str]:
    pairs = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            raise InputError(f"--set {pair!r}: need name=value, such as subdomain=acme")
        pairs[name] = value
    return pairs


def _table(source: "SourceHealth") -> tuple[object, ...]:
    return (
        source.id, source.kind, source.connector, source.documents, source.verbatims, source.rejects,
        source.first_said_on, source.last_said_on, len(source.gaps), source.pulled_at, source.state,
    )  # fmt: skip
