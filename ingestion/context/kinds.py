"""Which context file a file is, told by its header or its keys."""

import re
from pathlib import Path
from typing import Literal, TypeAlias

from ingestion.context.tables import ACCOUNT_COLUMNS
from ingestion.files import open_input
from ingestion.headers import names_text, plain
from ingestion.reader import Head
from voc.errors import InputError

ContextKind: TypeAlias = Literal["accounts", "tier_events", "usage", "catalogue", "changes"]

_KEYS = re.compile(r"^([a-z_]{1,40}):", re.MULTILINE)
# A key begins a line, or an entry of a mapping that is written in braces.
_ENTRY_KEYS = re.compile(
    r"(?:^[ ]{0,12}(?:-[ ]{1,4})?(?:\{[ ]{0,4})?|[{,][ ]{0,4})([a-z_]{1,40}):", re.MULTILINE
)


def context_kind(path: Path) -> ContextKind | None:
    """Return which context file a file is, None for feedback and for what cannot be read."""
    try:
        head = open_input(path).head
    except InputError:
        return None
    # Commas inside braces can make YAML look like a table.
    return (table_kind(head) if head.rows else None) or _yaml_kind(head)


def table_kind(head: Head) -> ContextKind | None:
    """Return which context table a head is that of; a column of comments makes it feedback."""
    names = {plain(name).replace(" ", "_") for name in head.rows[0]} if head.rows else set()
    if {"event_id", "account_id", "at", "kind"} <= names:
        return "tier_events"
    if "account_id" not in names or any(names_text(name) for name in head.rows[0]):
        return None
    if {"at", "kind"} <= names or (names & {"from_tier", "to_tier"} and "event_id" in names):
        return "tier_events"
    if {"measure", "on"} <= names or {"measure", "used"} <= names:
        return "usage"
    if "name" in names and (
        len(names & set(ACCOUNT_COLUMNS)) >= 3 or head.name.lower().startswith("accounts")
    ):
        return "accounts"
    return "accounts" if head.name.lower() == "accounts.csv" else None


def _yaml_kind(head: Head) -> ContextKind | None:
    if head.text.lstrip()[:1] in {"{", "["}:
        return None
    keys = set(_KEYS.findall(head.text))
    if "tiers" in keys and keys & {"features", "limits", "prices"}:
        return "catalogue"
    if "tiers" in keys and "rank" in _ENTRY_KEYS.findall(head.text):
        return "catalogue"
    within = set(_ENTRY_KEYS.findall(head.text))
    if {"kind", "effective_on"} <= within and (
        "changes" in keys or re.search(r"^[ ]{0,12}-\s", head.text, re.MULTILINE)
    ):
        return "changes"
    return None
