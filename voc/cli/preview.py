"""What ``voc ingest --dry-run`` shows: counts, statuses, columns taken, the first rows."""

from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from voc.cli.options import Format
from voc.cli.tables import NOTHING
from voc.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voc.pipeline.preview import Preview


SHOWN = 6
WIDEST = 70


def write_previews(previews: "Sequence[Preview]", form: Format) -> None:
    """Write what files would give; as a table each file by itself, in JSON all of them."""
    from voc.cli.output import write_json

    if form is Format.CSV:
        raise InputError("--format csv: found with --dry-run, need table or json")
    if form is Format.JSON:
        write_json({"files": [_as_json(preview) for preview in previews]})
        return
    for preview in previews:
        _write(preview)


def _as_json(preview: "Preview") -> "Mapping[str, object]":
    value = asdict(preview)
    return {**value.pop("report"), **value}


def _write(preview: "Preview") -> None:
    from voc.cli.output import say, write_table

    report = preview.report
    name = Path(report.path).name
    if report.kind == "context":
        say(f"{name}: the workspace's context ({report.reader}); nothing stored")
        return
    dated = f"{preview.dated:,} of them with a date, {preview.named_account:,} with an account"
    stored = f"{report.verbatims:,} verbatims, {report.set_aside:,} of them set aside"
    say(
        f"{name}: read as {report.reader}, source {report.source} ({report.kind}); "
        f"{report.documents:,} documents ({_counts(preview.statuses)}), {dated}; {stored}; "
        f"{report.rejects:,} rejects; nothing stored"
    )
    _write_columns(preview)
    write_table(
        ("row", "said", "account", "role", "question", "text", "set aside"),
        [
            (
                row.row,
                (row.said_at or NOTHING)[:10],
                row.account,
                row.role,
                row.question,
                row.text,
                row.set_aside,
            )
            for row in preview.rows
        ],
    )
    for reject in preview.rejects:
        say(f"  rejected row {reject.origin.row}: {reject.reason}")
    if report.rejects > len(preview.rejects):
        say(f"  and {report.rejects - len(preview.rejects):,} further rejects")
    for notice in report.notices:
        say(f"  {notice}")


def _write_columns(preview: "Preview") -> None:
    """Say what the columns are taken for: as given or remembered, else as guessed, ready to be given."""
    from voc.cli.output import say

    suggestion = preview.suggestion
    if preview.report.mapping:
        taken = (f"{word}={_columns(found)}" for word, found in preview.report.mapping.items())
        say("  columns, as given: " + ", ".join(taken))
    elif suggestion and suggestion.reader.startswith("generic"):
        pairs = (f"{word}={column}" for word, columns in suggestion.columns.items() for column in columns)
        say("  columns, as guessed: " + " ".join(f"--map {quote(pair)}" for pair in pairs))
    elif suggestion:
        for word, columns in suggestion.columns.items():
            say(f"  {word}: {_listed(columns)}")
    if suggestion and suggestion.attributes:
        say(f"  kept beside: {_listed(suggestion.attributes)}")
    if suggestion and suggestion.left_out:
        say(f"  left out: {_listed(suggestion.left_out)}")
    for doubt in suggestion.doubts if suggestion else ():
        say(f"  {doubt}")


def _listed(columns: tuple[str, ...]) -> str:
    """Return the first headings, each cut to a length that can be read."""
    shown = [
        column if len(column) <= WIDEST else column[: WIDEST - 1] + "\u2026" for column in columns[:SHOWN]
    ]
    more = len(columns) - len(shown)
    return "; ".join(shown) + (f" and {more} more" if more else "")


def _counts(counts: "Mapping[str, int]") -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items()) or "none"


def _columns(found: str | tuple[str, ...]) -> str:
    return found if isinstance(found, str) else " + ".join(found)
