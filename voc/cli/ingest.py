"""``voc ingest``: read files into the workspace."""

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from voc.cli.options import Format, Output, Workspace, settings_of
from voc.errors import InputError, VocError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingestion.reader import ReadOptions
    from voc.pipeline.file_report import FileReport
    from voc.pipeline.progress import Progress
    from voc.records import SourceKind
    from voc.settings import Settings

T = TypeVar("T")
KINDS = ("survey", "interview", "ticket")


def ingest(
    files: Annotated[
        list[Path], typer.Argument(help="Surveys, transcripts, tickets, context files; folders of them.")
    ],
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
    staff: Annotated[
        list[str] | None,
        typer.Option(help="A name, company or mail domain of your own people; repeatable."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be stored, first rows included; store nothing.")
    ] = False,
    form: Output = Format.TABLE,
) -> None:
    """Read files: known formats by their content, tables by --map, context files by their columns."""
    from voc.cli.preview import write_previews
    from voc.pipeline.ingest import IngestOptions, ingest_file
    from voc.pipeline.preview import preview_file
    from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key

    settings = settings_of(workspace)
    read = _read_options(settings, source=source, kind=kind, zone=zone, mapping=mapping, staff=staff)
    if dry_run and not settings.database.is_file():
        from voc.pipeline.preview import unsaved_workspace

        db, key = unsaved_workspace()
    else:
        init_workspace(settings)
        db, key = open_workspace(settings), redaction_key(settings)
    options = IngestOptions(read=read, key=key, reader=reader)
    paths = list(_expanded(files, settings.workspace))
    if dry_run:
        previews, failure = _each(paths, partial(preview_file, db, options=options))
        write_previews(previews, form)
    else:
        reports, failure = _each(paths, partial(ingest_file, db, options=options))
        _write_reports(reports, form)
    if failure is not None:
        raise typer.Exit(failure.exit_code)


def _each(paths: "list[Path]", read: "Callable[..., T]") -> "tuple[list[T], VocError | None]":
    """Read every file; one that fails is told of, the others are still wanted."""
    from voc.cli.progress import bars

    done: list[T] = []
    failure: VocError | None = None
    with bars() as progress:
        for path in paths:
            try:
                done.append(read(path, progress=_named(progress, path.name)))
            except VocError as error:
                print(f"voc: {error}", file=sys.stderr)  # noqa: T201  (the one line that says it)
                failure = error
    return done, failure


def _named(progress: "Progress", name: str) -> "Progress":
    return lambda stage, done, total: progress(f"{stage} {name}", done, total)


def _expanded(files: list[Path], workspace: Path) -> "Iterator[Path]":
    """Yield files as given, and instead of a folder the files in it and below it, by name.

    Hidden files and the workspace itself are passed over.
    """
    own = workspace.resolve()
    for path in files:
        inside = sorted(path.rglob("*")) if path.is_dir() else []
        found = [
            inner
            for inner in inside
            if inner.is_file()
            and not any(part.startswith(".") for part in inner.relative_to(path).parts)
            and own not in inner.resolve().parents
        ]
        yield from found or [path]


def _write_reports(reports: "list[FileReport]", form: Format) -> None:
    from voc.cli.output import say, write_csv, write_json, write_table

    if form is Format.JSON:
        write_json({"files": [asdict(report) for report in reports]})
    elif form is Format.CSV:
        write_csv(*_rows(reports))
    elif reports:
        write_table(*_rows(reports))
        for report in reports:
            for notice in report.notices:
                say(f"{Path(report.path).name}: {notice}")


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
    settings: "Settings",
    *,
    source: str | None,
    kind: str | None,
    zone: str | None,
    mapping: list[str] | None,
    staff: list[str] | None,
) -> "ReadOptions":
    from ingestion.reader import ReadOptions
    from voc.pipeline.ingest import read_options

    if kind is not None and kind not in KINDS:
        raise InputError(f"--kind {kind!r}: need one of {', '.join(KINDS)}")
    known: dict[str, SourceKind] = {"survey": "survey", "interview": "interview", "ticket": "ticket"}
    said = ReadOptions(
        source=source,
        kind=known[kind] if kind else None,
        source_zone=zone,
        mapping=parse_mapping(mapping),
        staff=tuple(staff or ()),
    )
    return read_options(settings, said)


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
