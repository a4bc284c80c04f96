"""The mappings that were given for tables, remembered by the tables' columns."""

import json
from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from voc.store.times import now, write_instant


def remember_mapping(db: Database, columns: str, mapping: Mapping[str, str | Sequence[str]]) -> None:
    """Keep the mapping of tables with these columns (their digest); a later one takes its place."""
    db.execute(
        "INSERT INTO mappings (columns, mapping, at) VALUES (:columns, :mapping, :at) "
        "ON CONFLICT (columns) DO UPDATE SET mapping = excluded.mapping, at = excluded.at",
        {"columns": columns, "mapping": json.dumps(dict(mapping)), "at": write_instant(now())},
    )


def read_mappings(db: Database) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the remembered mappings by the digest of their columns."""
    return {
        row["columns"]: {
            word: (found,) if isinstance(found, str) else tuple(found)
            for word, found in json.loads(row["mapping"]).items()
        }
        for row in db.query("SELECT columns, mapping FROM mappings ORDER BY columns")
    }
