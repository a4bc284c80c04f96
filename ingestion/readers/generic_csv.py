"""Any table of feedback, one record a row: mapped by the user, or guessed from headings and content."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from ingestion.cells import is_choice, mostly_coded, mostly_personal, reads_open
from ingestion.headers import (
    KNOWN,
    SCORES,
    asks_for_fact,
    asks_openly,
    asks_to_recommend,
    is_private,
    names_text,
    plain,
    score_kind,
    stated_scale,
)
from ingestion.layout import always_complete, leading_number
from ingestion.mapping import list_columns
from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.sample import Sample, take_sample
from ingestion.status import find_status
from ingestion.survey_table import SurveyTable, read_survey
from ingestion.times import Zone, read_moment
from voc.errors import UnknownFormat

_OTHER = re.compile(r"^other|\bother$")
_CLOCK = re.compile(r"\s*\d{1,2}:\d{2}")
_ANY_ZONE = Zone("UTC", assumed=True)


def _sniff(head: Head) -> float:
    if head.form not in {"text", "xlsx"}:
        return 0.0
    if not head.rows:
        first = head.text.split("\n", 1)[0]
        return 0.3 if names_text(first) and len(first) < 40 else 0.0
    header = head.rows[0]
    if head.text.lstrip()[:1] == "[" or _CLOCK.match(header[0]):
        return 0.0
    worded = sum(1 for name in header if any(letter.isalpha() for letter in name) and len(name) < 400)
    return 0.4 if worded >= 0.6 * len(header) else 0.15


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of a table with one header row are, as mapped or guessed.

    Raises UnknownFormat where no column holds text, InputError for a broken table or a missing column.
    """
    sample = take_sample(file, 1)
    names = tuple(name.replace("\ufeff", "").strip() for name in sample.headers[0])
    # Keys within keys are joined by a point, where headings have a blank.
    headings = [name.replace(".", " ") if file.head.form == "json" else name for name in names]
    columns = guess_columns(headings, sample)
    if not columns.get("text") and "text" not in (options.mapping or {}):
        raise UnknownFormat(
            f"{file.name}: no column of open answers found; name it, as in text=COLUMN; "
            f"the columns are {list_columns(names)}"
        )
    status = find_status(headings, sample) or always_complete
    plan = Plan(names=names, questions=names, keys=names, columns=columns, status=status)
    return SurveyTable(build_layout(file, options, sample, plan), 1, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="generic_csv",
    kind="survey",
    about="a CSV, TSV or Excel table with one record a row and at least one column of text",
    sniff=_sniff,
    read=_read,
)


def guess_columns(names: Sequence[str], sample: Sample) -> dict[str, tuple[int, ...]]:
    """Return the columns of our words, judged by heading first and by the first records next.

    A heading alone is not believed: a date column must hold dates, an id column distinct values, a
    score column numbers, and a text column something else than codes, options or addresses.
    """
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for word, known in KNOWN.items():
        for column in _by_preference(names, known):
            if column not in taken and _holds(word, sample.filled(column), len(sample.rows)):
                found[word] = (column,)
                taken.add(column)
                break
    if "said_at" not in found:
        dated = (c for c in range(len(names)) if c not in taken and _mostly_dates(sample.filled(c)))
        if (first := next(dated, None)) is not None:
            found["said_at"] = (first,)
            taken.add(first)
    if "nps" not in found and (nps := find_nps(names, sample, taken)) is not None:
        found["nps"] = (nps,)
        taken.add(nps)
    for word, columns in stated_scores(names, sample).items():
        if word not in found and columns[0] not in taken:
            found[word] = columns
            taken.update(columns)
    text = tuple(c for c in range(len(names)) if c not in taken and is_open(names[c], sample.filled(c)))
    if not text and "title" in found:
        text = found.pop("title")
    return {**found, "text": text}


def find_nps(names: Sequence[str], sample: Sample, taken: set[int]) -> int | None:
    """Return the column that asks to recommend and holds whole numbers of its scale."""
    for column, name in enumerate(names):
        if column not in taken and is_recommend_score(name, sample.filled(column)):
            return column
    return None


def is_recommend_score(question: str, values: Sequence[str]) -> bool:
    """Say whether a column asks to recommend and holds whole numbers: of the stated scale, else 0 to 10."""
    if not asks_to_recommend(question):
        return False
    stated = stated_scale(question)
    return is_within(values, *stated) if stated else is_nps(values)


def is_within(values: Sequence[str], low: float, high: float) -> bool:
    """Say whether nearly all of a column's values are numbers of a scale."""
    fits = sum(1 for value in values if (n := leading_number(value)) is not None and low <= n <= high)
    return bool(values) and fits >= 0.8 * len(values)


def stated_scores(questions: Sequence[str], sample: Sample) -> dict[str, tuple[int, ...]]:
    """Return the first columns of satisfaction and of effort whose question states its scale."""
    found: dict[str, tuple[int, ...]] = {}
    for column, question in enumerate(questions):
        kind = score_kind(question)
        if kind is None or kind == "nps" or kind in found or not stated_scale(question):
            continue
        if _holds(kind, sample.filled(column), len(sample.rows)):
            found[kind] = (column,)
    return found


def is_nps(values: Sequence[str]) -> bool:
    """Say whether nearly all of a column's values are whole numbers from 0 to 10, some of them over 5.

    Without one over 5 among twenty or more the scale is a shorter one.
    """
    numbers = [n for value in values if (n := leading_number(value)) is not None]
    fits = sum(1 for n in numbers if n in range(11))
    return bool(numbers) and fits >= 0.8 * len(values) and (len(values) < 20 or max(numbers) > 5)


def is_open(heading: str, values: Sequence[str]) -> bool:
    """Say whether a column holds open answers, by its heading where that is telling, else by its content."""
    if not values or is_private(heading) or mostly_personal(values) or mostly_coded(values):
        return False
    if names_text(heading):
        return True
    if is_fact(heading, values):
        return False
    if _OTHER.search(plain(heading)) or asks_openly(heading):
        worded = sum(1 for value in values if " " in value) >= 0.3 * len(values)
        return worded and not (len(values) >= 8 and is_choice(values))
    return reads_open(values)


def is_fact(heading: str, values: Sequence[str]) -> bool:
    """Say whether a column tells in a word or three who answers: an attribute, not an opinion."""
    return bool(values) and asks_for_fact(heading) and median(len(value.split()) for value in values) <= 3


def _by_preference(names: Sequence[str], known: tuple[str, ...]) -> list[int]:
    ranked = [(known.index(plain(name)), column) for column, name in enumerate(names) if plain(name) in known]
    return [column for _, column in sorted(ranked)]


def _holds(word: str, values: Sequence[str], rows: int) -> bool:
    """Say whether a column's content fits the word that its heading names."""
    if word == "said_at":
        return not values or any(_is_date(value) for value in values[:50])
    if word == "id":
        return len(values) >= 0.9 * rows and len(set(values)) == len(values)
    if word == "title":
        return len(values) >= 0.3 * rows
    if word in SCORES:
        numeric = sum(1 for value in values if leading_number(value) is not None)
        return bool(values) and numeric >= 0.7 * len(values)
    return bool(values)


def _is_date(value: str) -> bool:
    return read_moment(value, order="month_first", zone=_ANY_ZONE) is not None


def _mostly_dates(values: Sequence[str]) -> bool:
    some = values[:100]
    return bool(some) and sum(1 for v in some if not v.isdigit() and _is_date(v)) >= 0.9 * len(some)
