"""Notes: a text with one remark a line. No format of the table: any text at all is lines."""

from collections.abc import Iterator
from pathlib import Path

from ingestion.files import open_input
from ingestion.identity import content_id
from ingestion.reader import MAX_WHOLE, Item
from ingestion.reading import Reading
from voc.records import Document, Origin, Utterance

NAME = "notes"


def read_notes(path: Path) -> Reading:
    """Return the non-blank lines of a text as one document each, their rows counted from 0.

    Raises InputError where the file cannot be read as text.
    """
    file = open_input(path)
    lines = _lines(file.text(most=MAX_WHOLE), file.name)
    return Reading(reader=NAME, source=NAME, kind="survey", items=lines)


def _lines(text: str, name: str) -> Iterator[Item]:
    said = (line.strip() for line in text.split("\n") if line.strip())
    for row, line in enumerate(said):
        yield Document(
            source=NAME,
            external_id=content_id((line,), row=row),
            kind="survey",
            origin=Origin(name, row),
            utterances=(Utterance(line, "customer"),),
        )
