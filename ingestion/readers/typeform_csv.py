"""Typeform exports: a token in ``#``, questions and hidden fields, then the dates in UTC."""

from collections.abc import Callable, Iterator, Sequence

from ingestion.headers import plain
from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import Sample, take_sample
from ingestion.status import read_word
from ingestion.survey_table import SurveyTable, read_survey
from voc.records import DocumentStatus

_DATES = ("submit date (utc)", "stage date (utc)", "start date (utc)")
_SYSTEM = frozenset({"#", "response type", "network id", "tags", "ending", *_DATES})


def _sniff(head: Head) -> float:
    names = _lowered(head.rows[0]) if head.rows else []
    known = sum(1 for name in ("submit date (utc)", "start date (utc)", "network id") if name in names)
    if not known:
        return 0.0
    return 0.96 if names[0] == "#" and known >= 2 else 0.6 if known >= 2 else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    sample = take_sample(file, 1)
    return SurveyTable(build_layout(file, options, sample, _plan(sample)), 1, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="typeform_csv",
    kind="survey",
    about="a Typeform export as CSV or Excel workbook",
    sniff=_sniff,
    read=_read,
)


def _lowered(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.replace("\ufeff", "").lower().split()) for cell in row]


def _plan(sample: Sample) -> Plan:
    names = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in sample.headers[0])
    lowered = _lowered(names)
    position = {name: column for column, name in reversed(list(enumerate(lowered)))}
    guessed = guess_columns(names, sample)
    system = {column for column, name in enumerate(lowered) if name in _SYSTEM}
    answered = {word: kept for word, found in guessed.items() if (kept := _without(found, system))}
    return Plan(
        names=names,
        questions=tuple(_question(names, column, sample) for column in range(len(names))),
        keys=tuple(None if column in system else name for column, name in enumerate(names)),
        columns={
            **{word: found for word, found in answered.items() if word not in {"id", "said_at", "title"}},
            "id": (position["#"],) if "#" in position else answered.get("id", ()),
            "said_at": tuple(position[name] for name in _DATES if name in position),
        },
        zone="UTC",
        status=_status_by(position),
    )


def _without(columns: tuple[int, ...], system: set[int]) -> tuple[int, ...]:
    return tuple(column for column in columns if column not in system)


def _question(names: Sequence[str], column: int, sample: Sample) -> str | None:
    """Return the question of a column: its heading, for "Other" that of the question on its left.

    A question of several choices is a column for each of them, headed by the choice: it is unknown.
    """
    if plain(names[column]) != "other":
        return names[column]
    before = names[column - 1] if column else ""
    chosen = set(sample.filled(column - 1)) - {"0", "1"} if column else set()
    return f"{before} Other" if chosen - {before} else None


def _status_by(position: dict[str, int]) -> Callable[[Sequence[str]], DocumentStatus]:
    """Return the function that tells a partial response: it is called so, or was never submitted."""

    def cell(cells: Sequence[str], name: str) -> str:
        column = position.get(name, len(cells))
        return cells[column].strip().lower() if column < len(cells) else ""

    def status(cells: Sequence[str]) -> DocumentStatus:
        if response := cell(cells, "response type"):
            return read_word(response) or "partial"
        begun = cell(cells, "start date (utc)") or cell(cells, "stage date (utc)")
        return "partial" if begun and not cell(cells, "submit date (utc)") else "complete"

    return status
