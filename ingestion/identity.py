"""Ids made of content: of records that have none, and of a table's columns."""

import hashlib
from collections.abc import Iterable, Sequence


def content_id(parts: Iterable[str], *, row: int = 0) -> str:
    """Return an id made of a record's content and its row: the same file read twice gives it twice."""
    digest = hashlib.sha256(str(row).encode())
    for part in parts:
        digest.update(b"\x1f" + part.encode("utf-8", "surrogatepass"))
    return "h" + digest.hexdigest()[:20]


def digest_columns(names: Sequence[str]) -> str:
    """Return what tells a table's columns from those of other tables, whatever their case and white space."""
    plain = "\x1f".join(" ".join(name.replace("\ufeff", "").split()).casefold() for name in names)
    return "c" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:20]
