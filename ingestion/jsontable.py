"""JSON records as a table: an array of objects, an object that holds one, or one object a line."""

from collections.abc import Iterator

from ingestion.jsontext import fields, is_json_object, items, json_lines, load_json, text_of
from ingestion.reader import Input
from ingestion.workbook import MAX_COLUMNS
from voc.errors import InputError

MAX_DEPTH = 4
# Where exports keep their records, when not at the top.
_HOLDERS = ("data", "list", "items", "results", "responses", "records", "rows", "feedback", "entries")


def json_rows(file: Input) -> Iterator[tuple[str, ...]]:
    """Yield a header of all keys that the records have, then a row for each record.

    Keys of objects within a record are joined by a point (``customer.id``), lists of plain values by
    a semicolon. A line that is no object is a row of one cell too many, which becomes a reject. Raises
    InputError where the JSON breaks off, holds no records, or has over 2,000 different keys.
    """
    names: dict[str, None] = {}
    for record in json_records(file):
        names.update(dict.fromkeys(flat(record)))
        if len(names) > MAX_COLUMNS:
            raise InputError(
                f"{file.name}: found over {MAX_COLUMNS:,} different keys, need records of one kind"
            )
    if not names:
        raise InputError(f"{file.name}: found JSON without records, need objects with keys")
    yield tuple(names)
    for record in json_records(file):
        found = flat(record)
        row = tuple(found.get(name, "") for name in names)
        yield row if isinstance(record, dict) else (*row, "no object of JSON")


def json_records(file: Input) -> Iterator[object]:
    """Yield the records of a JSON file as they stand, a line of no JSON as None.

    Raises InputError where the whole is no JSON, or holds no list of records.
    """
    if is_lines(file.head.text):
        for value in json_lines(file):
            yield None if isinstance(value, InputError) else value
        return
    data = load_json(file.text(), file.name)
    top = fields(data)
    if isinstance(data, list):
        yield from data
        return
    for holder in _HOLDERS:
        if isinstance(top.get(holder), list):
            yield from items(top[holder])
            return
    yield top


def is_lines(text: str) -> bool:
    """Say whether a head's first line is an object by itself, with others below it."""
    first, _, rest = text.lstrip("\ufeff \n\t").partition("\n")
    return bool(rest.strip()) and is_json_object(first)


def flat(record: object) -> dict[str, str]:
    """Return a record's plain values as text by the path of their keys."""
    found: dict[str, str] = {}
    _flatten(record, "", 0, found)
    return found


def _flatten(value: object, path: str, depth: int, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        if depth < MAX_DEPTH:
            for key, inner in value.items():
                _flatten(inner, f"{path}.{key}" if path else str(key), depth + 1, found)
    elif path:
        found[path] = _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(text for part in value if (text := text_of(part)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of(value) or ""
