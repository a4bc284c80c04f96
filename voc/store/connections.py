"""Sources that are pulled: their connector and settings, how far the last pull came, and how it went."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from voc.errors import InputError, NotFound
from voc.store.times import now, write_instant

_NAME = re.compile(r"\w[\w .:-]{0,79}")


@dataclass(frozen=True, slots=True)
class Connection:
    """A source that is pulled; ``secret`` is the name of the environment variable, never its value.

    ``cursor`` is where the next pull begins, None before the first; ``failure`` is what ended the last
    pull, None where it went well.
    """

    source: str
    connector: str
    settings: Mapping[str, str]
    secret: str
    cursor: str | None
    pulled_at: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull as it is recorded: when, how many records of which outcome, what ended it early."""

    at: str
    until: str | None
    counts: Mapping[str, int]
    failure: str | None


def check_source_name(name: str) -> None:
    """Raise InputError where a text cannot be a source's name."""
    if not _NAME.fullmatch(name):
        raise InputError(
            f"source {name!r}: need up to 80 letters, digits, blanks, points, colons and dashes, such as desk"
        )


def add_connection(
    db: Database, source: str, *, connector: str, settings: Mapping[str, str], secret: str
) -> None:
    """Make a source known as one that is pulled; raises InputError where it is pulled already."""
    check_source_name(source)
    if source in {known.source for known in read_connections(db)}:
        raise InputError(f"source {source!r} is pulled already; choose another name, or remove it first")
    db.execute(
        "INSERT INTO connections (source_id, connector, settings, secret, created_at) "
        "VALUES (:source, :connector, :settings, :secret, :at)",
        {
            "source": source,
            "connector": connector,
            "settings": json.dumps(dict(settings), sort_keys=True),
            "secret": secret,
            "at": write_instant(now()),
        },
    )


def remove_connection(db: Database, source: str, *, needed: bool = True) -> None:
    """Pull a source no more; what is stored stays. Raises NotFound where a ``needed`` one is missing."""
    if needed:
        read_connection(db, source)
    db.execute("DELETE FROM connections WHERE source_id = :source", {"source": source})


def read_connections(db: Database) -> tuple[Connection, ...]:
    """Return the sources that are pulled, by name."""
    rows = db.query(
        "SELECT source_id AS source, connector, settings, secret, cursor, pulled_at, failure "
        "FROM connections ORDER BY source_id"
    )
    return tuple(Connection(**{**row, "settings": json.loads(row["settings"])}) for row in rows)


def read_connection(db: Database, source: str) -> Connection:
    """Return one source that is pulled; raises NotFound naming those that are."""
    known = read_connections(db)
    for connection in known:
        if connection.source == source:
            return connection
    names = ", ".join(connection.source for connection in known) or "none"
    raise NotFound(f"no source {source!r} is pulled; found {names}: 'voc sources add' makes one")


def save_cursor(db: Database, source: str, cursor: str) -> None:
    """Keep how far a pull has come, in the transaction that stores what came."""
    db.execute(
        "UPDATE connections SET cursor = :cursor WHERE source_id = :source",
        {"cursor": cursor, "source": source},
    )


def begin_pull(db: Database, source: str) -> int:
    """Record that a source is being pulled and return the record's number; one left open was broken off."""
    db.execute(
        "UPDATE pulls SET until = :at, failure = 'broken off' WHERE source_id = :source AND until IS NULL",
        {"source": source, "at": write_instant(now())},
    )
    cursor = db.execute(
        "INSERT INTO pulls (source_id, at) VALUES (:source, :at)",
        {"source": source, "at": write_instant(now())},
    )
    return int(cursor.lastrowid or 0)


def end_pull(
    db: Database, pull: int, source: str, *, counts: Mapping[str, int], failure: str | None = None
) -> None:
    """Complete the record of a pull with what came of it."""
    at = write_instant(now())
    db.execute(
        "UPDATE pulls SET until = :at, counts = :counts, failure = :failure WHERE id = :id",
        {"at": at, "counts": json.dumps(dict(counts)), "failure": failure, "id": pull},
    )
    db.execute(
        "UPDATE connections SET pulled_at = :at, failure = :failure WHERE source_id = :source",
        {"at": at, "failure": failure, "source": source},
    )


def read_pulls(db: Database, source: str, *, limit: int = 20) -> tuple[Pull, ...]:
    """Return the latest pulls of a source, the last one first."""
    rows = db.query(
        "SELECT at, until, counts, failure FROM pulls WHERE source_id = :source "
        "ORDER BY id DESC LIMIT :limit",
        {"source": source, "limit": limit},
    )
    return tuple(Pull(**{**row, "counts": json.loads(row["counts"])}) for row in rows)
