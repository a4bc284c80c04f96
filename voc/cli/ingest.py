"""``voc ingest``: read files into the workspace."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, Workspace, settings_of
from voc.errors import InputError, VocError

if TYPE_CHECKING:
    from ingestion.reader import ReadOptions
    from voc.pipeline.ingest import FileReport
    from voc.records import SourceKind
    from voc.settings import Settings

KINDS = ("survey", "interview", "ticket")


def ingest(
    files: Annotated[list[Path], typer.Argument(help="Surveys, transcripts, tickets or context files.")],
    workspace: Workspace = None,
    source: Annotated[str | None, typer.Option(help="Name of the source [the reader's name].")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind of the source: survey, interview or ticket.")] = None,
    reader: Annotated[
        str | None, typer.Option(help="The reader to use instead of the recognised one.")
    ] = None,
    zone: Annotated[
        str | None, typer.Option(help="Zone of times that state none, e.g. Europe/Berlin.")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="For a table: word=Column (text, id, said_at, account, nps, ...)."),
    ] = None,
    form: Output = Format.TABLE,
) -> None:
    """Read files: known formats by their content, tables by --map, context files by their columns."""
    from voc.cli.output import write_csv, write_json, write_table
    from voc.cli.progress import bars
    from voc.pipeline.ingest import IngestOptions, ingest_file
    from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key

    settings = settings_of(workspace)
    read = _read_options(settings, source=source, kind=kind, zone=zone, mapping=mapping)
    init_workspace(settings)
    db = open_workspace(settings)
    options = IngestOptions(read=read, key=redaction_key(settings), reader=reader)
    reports: list[FileReport] = []
    failure: VocError | None = None
    with bars() as progress:
        for path in files:
            try:
                reports.append(ingest_file(db, path, options, progress=progress))
            except VocError as error:
                # The other files are still wanted; the exit code tells of the last that failed.
                print(f"voc: {error}", file=sys.stderr)  # noqa: T201
                failure = error
    if form is Format.JSON:
        write_json({"files": [asdict(report) for report in reports]})
    elif form is Format.CSV:
        write_csv(*_rows(reports))
    elif reports:
        write_table(*_rows(reports))
    if failure is not None:
        raise typer.Exit(failure.exit_code)


def parse_mapping(pairs: list[str] | None) -> dict[str, str | tuple[str, ...]] | None:
    """Return ``word=Column`` pairs as a mapping; a word given twice holds several columns."""
    if not pairs:
        return None
    columns: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        word, equals, column = pair.partition("=")
        if not (word and equals and column):
            raise InputError(f"--map {pair!r}: need word=Column, such as text=Comment")
        columns[word] = (*columns.get(word, ()), column)
    return {word: found if len(found) > 1 else found[0] for word, found in columns.items()}


def _read_options(
    settings: "Settings", *, source: str | None, kind: str | None, zone: str | None, mapping: list[str] | None
) -> "ReadOptions":
    from ingestion.reader import ReadOptions

    if kind is not None and kind not in KINDS:
        raise InputError(f"--kind {kind!r}: need one of {', '.join(KINDS)}")
    known: dict[str, SourceKind] = {"survey": "survey", "interview": "interview", "ticket": "ticket"}
    return ReadOptions(
        source=source,
        kind=known[kind] if kind else None,
        zone=settings.time_zone,
        source_zone=zone,
        mapping=parse_mapping(mapping),
    )


def _rows(reports: "list[FileReport]") -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    columns = (
        "file",
        "reader",
        "documents",
        "verbatims",
        "added",
        "changed",
        "unchanged",
        "set aside",
        "rejects",
    )
    return columns, [
        (
            Path(report.path).name,
            report.reader,
            report.documents,
            report.verbatims,
            report.added,
            report.changed,
            report.unchanged,
            report.set_aside,
            report.rejects,
        )
        for report in reports
    ]
