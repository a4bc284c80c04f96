"""``voc roles``: who speaks in a document, and putting it right."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Source, Workspace, open_workspace
from voc.errors import InputError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from voc.settings import Settings
    from voc.store.roles import Speaker

COLUMNS = ("document", "id", "speaker", "role", "from", "turns", "words")


def roles(
    document: Annotated[
        str | None, typer.Argument(help="A document, by its number or as source/external_id.")
    ] = None,
    workspace: Workspace = None,
    source: Source = None,
    pairs: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help="Correct a role: SPEAKER=customer, interviewer, agent, system or unknown."
        ),
    ] = None,
    author: Annotated[str | None, typer.Option(help="Who corrects [the name of the system's user].")] = None,
    limit: Annotated[int, typer.Option(help="At most so many documents.", min=1, max=10_000)] = 20,
    form: Output = Format.TABLE,
) -> None:
    """List the speakers of interviews with their roles, or correct the roles of a document."""
    from voc.store.roles import find_talk, read_speakers

    db, settings = open_workspace(workspace)
    if pairs:
        if document is None:
            raise InputError("--set: found no document, need its number or source/external_id before it")
        found = _correct(db, settings, document, parse_roles(pairs), author or _user())
    else:
        number = find_talk(db, document).id if document else None
        found = tuple(read_speakers(db, document=number, source=source, limit=limit))
    _write(found, form)


def parse_roles(pairs: Sequence[str]) -> dict[str, str]:
    """Return ``SPEAKER=role`` pairs as a mapping; raises InputError for one of another form."""
    roles: dict[str, str] = {}
    for pair in pairs:
        speaker, equals, role = pair.rpartition("=")
        if not (speaker and equals and role):
            raise InputError(f'--set {pair!r}: need SPEAKER=role, such as "Speaker 2=customer"')
        roles[speaker.strip()] = role.strip().lower()
    return roles


def _correct(
    db: Database, settings: Settings, document: str, wanted: dict[str, str], author: str
) -> tuple[Speaker, ...]:
    from voc.pipeline.roles import Corrector, correct_roles
    from voc.pipeline.workspace import redaction_key

    corrector = Corrector(author, redaction_key(settings), settings.time_zone)
    return correct_roles(db, document, wanted, corrector)


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("USERNAME") or "command"


def _write(found: Sequence[Speaker], form: Format) -> None:
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table

    if form is Format.JSON:
        write_json({"speakers": [asdict(speaker) for speaker in found]})
        return
    rows = [
        (s.document, f"{s.source}/{s.external_id}", s.speaker, s.role, s.role_from, s.turns, s.words)
        for s in found
    ]
    if form is Format.CSV:
        write_csv(COLUMNS, rows)
    elif rows:
        write_table(COLUMNS, rows)
    else:
        say("no speakers: no interviews yet")
