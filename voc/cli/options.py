"""Options that several verbs share, and what they are turned into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc import __version__
from voc.errors import InputError

# What is heavy to import is imported where it is used: the help has to answer at once.
if TYPE_CHECKING:
    from sqlite_utils import Database

    from reports.answers import Filters
    from voc.settings import Settings


class Format(StrEnum):
    """How an answer is written to standard output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Workspace = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The workspace's folder [VOC_WORKSPACE, else ./voc-workspace]."),
]
Output = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
Since = Annotated[str | None, typer.Option("--from", help="From this day on (2026-01-31).")]
Until = Annotated[str | None, typer.Option("--to", help="Up to, and without, this day.")]
Source = Annotated[str | None, typer.Option("--source", help="Only what came from this source.")]
Tier = Annotated[str | None, typer.Option("--tier", help="Only accounts in this tier on the day.")]
Segment = Annotated[
    list[str] | None, typer.Option("--segment", help="Only accounts of a segment, as name=value; repeatable.")
]


def version_option(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Hold the options of the command itself."""
    if version:
        typer.echo(f"voc {__version__}")
        raise typer.Exit


def settings_of(workspace: Path | None) -> Settings:
    """Return the settings that a verb runs under."""
    from voc.settings import load_settings

    return load_settings(workspace)


def open_workspace(workspace: Path | None) -> tuple[Database, Settings]:
    """Return the workspace's database and its settings."""
    from voc.store.database import open_database

    settings = settings_of(workspace)
    return open_database(settings.database), settings


def filters_of(
    since: str | None, until: str | None, source: str | None, tier: str | None, segments: Sequence[str] | None
) -> Filters:
    """Return the filters of an answer; raises InputError for a day or a segment of the wrong form."""
    from reports.answers import Filters

    pairs = {}
    for segment in segments or ():
        name, equals, value = segment.partition("=")
        if not (name and equals and value):
            raise InputError(f"--segment {segment!r}: need name=value, such as industry=retail")
        pairs[name.removeprefix("segment.")] = value
    return Filters(
        since=_day(since, "--from"), until=_day(until, "--to"), source=source, tier=tier, segments=pairs
    )


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"{option} {text!r}: need a day such as 2026-01-31") from error
