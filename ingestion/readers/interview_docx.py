"""Word transcripts: Teams' bold names with times, tables of Time, Speaker and Text, or ``Name:`` lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingestion.interview import Preface, interview_document
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.roles import is_role_label
from ingestion.speakers import looks_like_name
from ingestion.speech_table import find_columns, guess_columns, table_turns
from ingestion.turns import Turn, join_turns
from ingestion.typed import check_spoken, read_typed
from ingestion.word import Paragraph, Row, read_blocks
from voc.errors import InputError

_CLOCK = r"[\[(]?((?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[\])]?"
_CLOCK_NEXT = re.compile(rf"[ \t]*{_CLOCK}[ \t]*(?:\n|$)")
_NAME_CLOCK = re.compile(rf"(\S.{{0,80}}?)[ \t]+{_CLOCK}")
# What Teams writes between the turns.
_EVENT = re.compile(r".{1,80}\b(?:started|stopped) transcription\.?")


def _sniff(head: Head) -> float:
    return 0.9 if head.form == "docx" else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    if file.head.form != "docx":
        raise InputError(f"{file.name}: found another kind of file, need a Word document (.docx)")
    blocks = read_blocks(file.path)
    preface, turns = _from_tables(blocks)
    if not turns:
        text = _as_text(blocks)
        check_spoken(text, file.name)
        preface, turns = read_typed(text)
    yield interview_document(file, options, READER, preface, turns)


READER = Reader(
    name="interview_docx",
    kind="interview",
    about="a transcript as a Word document (Teams, tables with Time, Speaker and Text, or Name: lines)",
    sniff=_sniff,
    read=_read,
)


def _from_tables(blocks: Sequence[Paragraph | tuple[Row, ...]]) -> tuple[Preface, tuple[Turn, ...]]:
    """Return the turns of those tables that hold a talk, and what the rest of the document says of it."""
    pieces: list[Turn] = []
    others: list[Paragraph | tuple[Row, ...]] = []
    for block in blocks:
        found = [] if isinstance(block, Paragraph) else _table_pieces(block)
        pieces += found
        others += [] if found else [block]
    preface, remarks = read_typed(_as_text(others) + "\n\n") if pieces else (Preface(), ())
    unlabelled = tuple(turn.text for turn in remarks)
    known = Preface(preface.facts, (*preface.remarks, *unlabelled), preface.interviewers)
    return known, tuple(join_turns(pieces))


def _table_pieces(rows: tuple[Row, ...]) -> list[Turn]:
    if not rows:
        return []
    if columns := find_columns(rows[0]):
        return list(table_turns(columns, rows[1:]))
    guessed = guess_columns(rows)
    return list(table_turns(guessed, rows)) if guessed else []


def _as_text(blocks: Sequence[Paragraph | tuple[Row, ...]]) -> str:
    leads = Counter(
        block.lead.rstrip(": ") for block in blocks if isinstance(block, Paragraph) and block.lead
    )
    lines = [
        _labelled(block, leads) if isinstance(block, Paragraph) else "\n".join(map(_fact, block))
        for block in blocks
    ]
    return "\n".join(line for line in lines if not _EVENT.fullmatch(line))


def _fact(row: Row) -> str:
    """Return a row of a table that is no talk as a line: two cells are a fact and its value."""
    cells = [" ".join(cell.split()) for cell in row if cell.strip()]
    return f"{cells[0].rstrip(':')}: {cells[1]}" if len(cells) == 2 else " ".join(cells)


def _labelled(paragraph: Paragraph, leads: Counter[str]) -> str:
    """Return a paragraph's text, with a speaker set in bold written as the lines of a typed interview are."""
    first, text = paragraph.lead.split("\n", 1)[0].strip(), paragraph.text
    if not first or first.endswith(":") or not text.startswith(first):
        return text
    rest = text[len(first) :]
    if clock := _CLOCK_NEXT.match(rest):
        return f"{first} ({clock[1]})\n{rest[clock.end() :].strip()}"
    if both := _NAME_CLOCK.fullmatch(first):
        return f"{both[1]} ({both[2]})\n{rest.strip()}"
    spoken = is_role_label(first) or (looks_like_name(first) and leads[first] > 1)
    if spoken and rest.strip() and not rest.lstrip().startswith(":"):
        return f"{first}: {rest.strip()}"
    return text
