"""Typed interviews: ``Name: text``, ``Q:`` and ``A:``, times on lines of their own or before a name."""

from collections.abc import Iterator

from ingestion.interview import interview_document
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.typed import all_labelled, read_typed, typed_confidence


def _sniff(head: Head) -> float:
    if head.form != "text" or (head.delimiter and len(head.rows) > 1 and not all_labelled(head.text)):
        return 0.0
    return typed_confidence(head.text)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    preface, turns = read_typed(file.text())
    yield interview_document(file, options, READER, preface, turns)


READER = Reader(
    name="interview_text",
    kind="interview",
    about="a typed interview with a speaker before each turn (Name:, Interviewer:, P1:, Q: and A:)",
    sniff=_sniff,
    read=_read,
)
