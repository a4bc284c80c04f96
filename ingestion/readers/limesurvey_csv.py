"""LimeSurvey exports: codes or whole questions as headings, and perhaps no dates at all."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ingestion.cells import mostly_coded, mostly_personal
from ingestion.headers import is_private
from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import Sample, take_sample
from ingestion.status import StatusOf
from ingestion.survey_table import SurveyTable, read_survey
from voc.records import DocumentStatus

_SYSTEM: Mapping[str, str] = {
    "id": "id", "response id": "id", "submitdate": "submitted", "date submitted": "submitted",
    "lastpage": "page", "last page": "page", "startlanguage": "language", "start language": "language",
    "seed": "seed", "startdate": "started", "date started": "started", "datestamp": "stamped",
    "date last action": "stamped", "ipaddr": "address", "ip address": "address", "refurl": "referrer",
    "referrer url": "referrer", "token": "token", "access code": "token",
}  # fmt: skip
_TIMING = re.compile(r"(?:interviewtime|group ?time\b.*|question ?time\b.*|total time)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]\w{0,30}(?:\[\w+\])?")
_PAGE = re.compile(r"\d{1,6}")
_COPY = re.compile(r"\.\d{1,3}$")
_SUB = re.compile(r"\s*\[([^\[\]]{0,300})\]$")
_OPEN_SUBS = frozenset(
    {"other", "comment", "sonstiges", "kommentar", "autre", "commentaire", "otro", "comentario"}
)


def _sniff(head: Head) -> float:
    found = {_SYSTEM.get(_plain(name)) for name in head.rows[0]} if head.rows else set()
    return 0.95 if {"id", "submitted", "page", "language"} <= found else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    sample = take_sample(file, 1)
    return SurveyTable(build_layout(file, options, sample, _plan(sample)), 1, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="limesurvey_csv",
    kind="survey",
    about="a LimeSurvey export as CSV or Excel workbook, with codes or whole questions as headings",
    sniff=_sniff,
    read=_read,
)


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").lower().split())


def _plan(sample: Sample) -> Plan:
    names = tuple(" ".join(name.replace("\ufeff", "").split()) for name in sample.headers[0])
    system = {what: column for column, name in enumerate(names) if (what := _SYSTEM.get(_plain(name)))}
    taken = set(system.values())
    # A heading that occurs twice, or that an analyst's tool has numbered, is one question still.
    questions = tuple(_COPY.sub("", name) for name in names)
    guessed = {
        word: kept
        for word, found in guess_columns(questions, sample).items()
        if word not in {"id", "said_at", "title"} and (kept := tuple(c for c in found if c not in taken))
    }
    text = {*_siblings(questions, sample, guessed.pop("text", ())), *_remarks(questions, sample)} - taken
    return Plan(
        names=names,
        questions=tuple(_question(question) for question in questions),
        keys=tuple(
            None if (column in taken and _plain(names[column]) not in {"startlanguage", "start language"})
            or _TIMING.fullmatch(question) else question
            for column, question in enumerate(questions)
        ),
        columns={
            **guessed,
            "id": (system["id"],) if "id" in system else (),
            "said_at": tuple(system[what] for what in ("submitted", "stamped", "started") if what in system),
            "text": tuple(sorted(text)),
        },
        refs=tuple(name if _CODE.fullmatch(name) else None for name in names),
        status=_status_by(system.get("submitted"), system.get("page"), sample),
    )  # fmt: skip


def _siblings(questions: Sequence[str], sample: Sample, text: tuple[int, ...]) -> Iterator[int]:
    """Yield columns of open answers, and with each the other lines of a question of several lines.

    What stands in brackets names the line; a line of short answers is an open one beside a long one.
    """
    bases = {
        _SUB.sub("", questions[c])
        for c in text
        if (sub := _SUB.search(questions[c])) and not _is_remark(sub[1])
    }
    for column, question in enumerate(questions):
        if column in text:
            yield column
        elif _SUB.search(question) and _SUB.sub("", question) in bases:
            values = sample.filled(column)
            if values and not mostly_coded(values) and len(set(values)) > 0.5 * len(values):
                yield column


def _is_remark(part: str) -> bool:
    return part.strip().lower() in _OPEN_SUBS


def _remarks(questions: Sequence[str], sample: Sample) -> Iterator[int]:
    """Yield the columns that the format itself marks as written: ``[other]`` and ``[comment]``."""
    for column, question in enumerate(questions):
        sub = _SUB.search(question)
        if not sub or is_private(question):
            continue
        values = sample.filled(column)
        if _is_remark(sub[1]) and values and not mostly_coded(values) and not mostly_personal(values):
            yield column


def _question(heading: str) -> str:
    """Return what was asked: a question with its part behind it, without empty brackets."""
    sub = _SUB.search(heading)
    if not sub:
        return heading
    asked, part = heading[: sub.start()].strip(), sub[1].strip()
    return f"{asked} {part}" if part and not part.startswith("{") else asked


def _status_by(submitted: int | None, page: int | None, sample: Sample) -> StatusOf:
    """Return the function that tells a response never submitted: its date is blank.

    Where no response has one the last page that anybody came to tells those who came that far.
    """
    dated = submitted is not None and bool(sample.filled(submitted))
    pages = [] if page is None else [int(value) for value in sample.filled(page) if _PAGE.fullmatch(value)]

    def cell(cells: Sequence[str], column: int | None) -> str:
        return cells[column].strip() if column is not None and column < len(cells) else ""

    def status(cells: Sequence[str]) -> DocumentStatus:
        if dated:
            return "complete" if cell(cells, submitted) else "partial"
        reached = cell(cells, page)
        far = bool(_PAGE.fullmatch(reached)) and int(reached) >= max(pages, default=0)
        return "complete" if far or not pages else "partial"

    return status
