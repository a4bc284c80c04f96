"""What ``voc ingest --dry-run`` shows: counts, statuses, columns taken, the first rows."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from voc.cli.options import Format
from voc.cli.tables import NOTHING
from voc.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from voc.pipeline.preview import Preview


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
    if report.mapping:
        say("  columns: " + ", ".join(f"{word}={_columns(found)}" for word, found in report.mapping.items()))
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


def _counts(counts: "Mapping[str, int]") -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items()) or "none"


def _columns(found: str | tuple[str, ...]) -> str:
    return found if isinstance(found, str) else " + ".join(found)
