"""Transcripts as tables (CSV, TSV, Excel): a row for each stretch of speech with its time and speaker."""

from collections.abc import Iterator
from itertools import islice

from ingestion.interview import Preface, interview_document
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.sample import header_rows, table_rows
from ingestion.speech_table import Columns, counts_milliseconds, find_columns, is_timed, table_turns
from ingestion.turns import join_turns
from voc.errors import UnknownFormat


def _sniff(head: Head) -> float:
    columns = find_columns(head.rows[0]) if head.rows else None
    return 0.9 if columns and len(head.rows[0]) <= 12 and is_timed(columns, head.rows[1:200]) else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    rows = header_rows(file)
    columns = _columns(rows[0], file.name)
    in_ms = counts_milliseconds(columns, rows[1:])
    pieces = table_turns(columns, islice(table_rows(file), 1, None), in_ms=in_ms)
    yield interview_document(file, options, READER, Preface(), tuple(join_turns(pieces)))


READER = Reader(
    name="transcript_table",
    kind="interview",
    about="a table of a talk with columns such as Time, Speaker, Text or start, end, text",
    sniff=_sniff,
    read=_read,
)


def _columns(header: tuple[str, ...], name: str) -> Columns:
    columns = find_columns(header)
    if columns is None:
        found = ", ".join(repr(cell[:40]) for cell in header[:8])
        raise UnknownFormat(
            f"{name}: found the columns {found}, need Text with Speaker, or with start and end"
        )
    return columns
