"""Any JSON records of feedback, an array or one a line: read as the table that their keys make."""

from collections.abc import Iterator

from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import read_table


def _sniff(head: Head) -> float:
    return 0.3 if head.form == "json" else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_table(file, options, READER.name, READER.kind)


READER = Reader(
    name="generic_json",
    kind="survey",
    about="JSON records with a key of text, as an array or one on each line",
    sniff=_sniff,
    read=_read,
)
