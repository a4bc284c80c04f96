"""The codebook: the codes that detectors look for, read from TOML; a team may bring its own."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voc.errors import InputError

DEFAULT_CODEBOOK = Path(__file__).with_name("codebook.toml")
FORM_VERSION = 1
KEYS = frozenset({"means", "not", "examples"})
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Code:
    """A code (``friction.price``): what it means, what it is not, and sentences that carry it."""

    code: str
    means: str
    not_: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """The codes in the order of their file."""

    codes: tuple[Code, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The codes' names, in order."""
        return tuple(code.code for code in self.codes)


def load_codebook(path: Path | None = None) -> Codebook:
    """Read a codebook (None: the default one).

    The file holds ``version = 1`` and one table a code, ``[group.name]``, with ``means`` and, where
    wanted, ``not`` and ``examples``. Raises InputError with the file and the place where it is of
    another form.
    """
    file = path or DEFAULT_CODEBOOK
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"codebook {file}: {error.strerror}; need a TOML file in UTF-8") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"codebook {file}: {error}; need TOML in UTF-8") from error
    version = tables.pop("version", None)
    if version != FORM_VERSION:
        raise InputError(f"codebook {file}: version is {version!r}, need version = {FORM_VERSION}")
    codes = tuple(_codes(file, tables))
    if not codes:
        raise InputError(f"codebook {file}: no codes; need tables such as [friction.price]")
    return Codebook(codes)


def _codes(file: Path, tables: Mapping[str, Any]) -> Iterator[Code]:
    for group, members in tables.items():
        if not isinstance(members, dict):
            raise InputError(f"codebook {file}: {group} = {members!r}; need a table such as [{group}.price]")
        for name, table in members.items():
            yield _code(file, f"{group}.{name}", table)


def _code(file: Path, code: str, table: object) -> Code:
    where = f"codebook {file}, [{code}]"
    if not all(NAME.match(part) for part in code.split(".")):
        raise InputError(f"{where}: a code is group.name in small letters, digits and underscores")
    if not isinstance(table, dict):
        raise InputError(f'{where}: found {table!r}, need a table with means = "..."')
    unknown = sorted(table.keys() - KEYS)
    if unknown:
        raise InputError(f"{where}: unknown key {unknown[0]!r}, need means, not or examples")
    means, not_, examples = table.get("means"), table.get("not", ""), table.get("examples", [])
    if not isinstance(means, str) or not means.strip():
        raise InputError(f"{where}: means is {means!r}, need a sentence that says what the code means")
    if not isinstance(not_, str):
        raise InputError(f"{where}: not is {not_!r}, need a sentence")
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise InputError(f"{where}: examples is {examples!r}, need a list of sentences")
    return Code(code, means.strip(), not_.strip(), tuple(examples))
