"""Transcripts printed to PDF: their text, read as a typed interview."""

from collections.abc import Iterator

from ingestion.interview import interview_document
from ingestion.pdf_text import read_pdf
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.typed import check_spoken, read_typed
from voc.errors import InputError


def _sniff(head: Head) -> float:
    return 0.9 if head.form == "pdf" else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    if file.head.form != "pdf":
        raise InputError(f"{file.name}: found another kind of file, need a PDF")
    text = read_pdf(file.path)
    check_spoken(text, file.name)
    preface, turns = read_typed(text)
    yield interview_document(file, options, READER, preface, turns)


READER = Reader(
    name="interview_pdf",
    kind="interview",
    about="a transcript as a PDF with text, a speaker before each turn",
    sniff=_sniff,
    read=_read,
)
