"""A table of feedback as a reader lays it out, before any record of it is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ingestion.layout import Layout
from ingestion.reader import Input, Item, Reader, ReadOptions
from ingestion.sample import Sample, read_rows


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """What each column is, how many rows the header takes, and the first records that it was judged by."""

    layout: Layout
    headers: int
    sample: Sample


LayOut: TypeAlias = Callable[[Input, ReadOptions], SurveyTable]


def read_survey(table: SurveyTable, file: Input, options: ReadOptions, reader: Reader) -> Iterator[Item]:
    """Stream the documents of a table that has been laid out."""
    source, kind = options.source or reader.name, options.kind or reader.kind
    yield from read_rows(file, table.layout, headers=table.headers, source=source, kind=kind)
