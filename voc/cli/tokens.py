"""``voc tokens``: who may read, quote and write through the server."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace
from voc.errors import InputError

if TYPE_CHECKING:
    from voc.auth.tokens import Token
    from voc.settings import Settings

app = typer.Typer(invoke_without_command=True, help="List the tokens; make and revoke them.")

COLUMNS = ("id", "name", "scopes", "made", "expires", "last used", "state")
LIFETIME = re.compile(r"([1-9]\d{0,4})([hdw])")
HOURS = {"h": 1, "d": 24, "w": 168}


@app.callback()
def tokens(context: typer.Context, workspace: Workspace = None, form: Output = Format.TABLE) -> None:
    """List the tokens of a workspace: names and scopes, never the tokens themselves."""
    if context.invoked_subcommand is not None:
        return
    from voc.auth.tokens import read_tokens
    from voc.cli.output import say, write_csv, write_json, write_table

    db, _ = open_workspace(workspace)
    found = read_tokens(db)
    at = datetime.now(UTC)
    if form is Format.JSON:
        write_json({"tokens": [_json(token, at) for token in found]})
        return
    rows = [tuple(_cells(token, at)) for token in found]
    if form is Format.CSV:
        write_csv(COLUMNS, rows)
    elif rows:
        write_table(COLUMNS, rows)
    else:
        say("no tokens: on this machine anyone may read, nobody may write; 'voc tokens add' makes one")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="Who or what it is for, such as ana or nightly-export.")],
    scope: Annotated[
        list[str], typer.Option(help="read, quotes, upload, curate, govern, admin or all; repeatable.")
    ],
    expires: Annotated[
        str | None, typer.Option(help="When it ends: 12h, 90d or 8w from now [never].")
    ] = None,
    workspace: Workspace = None,
) -> None:
    """Make a token and print it, this once: the workspace keeps only its hash."""
    from voc.auth.scopes import read_scopes
    from voc.auth.tokens import make_token
    from voc.cli.output import say

    scopes, at = read_scopes(scope), datetime.now(UTC)
    lifetime = _lifetime(expires)
    db, _ = open_workspace(workspace)
    say(make_token(db, name, scopes=scopes, at=at, expires_at=at + lifetime if lifetime else None))


@app.command("revoke")
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The token's id, as 'voc tokens' lists it.")],
    workspace: Workspace = None,
) -> None:
    """End a token and the sessions that were opened with it, at once."""
    from voc.auth.tokens import revoke_token
    from voc.cli.output import say

    db, _ = open_workspace(workspace)
    token = revoke_token(db, id_, at=datetime.now(UTC))
    say(f"token {token.id} ({token.name}) is revoked, and its sessions are ended")


def first_token(settings: "Settings") -> None:
    """Make a workspace's first token and show it, where the server will listen on this machine alone.

    Elsewhere the server refuses to listen, so that no token is made by a start that fails.
    """
    from voc.api.security import is_loopback
    from voc.auth.scopes import SCOPES
    from voc.auth.tokens import has_tokens, make_token
    from voc.cli.output import say
    from voc.store.database import open_database

    if not is_loopback(settings.host) or not settings.database.is_file():
        return
    db = open_database(settings.database)
    if not has_tokens(db):
        text = make_token(db, "first", scopes=SCOPES, at=datetime.now(UTC))
        say(f"the workspace's first token, with all scopes; it is not shown again:\n\n    {text}\n")
        say("sign in to the pages with it, or send it to the API as 'Authorization: Bearer voc_...'\n")
    db.close()


def _lifetime(text: str | None) -> timedelta | None:
    if text is None:
        return None
    found = LIFETIME.fullmatch(text)
    if found is None:
        raise InputError(f"--expires {text!r}: need a number of hours, days or weeks, such as 12h, 90d or 8w")
    return timedelta(hours=int(found[1]) * HOURS[found[2]])


def _cells(token: "Token", at: datetime) -> list[str | None]:
    return [
        token.id,
        token.name,
        ", ".join(sorted(token.scopes)),
        token.created_at,
        token.expires_at,
        token.used_at,
        token.state(at),
    ]


def _json(token: "Token", at: datetime) -> dict[str, object]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": sorted(token.scopes),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "used_at": token.used_at,
        "state": token.state(at),
    }
