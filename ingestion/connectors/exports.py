"""What a system answered, read by the reader of its export files: one mapping for both ways in."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingestion.connectors.connector import Ask
from ingestion.files import open_input
from ingestion.reader import Item, Reader, ReadOptions
from voc.errors import InputError
from voc.records import Origin


def read_json(reader: Reader, records: object, ask: Ask) -> tuple[Item, ...]:
    """Return the documents and rejects that a reader finds in records as an export would hold them."""
    return read_bytes(reader, json.dumps(records).encode(), ask, name="page.json")


def read_bytes(reader: Reader, content: bytes, ask: Ask, *, name: str) -> tuple[Item, ...]:
    """Return the documents and rejects that a reader finds in a file's content."""
    options = ReadOptions(source=ask.source, zone=ask.zone, staff=ask.staff)
    with tempfile.TemporaryDirectory(prefix="voc-pull-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        items = tuple(reader.read(open_input(path, max_bytes=None), options))
    # The page is nothing that anybody could open again.
    return tuple(replace(item, origin=Origin(ask.source)) for item in items)


def load_cursor(ask: Ask) -> Mapping[str, str]:
    """Return the parts of a cursor that a connector wrote as JSON; none at the first pull."""
    if ask.cursor is None:
        return {}
    try:
        found = json.loads(ask.cursor)
    except ValueError as error:
        raise InputError(
            f"{ask.source}: the stored cursor is no JSON ({error}); remove the source and add it again"
        ) from error
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def dump_cursor(**parts: str | None) -> str:
    """Return the parts of a cursor as text, those that are None left out."""
    return json.dumps({key: value for key, value in parts.items() if value is not None}, sort_keys=True)


def iso(moment: datetime) -> str:
    """Return an instant as systems take it: ``2026-03-02T09:00:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def first_since(ask: Ask) -> str | None:
    """Return the instant that the first pull begins at, None for the beginning."""
    return iso(ask.since) if ask.since else None


def earlier(instant: str | None, by: timedelta) -> str | None:
    """Return an instant of a system moved back, None for what is no instant."""
    try:
        moment = datetime.fromisoformat(instant or "")
    except ValueError:
        return None
    return iso((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - by)
