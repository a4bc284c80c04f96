"""From what a format knows of a table's columns, and what the user says of them, to a layout."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from ingestion.cells import mostly_personal
from ingestion.headers import SCORES, is_private, names_text, names_utc, stated_scale
from ingestion.layout import (
    MAX_KEY,
    Answers,
    Attribute,
    Layout,
    Scale,
    always_complete,
    leading_number,
    short,
)
from ingestion.mapped import check_mapped
from ingestion.mapping import WORDS, find_columns
from ingestion.reader import Input, ReadOptions
from ingestion.sample import Sample, column_order
from ingestion.times import local_zone
from voc.records import DocumentStatus, ScoreKind


@dataclass(frozen=True, slots=True)
class Plan:
    """What a reader makes of a table before the user is heard.

    ``columns`` gives the 0-based columns of our words; ``questions`` the question of each column;
    ``keys`` the attribute that each column becomes, None for those that are dropped; ``refs`` the vendor's
    own name of each column's question, where it has one; ``scales`` the ends of the scales that the format
    itself gives; ``zone`` the zone that the file states.
    """

    names: tuple[str, ...]
    questions: tuple[str | None, ...]
    keys: tuple[str | None, ...]
    columns: Mapping[str, tuple[int, ...]]
    refs: tuple[str | None, ...] = ()
    scales: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    zone: str | None = None
    status: Callable[[Sequence[str]], DocumentStatus] = always_complete


def build_layout(file: Input, options: ReadOptions, sample: Sample, plan: Plan) -> Layout:
    """Return the layout of a table; the user's mapping wins over the plan.

    Raises InputError where the mapping names a column that the table does not have, or that cannot be
    what the mapping says.
    """
    mapped = {
        word: find_columns(plan.names, wanted, file.name) for word, wanted in (options.mapping or {}).items()
    }
    columns = {**plan.columns, **mapped}
    check_mapped(file.name, plan.names, mapped, sample)
    dates = columns.get("said_at", ())
    stated = plan.zone or ("UTC" if any(names_utc(plan.names[column]) for column in dates) else None)
    return Layout(
        names=plan.names,
        answers=tuple(
            Answers(column, _question(plan, column), plan.refs[column] if plan.refs else None)
            for column in columns.get("text", ())
        ),
        zone=local_zone(options.zone, options.source_zone, stated),
        order=column_order(file, sample, dates),
        said_at=dates,
        id=_first(columns, "id"),
        account=columns.get("account", ()),
        participant=_first(columns, "participant"),
        email=_first(columns, "email"),
        question=_first(columns, "question"),
        title=_first(columns, "title"),
        link=_first(columns, "link"),
        scales=tuple(
            _scale(plan, kind, column, sample)
            for kind in get_args(ScoreKind)
            for column in columns.get(kind, ())
        ),
        attributes=_attributes(plan, columns, sample),
        status=plan.status,
    )


def _scale(plan: Plan, kind: ScoreKind, column: int, sample: Sample) -> Scale:
    if known := plan.scales.get(column):
        return Scale(column, kind, *known)
    return find_scale(kind, column, sample, plan.questions[column] or plan.names[column])


def find_scale(kind: ScoreKind, column: int, sample: Sample, heading: str) -> Scale:
    """Return a score column's scale: the one that its heading states, else 0 to 10 for nps.

    For the others it is then the smallest usual scale that holds the column's values: 0-1, 1-5, 1-7,
    1-10 and 1-100, beginning at 0 where a 0 occurs.
    """
    if stated := stated_scale(heading):
        return Scale(column, kind, *stated)
    if kind == "nps":
        return Scale(column, kind, 0, 10)
    numbers = [n for value in sample.filled(column) if (n := leading_number(value)) is not None]
    low = 0.0 if 0 in numbers else 1.0
    top = max(numbers, default=5.0)
    if top <= 1 and low == 0:
        return Scale(column, kind, 0, 1, derived=True)
    high = next((end for end in (5.0, 7.0, 10.0, 100.0) if top <= end), top)
    return Scale(column, kind, low, high, derived=True)


def _first(columns: Mapping[str, tuple[int, ...]], word: str) -> int | None:
    return next(iter(columns.get(word, ())), None)


def _question(plan: Plan, column: int) -> str | None:
    question = plan.questions[column]
    return None if question is None or names_text(question) else " ".join(question.split())


def _attributes(plan: Plan, columns: Mapping[str, tuple[int, ...]], sample: Sample) -> tuple[Attribute, ...]:
    named = [
        Attribute(column, word)
        for word, found in columns.items()
        if word == "tier" or (word not in WORDS and word not in SCORES)
        for column in found
    ]
    used = {column for found in columns.values() for column in found}
    kept = [
        Attribute(column, short(key, MAX_KEY))
        for column, key in enumerate(plan.keys)
        if key and column not in used and not is_private(key) and not is_private(plan.names[column])
        and not mostly_personal(sample.filled(column))
    ]  # fmt: skip
    return (*named, *kept)
