"""SurveyMonkey exports: two header rows, the question carried to the right, or a single one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingestion.cells import is_choice, mostly_coded, mostly_personal
from ingestion.headers import is_private, plain, score_kind
from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import (
    guess_columns,
    is_fact,
    is_open,
    is_recommend_score,
    stated_scores,
)
from ingestion.sample import Sample, header_rows, take_sample
from ingestion.status import StatusOf, find_status, read_word
from ingestion.survey_table import SurveyTable, read_survey
from voc.records import DocumentStatus

_SYSTEM = (
    "respondent id", "respondentid", "collector id", "collectorid", "start date", "startdate",
    "end date", "enddate", "date created", "date modified", "ip address", "email address",
    "first name", "last name", "custom data", "custom data 1", "custom value 1", "collector",
    "collector name", "collection mode", "response status", "status",
)  # fmt: skip
_OPEN_SUB = re.compile(
    r"open.?ended response|other \(please|please (?:specify|explain|describe|elaborate)|^why\b"
    r"|comments?\b|explain|tell us",
    re.IGNORECASE,
)
_SUBS = frozenset({"response", "open-ended response", "other (please specify)"})
# " - 5": a rating exported as one column for each of its numbers.
_RATING = re.compile(r"^\W*")
_BARE_WHY = re.compile(r"(?:why(?: not)?|please explain|comments?|reason)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Header:
    """Questions carried over the blanks to their right, what stands under them, and the rows taken."""

    questions: tuple[str, ...]
    subs: tuple[str, ...]
    rows: int


def _sniff(head: Head) -> float:
    if not head.rows:
        return 0.0
    first = [plain(cell) for cell in head.rows[0]]
    second = {cell.strip().lower() for cell in head.rows[1]} if len(head.rows) > 1 else set()
    respondent = bool(first) and first[0] in {"respondent id", "respondentid"}
    if respondent and ({"collector id", "collectorid"} & set(first) or _SUBS & second):
        return 0.95
    blanks = sum(1 for cell in first if not cell)
    if _SUBS & second and (blanks or "open-ended response" in second):
        return 0.9
    return 0.7 if respondent else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    header = _header(header_rows(file))
    sample = take_sample(file, header.rows)
    return SurveyTable(build_layout(file, options, sample, _plan(header, sample)), header.rows, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="surveymonkey_csv",
    kind="survey",
    about="a SurveyMonkey export as CSV or Excel workbook",
    sniff=_sniff,
    read=_read,
)


def _header(rows: Sequence[tuple[str, ...]]) -> _Header:
    first = [" ".join(cell.replace("\ufeff", "").split()) for cell in rows[0]]
    if not _has_second(rows):
        return _Header(tuple(first), ("",) * len(first), 1)
    subs = [" ".join(cell.split()) for cell in rows[1]]
    width = max(len(first), len(subs))
    first += [""] * (width - len(first))
    subs += [""] * (width - len(subs))
    questions: list[str] = []
    for column, name in enumerate(first):
        carried = name or (questions[-1] if questions and subs[column] else "")
        questions.append(carried)
    return _Header(tuple(questions), tuple(subs), 2)


def _has_second(rows: Sequence[tuple[str, ...]]) -> bool:
    """Say whether the second row belongs to the header: its words say so, or its system cells are blank."""
    if len(rows) < 2:
        return False
    if _SUBS & {cell.strip().lower() for cell in rows[1]}:
        return True
    system = [cell for name, cell in zip(rows[0], rows[1], strict=False) if plain(name) in _SYSTEM]
    return bool(system) and not any(cell.strip() for cell in system) and any(cell.strip() for cell in rows[1])


def _plan(header: _Header, sample: Sample) -> Plan:
    names = tuple(
        f"{question} [{sub}]" if sub and sub.lower() != "response" else question
        for question, sub in zip(header.questions, header.subs, strict=True)
    )
    position = {plain(name): column for column, name in reversed(list(enumerate(names)))}
    scores, scales = _scores(header, sample)
    guessed = guess_columns(names, sample)
    accounts = guessed.get("account", ()) if header.rows == 1 or not _answered(header, guessed) else ()
    custom = [
        position[name] for name in ("custom data 1", "custom data", "custom value 1") if name in position
    ]
    return Plan(
        names=names,
        questions=tuple(_question(header, column) for column in range(len(names))),
        keys=tuple(None if plain(name) in _SYSTEM else header.questions[c] for c, name in enumerate(names)),
        columns={
            "id": _present(position, "respondent id", "respondentid")[:1],
            "said_at": _present(
                position, "end date", "enddate", "date modified", "start date", "startdate", "date created"
            ),
            "account": (*accounts, *custom),
            "email": _present(position, "email address"),
            **stated_scores(header.questions, sample),
            **scores,
            "text": tuple(
                c for c in range(len(names)) if c not in scores.get("nps", ()) and _is_open(header, sample, c)
            ),
        },
        scales=scales,
        status=_status_by(names, position, sample),
    )


def _scores(
    header: _Header, sample: Sample
) -> tuple[dict[str, tuple[int, ...]], dict[int, tuple[float, float]]]:
    """Return the columns of scores: single ones, and ratings exported as one column for each number.

    Of those the headings are the numbers, which is their scale.
    """
    nps = tuple(
        column
        for column, question in enumerate(header.questions)
        if header.subs[column].lower() in {"", "response"}
        and is_recommend_score(question, sample.filled(column))
    )
    scores: dict[str, tuple[int, ...]] = {"nps": nps} if nps else {}
    scales: dict[int, tuple[float, float]] = {}
    for question, columns in _ratings(header):
        numbers = [float(_RATING.sub("", header.subs[column])) for column in columns]
        kind = score_kind(question)
        if kind and kind not in scores and numbers[-1] - numbers[0] == len(numbers) - 1 >= 2:
            scores[kind] = columns
            scales.update(dict.fromkeys(columns, (numbers[0], numbers[-1])))
    return scores, scales


def _ratings(header: _Header) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield questions with their neighbouring columns whose second headings are numbers."""
    numbered = (
        column for column, sub in enumerate(header.subs) if _RATING.sub("", sub).isdigit() and len(sub) < 8
    )
    for question, columns in groupby(numbered, key=lambda column: header.questions[column]):
        yield question, tuple(columns)


def _status_by(names: Sequence[str], position: Mapping[str, int], sample: Sample) -> StatusOf:
    """Return the function that tells a response's status.

    The export has no column for it, except where one is added; a response begun and never ended, or
    without an answer to anything, is partial, and one of a collector called test or preview is a test.
    """
    told = find_status(names, sample)
    ended = _present(position, "end date", "enddate", "date modified")
    begun = _present(position, "start date", "startdate", "date created")
    called = _present(position, "collector", "collector name", "custom data", "custom data 1")
    asked = [column for column, name in enumerate(names) if plain(name) not in _SYSTEM]

    def status(cells: Sequence[str]) -> DocumentStatus:
        def says(columns: Iterable[int]) -> bool:
            return any(column < len(cells) and cells[column].strip() for column in columns)

        known = told(cells) if told else "complete"
        if known != "complete":
            return known
        if any(read_word(cells[column]) == "test" for column in called if column < len(cells)):
            return "test"
        return "partial" if (says(begun) and ended and not says(ended)) or not says(asked) else "complete"

    return status


def _present(position: Mapping[str, int], *names: str) -> tuple[int, ...]:
    return tuple(position[name] for name in names if name in position)


def _answered(header: _Header, guessed: dict[str, tuple[int, ...]]) -> bool:
    """Say whether the guessed account is an answer to a question and not a column of the system."""
    return any(header.subs[column] for column in guessed.get("account", ()))


def _question(header: _Header, column: int) -> str | None:
    """Return what was asked in a column; a bare "Why?" is asked of the question on its left."""
    question, sub = header.questions[column], header.subs[column]
    if _BARE_WHY.fullmatch(question) and column:
        return f"{header.questions[column - 1]} {question}".strip()
    if _BARE_WHY.fullmatch(sub) or sub.lower().startswith("other"):
        return f"{question} {sub}".strip()
    return question or None


def _is_open(header: _Header, sample: Sample, column: int) -> bool:
    """Say whether a column holds open answers by its second heading, else by its content."""
    question, sub = header.questions[column], header.subs[column]
    if plain(question) in _SYSTEM or is_private(question) or is_private(sub):
        return False
    values = sample.filled(column)
    if mostly_coded(values) or mostly_personal(values) or is_fact(question, values):
        return False
    if sub and _OPEN_SUB.search(sub) and (len(values) < 2 or len(set(values)) > 1):
        return True
    if sub and sub.lower() != "response":
        return False
    if _BARE_WHY.fullmatch(question):
        return bool(values) and not (len(values) >= 8 and is_choice(values))
    return is_open(question, values)
