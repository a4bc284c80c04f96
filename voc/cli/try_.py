"""``voc try``: themes of a file at once, without a workspace."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voc.cli.options import Format, Output, settings_of
from voc.errors import InputError

if TYPE_CHECKING:
    from voc.pipeline.trial import Trial, TrialRow

SHOWN = 40
COLUMNS = ("theme", "label", "verbatims", "records", "quote")


def try_(
    file: Annotated[Path, typer.Argument(help="A table, a text or a transcript.")],
    text: Annotated[
        list[str] | None, typer.Option("--text", help="The column that holds the words; repeatable.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write each record's theme to this CSV.")] = None,
    every: Annotated[bool, typer.Option("--all", help="In --out: every theme of a record.")] = False,
    form: Output = Format.TABLE,
) -> None:
    """Find the themes of one file in one go: sizes, labels and quotes; nothing is stored."""
    from dataclasses import asdict

    from voc.cli.output import write_csv, write_json
    from voc.cli.progress import bars
    from voc.pipeline.trial import try_file

    settings = settings_of(None)
    with bars() as progress:
        trial = try_file(file, settings, text=tuple(text or ()), progress=progress)
    if out is not None:
        _write_labels(trial, out, every=every)
    if form is Format.JSON:
        write_json(asdict(trial))
    elif form is Format.CSV:
        write_csv(COLUMNS, _rows(trial))
    else:
        _tell(trial, out)


def _rows(trial: "Trial") -> list[tuple[object, ...]]:
    return [
        (theme.id, theme.label, theme.verbatims, theme.records, theme.quotes[0])
        for theme in trial.themes
        if theme.quotes
    ]


def _tell(trial: "Trial", out: Path | None) -> None:
    from voc.cli.output import say, write_table

    say(
        f"{trial.records:,} records ({trial.reader}), {trial.verbatims:,} verbatims, "
        f"{len(trial.themes)} themes, {trial.unthemed:.1%} unthemed, {trial.set_aside} set aside, "
        f"{trial.rejects} rejected"
    )
    rows = _rows(trial)
    write_table(COLUMNS, rows[:SHOWN])
    if len(rows) > SHOWN:
        say(f"... and {len(rows) - SHOWN} smaller themes (all with --format json)")
    if out is not None:
        say(f"wrote {out}")


def _write_labels(trial: "Trial", out: Path, *, every: bool) -> None:
    """Write ``row,theme_id,label,strength``: a line a record with its strongest theme, or every mention."""
    from reports.rows import harmless

    by_record: dict[int, list[TrialRow]] = {}
    for row in trial.rows:
        by_record.setdefault(row.row, []).append(row)
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("row", "theme_id", "label", "strength"))
            for record in range(trial.records):
                found = by_record.get(record, [])
                for row in found if every else found[:1]:
                    writer.writerow((record, row.theme_id, harmless(row.label), row.strength))
                if not found:
                    writer.writerow((record, "", "", ""))
    except OSError as error:
        raise InputError(f"--out {out}: {error.strerror}; need a file that can be written") from error
