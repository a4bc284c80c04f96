"""``voc questions``: what was asked, in how many waves, and how much was answered."""

from typing import Annotated

import typer

from voc.cli.options import Format, Output, Workspace, open_workspace


def questions(
    workspace: Workspace = None,
    source: Annotated[str | None, typer.Option(help="Only those of this source.")] = None,
    form: Output = Format.TABLE,
) -> None:
    """List the open questions of surveys; one asked again in another wave, or in other words, is one."""
    from dataclasses import asdict

    from voc.cli.output import say, write_csv, write_json, write_table
    from voc.store.questions import read_questions

    db, _ = open_workspace(workspace)
    found = read_questions(db, source=source)
    if form is Format.JSON:
        write_json({"questions": [asdict(question) for question in found]})
        return
    columns = ("id", "question", "source", "waves", "wordings", "answers", "first", "last")
    rows = [(q.id, q.wording, q.source, q.waves, len(q.wordings), q.answers, q.first, q.last) for q in found]
    if form is Format.CSV:
        write_csv(columns, rows)
    elif rows:
        write_table(columns, rows)
    else:
        say("no questions: they come with surveys, by 'voc ingest FILE'")
