"""Answers as JSON: the same names and figures at every door."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date

from reports.answers import (
    AccountAnswer,
    ChangeAnswer,
    SourceAnswer,
    ThemeAnswer,
    VerbatimAnswer,
)
from reports.rows import DIGITS, to_rows
from reports.source_health import SourceHealth

__all__ = ["to_json", "to_rows"]

# What a list of answers is called in JSON.
NAMES: Mapping[type, str] = {
    ThemeAnswer: "themes",
    VerbatimAnswer: "verbatims",
    AccountAnswer: "accounts",
    ChangeAnswer: "changes",
    SourceAnswer: "sources",
    SourceHealth: "sources",
}

# A theme's quotes are the theme's own: what else stands in them is said where verbatims are listed.
OF_VERBATIMS = ("strength", "themes", "codes", "language")


def to_json(answer: object, *, of: type | None = None) -> dict[str, object]:
    """Return an answer of ``reports`` as JSON: dates ISO 8601, fractions rounded to four decimals.

    A list of answers stands under its name (``accounts``, ``changes``, ``verbatims``, ...); ``of`` names
    the type of an empty one.
    """
    if isinstance(answer, Sequence):
        kind = of or (type(answer[0]) if answer else None)
        return {} if kind is None else {NAMES[kind]: [_plain(one) for one in answer]}
    return _record(answer)


def _record(answer: object) -> dict[str, object]:
    if not is_dataclass(answer):
        raise TypeError(f"{type(answer).__name__} has no JSON form")
    plain = {field.name: _plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, ThemeAnswer):
        plain["quotes"] = [
            {name: value for name, value in _record(quote).items() if name not in OF_VERBATIMS}
            for quote in answer.quotes
        ]
    return plain


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return _record(value)
