"""``voc set-aside`` and ``voc restore``: what stays out of the analysis, and putting that right."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace
from voc.errors import InputError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from reports.set_aside import AsideAnswer, ReasonAnswer

Verbatims = Annotated[list[int] | None, typer.Argument(help="Verbatims by their ids.")]
Texts = Annotated[
    list[str] | None, typer.Option("--text", help="Every verbatim that is this text, also later; repeatable.")
]
Author = Annotated[str | None, typer.Option(help="Who decides [the name of the system's user].")]


def set_aside(
    verbatims: Verbatims = None,
    workspace: Workspace = None,
    text: Texts = None,
    reason: Annotated[str | None, typer.Option(help="List the verbatims of this reason.")] = None,
    author: Author = None,
    limit: Annotated[int, typer.Option(help="At most so many verbatims.", min=1, max=100_000)] = 50,
    form: Output = Format.TABLE,
) -> None:
    """List what is set aside by reason, with examples; given ids or a text, set these aside by hand."""
    from reports.set_aside import reasons
    from reports.set_aside import set_aside as listed
    from voc.store.set_aside import BY_HAND

    db, settings = open_workspace(workspace)
    if verbatims or text:
        if reason:
            raise InputError(f"--reason {reason!r}: lists a reason, need it without ids and texts")
        _decide(db, _digests(db, verbatims, text), BY_HAND, author, zone=settings.time_zone)
    elif reason:
        _write_verbatims(listed(db, reason, limit=limit), form)
    else:
        _write_reasons(reasons(db), form)


def restore(
    verbatims: Verbatims = None,
    workspace: Workspace = None,
    text: Texts = None,
    reason: Annotated[str | None, typer.Option(help="Everything that is set aside for this reason.")] = None,
    author: Author = None,
) -> None:
    """Take verbatims back into the analysis: by ids, by a text or by a reason; 'voc analyze' reads them."""
    from voc.store.set_aside import digests_set_aside

    db, settings = open_workspace(workspace)
    if not (verbatims or text or reason):
        raise InputError("found nothing to restore, need ids of verbatims, --text or --reason")
    digests = (*_digests(db, verbatims, text), *(digests_set_aside(db, reason) if reason else ()))
    _decide(db, digests, None, author, zone=settings.time_zone)


def _digests(db: Database, verbatims: Sequence[int] | None, texts: Sequence[str] | None) -> tuple[str, ...]:
    from voc.store.documents import text_digest
    from voc.store.set_aside import digests_of

    return (*digests_of(db, verbatims or ()), *(text_digest(text.strip()) for text in texts or ()))


def _decide(
    db: Database, digests: Sequence[str], reason: str | None, author: str | None, *, zone: str
) -> None:
    from voc.cli.output import say
    from voc.store.rollups import refresh_rollups
    from voc.store.set_aside import decide

    user = author or os.environ.get("USER") or os.environ.get("USERNAME") or "command"
    changed = decide(db, digests, reason=reason, author=user)
    refresh_rollups(db, zone=zone)
    done = "set aside" if reason else "restored; run 'voc analyze' to have them read"
    say(f"{changed:,} {'verbatim' if changed == 1 else 'verbatims'} {done}")


def _write_reasons(found: Sequence[ReasonAnswer], form: Format) -> None:
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table

    if form is Format.JSON:
        write_json({"set_aside": [asdict(one) for one in found]})
        return
    columns = ("reason", "verbatims", "documents", "texts", "examples")
    rows = [(one.reason, one.verbatims, one.documents, one.texts, " | ".join(one.examples)) for one in found]
    if form is Format.CSV:
        write_csv(columns, rows)
    elif rows:
        write_table(columns, rows)
    else:
        say("nothing is set aside")


def _write_verbatims(found: Sequence[AsideAnswer], form: Format) -> None:
    from dataclasses import asdict

    from voc.cli.output import write_csv, write_json, write_table

    if form is Format.JSON:
        write_json({"verbatims": [asdict(one) for one in found]})
        return
    columns = ("id", "reason", "text", "source", "decided by", "at")
    rows = [(one.verbatim_id, one.reason, one.text, one.source, one.author, one.at) for one in found]
    (write_csv if form is Format.CSV else write_table)(columns, rows)
