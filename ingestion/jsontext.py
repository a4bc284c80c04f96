"""Reading JSON whose shape is not ours: every value is looked at before it is believed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ingestion.reader import Input
from voc.errors import InputError

Fields: TypeAlias = Mapping[str, object]
NONE: Fields = {}
# An escape for half a letter outside the first 65,536; two of them in the right order are one letter.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def load_json(text: str, name: str) -> object:
    """Return a JSON text's value; raises InputError with line and column where it breaks off."""
    try:
        value = _parsed(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}: JSON breaks off in line {error.lineno}, column {error.colno} ({error.msg}); "
            "need the whole file"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: JSON that cannot be read ({error}); need plain records") from error
    return value


def json_lines(file: Input) -> Iterator[object | InputError]:
    """Yield the value of each line of a file, blank ones left out; a line that is no JSON as its error."""
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip("\ufeff \t\r\n"):
                continue
            try:
                yield _parsed(line.removeprefix("\ufeff"))
            except (ValueError, RecursionError) as error:
                yield InputError(
                    f"a line of no JSON: found {error} in line {number}, need one record on each line"
                )


def _parsed(text: str) -> object:
    value: object = json.loads(text)
    return _mended(value) if _HALF.search(text) else value


def _mended(value: object) -> object:
    """Return a value with halves of letters replaced: no database and no file takes them."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [_mended(part) for part in value]
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    return value


def is_json_object(line: str) -> bool:
    """Say whether a line alone is an object of JSON."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def fields(value: object) -> Fields:
    """Return an object's fields, none where the value is no object."""
    return value if isinstance(value, dict) else NONE


def items(value: object) -> Sequence[object]:
    """Return a list's values, none where the value is no list."""
    return value if isinstance(value, list) else ()


def text_of(value: Any) -> str | None:  # noqa: ANN401  (whatever JSON holds)
    """Return a text or number as text, None for anything else and for blanks."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
