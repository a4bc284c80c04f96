"""Reading a feedback file of any known format."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ingestion.context.kinds import ContextKind, context_kind
from ingestion.files import open_input
from ingestion.identity import digest_columns
from ingestion.jsontext import load_json
from ingestion.reader import FORMS, Head, Input, Item, Reader, ReadOptions, Suggestion
from ingestion.table import readers
from voc.errors import InputError, UnknownFormat
from voc.records import Document, Reject, SourceKind

ENOUGH = 0.3
# As many characters as a cell of a table may have: nobody says more in one go.
MAX_UTTERANCE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A file being read: the reader's name, the source and its kind, and the items, streamed.

    Taking an item may raise InputError where the file turns out to be broken further down. ``columns`` is
    the digest of a table's headings, ``mapping`` the one it is read with, if any,
    ``suggestion`` what its columns are taken for, where that was asked for. A file of the workspace's
    context has ``context`` set and no items.
    """

    reader: str
    source: str
    kind: SourceKind
    items: Iterator[Item]
    columns: str | None = None
    mapping: Mapping[str, str | tuple[str, ...]] | None = None
    context: ContextKind | None = None
    suggestion: Suggestion | None = None


def read_file(path: Path, options: ReadOptions, *, reader: str | None = None) -> Reading:
    """Return the documents and rejects of a file, by the reader named or by the one that knows its content.

    Raises InputError for a file that cannot be used (missing, empty, binary, broken, a column of the
    mapping missing) and UnknownFormat where no reader recognises the content. A record whose external
    id came before in the same file is a reject. Without a mapping, one that is remembered for the same
    columns is taken.
    """
    file = open_input(path, encoding=options.encoding, max_bytes=options.max_bytes)
    columns = digest_columns(file.head.rows[0]) if file.head.rows else None
    if not options.mapping and columns and columns in options.remembered:
        options = replace(options, mapping=options.remembered[columns])
    if not reader and not options.mapping and (context := context_kind(file.head)):
        return Reading(context, "", "survey", iter(()), context=context)
    chosen = _named(reader) if reader else _choose(file, mapped=bool(options.mapping))
    items = _guarded(file.name, chosen.read(file, options))
    first = next(items, None)
    if first is None:
        raise InputError(f"{file.name}: no record found as {chosen.name}; need {chosen.about}")
    return Reading(
        reader=chosen.name,
        source=options.source or chosen.name,
        kind=options.kind or chosen.kind,
        items=_once(chain((first,), items)),
        columns=columns,
        mapping=options.mapping,
    )


def sniff(head: Head) -> tuple[tuple[float, Reader], ...]:
    """Return the readers with their confidence in a file's head, the surest first."""
    return tuple(sorted(((reader.sniff(head), reader) for reader in readers()), key=lambda pair: -pair[0]))


def _named(name: str) -> Reader:
    for reader in readers():
        if reader.name == name:
            return reader
    raise InputError(f"no reader named {name!r}, need one of {_names()}")


def _names() -> str:
    return ", ".join(reader.name for reader in readers())


def _choose(file: Input, *, mapped: bool) -> Reader:
    confidence, reader = sniff(file.head)[0]
    if confidence >= ENOUGH or (mapped and confidence > 0):
        return reader
    if file.head.form == "json":
        load_json(file.text(), file.name)
    if mapped and file.head.form == "text":
        raise UnknownFormat(
            f"{file.name}: found no table for the mapping, need rows as wide as their header, with a comma, "
            "semicolon, tab or bar between the cells and texts that hold it in quotes"
        )
    raise UnknownFormat(
        f"{file.name}: no reader knows this content ({FORMS[file.head.form]}), need the export of a survey, "
        "an interview or tickets; a table of another make takes a mapping such as text=COLUMN,said_at=COLUMN"
    )


def _guarded(name: str, items: Iterator[Item]) -> Iterator[Item]:
    """Pass items on; what the system or a codec raises becomes an InputError that names the file."""
    try:
        yield from items
    except (UnicodeError, OSError, RecursionError) as error:
        raise InputError(f"{name}: cannot be read further ({error}); need a whole, readable file") from error


def _once(items: Iterator[Item]) -> Iterator[Item]:
    """Pass items on; a document whose id came before, or with words without end, is a reject."""
    rows: dict[str, int | None] = {}
    for item in items:
        if isinstance(item, Document):
            longest = max((len(utterance.text) for utterance in item.utterances), default=0)
            if longest > MAX_UTTERANCE:
                yield Reject(
                    item.origin,
                    f"a text too long: found {longest:,} characters, need at most {MAX_UTTERANCE:,}",
                )
                continue
            if item.external_id in rows:
                reason = (
                    f"a repeated id: found {item.external_id!r}, first in record {rows[item.external_id]}"
                )
                yield Reject(item.origin, f"{reason}, need an id for each record")
                continue
            rows[item.external_id] = item.origin.row
        yield item
