"""``changes.yaml``: the packaging changes of the company."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast, get_args

from ingestion.context.rows import BadCell, read_day, repeated
from ingestion.context.yaml_text import load_yaml, needed, texts
from ingestion.jsontext import Fields, fields, text_of
from ingestion.layout import short
from voc.errors import InputError
from voc.records import Change, ChangeKind, ChangeMode, Origin, Reject

KINDS: tuple[str, ...] = get_args(ChangeKind)
MODES: tuple[str, ...] = get_args(ChangeMode)


def read_changes(path: Path) -> Iterator[Change | Reject]:
    """Yield the changes of a file in order, and a reject for each entry that cannot be used.

    Raises InputError where the file is no YAML or holds no list, bare or under ``changes``.
    """
    value = load_yaml(path)
    entries = fields(value).get("changes") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise InputError(
            f"{path.name}: found no list of changes, need - id, name, kind, effective_on, tiers, mode"
        )
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        origin = Origin(path.name, number)
        try:
            change = _change(entry)
            if change.id in seen:
                raise repeated(change.id, "there before")
        except BadCell as error:
            yield Reject(origin, str(error), short(str(entry), 500))
        else:
            seen.add(change.id)
            yield change


def _change(value: object) -> Change:
    if not isinstance(value, dict):
        raise BadCell(f"no change: found {short(str(value), 60)!r}, need keys and values")
    entry = fields(value)
    mode, until, tiers = _one_of(entry, "mode", MODES), _day(entry, "until"), texts(entry, "tiers")
    if not tiers:
        raise BadCell("no tiers: found none, need the tiers that the change exposes")
    if mode == "grandfathered" and until is None:
        raise BadCell("no until: found none, need the day that a grandfathered change's protection ends")
    return Change(
        id=needed(entry, "id"),
        name=needed(entry, "name"),
        kind=cast("ChangeKind", _one_of(entry, "kind", KINDS)),
        effective_on=read_day(entry.get("effective_on"), "effective_on"),
        tiers=tiers,
        mode=cast("ChangeMode", mode),
        announced_on=_day(entry, "announced_on"),
        billed_on=_day(entry, "billed_on"),
        until=until,
        segments=_segments(entry),
        affects=texts(entry, "affects"),
        before=_written(entry, "before"),
        after=_written(entry, "after"),
        hypothesis=text_of(entry.get("hypothesis")),
        note=text_of(entry.get("note")),
    )


def _one_of(entry: Fields, name: str, known: tuple[str, ...]) -> str:
    value = needed(entry, name)
    if value not in known:
        raise BadCell(f"no {name}: found {short(value, 60)!r}, need one of {', '.join(known)}")
    return value


def _day(entry: Fields, name: str) -> date | None:
    return None if entry.get(name) is None else read_day(entry[name], name)


def _segments(entry: Fields) -> dict[str, tuple[str, ...]]:
    value = entry.get("segments")
    if value is not None and not isinstance(value, dict):
        raise BadCell(f"no segments: found {short(str(value), 60)!r}, need such as {{size: [smb, mid]}}")
    segments = fields(value)
    return {str(name): texts(segments, name) for name in segments}


def _written(entry: Fields, name: str) -> str | None:
    """Return a value as text; what is no single value (``{monthly: 12}``) as its parts in a line."""
    value = entry.get(name)
    if isinstance(value, dict):
        return short(", ".join(f"{key}: {part}" for key, part in value.items()), 200) or None
    return text_of(value) or (None if value is None else short(str(value), 200))
