"""Microsoft Forms answers as workbook or CSV: five columns of the system, then one a question."""

import re
from collections.abc import Iterator, Sequence

from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import take_sample
from ingestion.survey_table import SurveyTable, read_survey

_STARTED = ("start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio", "begintijd")
_COMPLETED = (
    "completion time", "fertigstellungszeit", "heure de fin", "hora de finalización", "ora di completamento",
    "tijd van voltooien",
)  # fmt: skip
_OTHERS = (
    "email", "e-mail", "adresse de messagerie", "correo electrónico", "posta elettronica", "name", "nom",
    "nombre", "nome", "naam", "last modified time", "uhrzeit der letzten änderung", "language", "sprache",
    "total points", "quiz feedback", "grade posted time",
)  # fmt: skip
_MARKED = re.compile(r"(?:points|feedback) [-\u2013] ", re.IGNORECASE)


def _sniff(head: Head) -> float:
    if head.form not in {"text", "xlsx"} or not head.rows or len(head.rows[0]) < 4:
        return 0.0
    first = [_plain(name) for name in head.rows[0][:3]]
    return 0.95 if first[0] == "id" and first[1] in _STARTED and first[2] in _COMPLETED else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    sample = take_sample(file, 1)
    names = tuple(" ".join(name.replace("\ufeff", "").split()) for name in sample.headers[0])
    system = _system(names)
    guessed = {
        word: kept
        for word, found in guess_columns(names, sample).items()
        if word not in {"id", "said_at", "title", "email"}
        and (kept := tuple(column for column in found if column not in system))
    }
    plan = Plan(
        names=names,
        questions=names,
        keys=tuple(None if column in system else name for column, name in enumerate(names)),
        columns={
            **guessed,
            "id": (0,),
            "said_at": tuple(c for c in (2, 1) if c < len(names)),
            "email": _email(names),
        },
    )
    return SurveyTable(build_layout(file, options, sample, plan), 1, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="microsoft_forms",
    kind="survey",
    about="the answers of a Microsoft form as Excel workbook or CSV",
    sniff=_sniff,
    read=_read,
)


def _plain(name: str) -> str:
    return " ".join(name.replace("\ufeff", "").lower().split())


def _system(names: Sequence[str]) -> set[int]:
    """Return the columns that are nobody's answers: the first ones, and a quiz's points and remarks."""
    asked = {_plain(name) for name in names}
    found = {0, 1, 2}
    for column, name in enumerate(names):
        marked = _MARKED.match(name)
        if (marked and _plain(name[marked.end() :]) in asked) or (column < 9 and _plain(name) in _OTHERS):
            found.add(column)
    return found


def _email(names: Sequence[str]) -> tuple[int, ...]:
    return (3,) if len(names) > 3 and _plain(names[3]) in _OTHERS[:5] else ()
