"""Answers as flat rows for CSV and tables, in which no customer's text can run as a formula."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from reports.answers import (
    AccountAnswer,
    ChangeAnswer,
    Overview,
    Series,
    SourceAnswer,
    ThemeAnswer,
    Themes,
    Trend,
    VerbatimAnswer,
)
from reports.source_health import SourceHealth

Cell: TypeAlias = str | int | float | None
Record: TypeAlias = Mapping[str, object]

DIGITS = 4
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")

THEME = (
    "label",
    "kind",
    "reach",
    "low",
    "high",
    "accounts",
    "population",
    "verbatims",
    "codes",
    "status",
    "id",
)
ACCOUNT = ("id", "name", "tier", "arr", "currency", "renewal_on", "mentions", "last_said_on", "codes")
CHANGE = (
    "id",
    "name",
    "kind",
    "effective_on",
    "mode",
    "tiers",
    "exposed_accounts",
    "affects",
    "announced_on",
    "billed_on",
    "hypothesis",
)
SOURCE = ("id", "kind", "documents", "verbatims", "first_said_on", "last_said_on")
HEALTH = (
    *SOURCE,
    "undated",
    "rejects",
    "gaps",
    "connector",
    "pulled_at",
    "cursor",
    "state",
    "failure",
)
POINT = ("start", "accounts", "population", "reach", "low", "high", "mentions", "state")
QUOTE = ("verbatim_id", "text", "said_at", "account_id")
ORIGIN = (
    "tier",
    "source",
    "external_id",
    "file",
    "row",
    "link",
    "strength",
    "themes",
    "codes",
    "language",
    "alike",
)


def to_rows(answer: object, *, of: type | None = None) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """Return an answer as column names and rows; an overview gives its themes.

    Text that a spreadsheet would run as a formula is made harmless with an apostrophe. ``of`` names the
    type of an empty list, so that its columns can still be given.
    """
    columns, records = _table(answer, of)
    return columns, [tuple(_cell(record.get(column)) for column in columns) for record in records]


def _table(answer: object, of: type | None) -> tuple[tuple[str, ...], list[Record]]:
    if isinstance(answer, Trend):
        return (*answer.by, *POINT), [row for series in answer.series for row in _points(series)]
    if isinstance(answer, Themes | Overview):
        return THEME, [_fields(theme, THEME) for theme in answer.themes]
    answers = answer if isinstance(answer, Sequence) else (answer,)
    kind = of or (type(answers[0]) if answers else None)
    if kind is VerbatimAnswer:
        return (*QUOTE, *ORIGIN), [_verbatim(one) for one in answers if isinstance(one, VerbatimAnswer)]
    if kind is AccountAnswer:
        listed = [one for one in answers if isinstance(one, AccountAnswer)]
        segments = sorted({f"segment.{name}" for one in listed for name in one.segments})
        return (*ACCOUNT, *segments), [_account(one) for one in listed]
    if kind is SourceHealth:
        return HEALTH, [_health(one) for one in answers if isinstance(one, SourceHealth)]
    columns = {ThemeAnswer: THEME, ChangeAnswer: CHANGE, SourceAnswer: SOURCE}.get(kind) if kind else ()
    if columns is None:
        raise TypeError(f"{kind} has no columns")
    return columns, [_fields(one, columns) for one in answers]


def _points(series: Series) -> Iterable[Record]:
    for point in series.points:
        yield {**series.segment, **_fields(point, POINT)}


def _verbatim(one: VerbatimAnswer) -> Record:
    return {
        **_fields(one, ("tier", "external_id", "file", "row")),
        **_fields(one.quote, (*QUOTE, "source", "link", "strength", "themes", "codes", "language", "alike")),
    }


def _health(one: SourceHealth) -> Record:
    gaps = tuple(f"{gap.after} to {gap.until}" for gap in one.gaps)
    return {**_fields(one, HEALTH), "gaps": gaps}


def _account(one: AccountAnswer) -> Record:
    return {**_fields(one, ACCOUNT), **{f"segment.{name}": value for name, value in one.segments.items()}}


def _fields(answer: object, names: Sequence[str]) -> Record:
    return {name: getattr(answer, name) for name in names}


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        value = "; ".join(f"{name} {_cell(number)}" for name, number in value.items())
    elif not isinstance(value, str) and isinstance(value, Iterable):
        value = "; ".join(str(item) for item in value)
    return harmless(str(value))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before it if need be."""
    if text.startswith(FORMULA) and not PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text
