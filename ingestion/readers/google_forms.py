"""Google Forms answers as CSV or workbook: a timestamp without a zone, then one column a question."""

import re
from collections.abc import Iterator

from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import take_sample
from ingestion.survey_table import SurveyTable, read_survey

_STAMP = frozenset({
    "timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora", "tijdstempel",
    "informazioni cronologiche", "sygnatura czasowa", "tidsstämpel", "tidsstempel", "aikaleima",
})  # fmt: skip
_WRITTEN = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}:\d{2}(?:\.\d{1,6})?"
    r"(?: [AaPp]\.?[Mm]\.?)?(?: GMT[+-]\d+)?"
)
_ADDRESS = frozenset({"email address", "username", "e-mail-adresse", "adresse e-mail", "nome de usuário"})


def _sniff(head: Head) -> float:
    if head.form not in {"text", "xlsx"} or len(head.rows) < 2:
        return 0.0
    header, first = head.rows[0], head.rows[1]
    if _plain(header[0]) not in _STAMP or not _WRITTEN.fullmatch(first[0].strip() if first else ""):
        return 0.0
    # A log has a timestamp too; a form asks questions, which are worded.
    worded = sum(1 for name in header[1:] if " " in name.strip() or name.strip().endswith("?"))
    return 0.7 if worded >= 0.5 * (len(header) - 1) else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    sample = take_sample(file, 1)
    names = tuple(" ".join(name.replace("\ufeff", "").split()) for name in sample.headers[0])
    guessed = {
        word: found for word, found in guess_columns(names, sample).items() if word not in {"id", "title"}
    }
    emails = tuple(column for column, name in enumerate(names) if _plain(name) in _ADDRESS)
    plan = Plan(
        names=names,
        questions=names,
        keys=tuple(None if not column or column in emails else name for column, name in enumerate(names)),
        columns={**guessed, "said_at": (0,), "email": emails[:1]},
    )
    return SurveyTable(build_layout(file, options, sample, plan), 1, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="google_forms",
    kind="survey",
    about="the answers of a Google form as CSV or Excel workbook",
    sniff=_sniff,
    read=_read,
)


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").lower().split())
