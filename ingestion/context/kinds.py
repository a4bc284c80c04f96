"""Which context file a file is, told by its header or its keys."""

import re
from typing import Literal, TypeAlias

from ingestion.context.columns import ACCOUNTS, TIER_EVENTS, USAGE, column
from ingestion.headers import SCORES, names_text, plain
from ingestion.reader import Head

ContextKind: TypeAlias = Literal[
    "accounts", "tier_events", "usage", "catalogue", "changes", "price_list", "stripe_events",
    "chargebee_events",
]  # fmt: skip

_MONEY = frozenset({"arr", "mrr", "renewal_on"})
_ACCOUNT_FILE = re.compile(r"(?:accounts?|customers?|companies)\b", re.IGNORECASE)
_KEYS = re.compile(r"^([A-Za-z_]{1,40}):", re.MULTILINE)
# A quote within a customer's text stands behind a backslash: only the file's own keys are looked at.
_JSON_KEY = re.compile(r'(?<!\\)"(livemode|event_type|occurred_at|content|type|data)"\s{0,4}:')
_STRIPE = re.compile(r'(?<!\\)"type"\s{0,4}:\s{0,4}"(?:customer|invoice|charge|product|price|plan)\.')
# A key begins a line, or an entry of a mapping that is written in braces.
_ENTRY_KEYS = re.compile(
    r"(?:^[ ]{0,12}(?:-[ ]{1,4})?(?:\{[ ]{0,4})?|[{,][ ]{0,4})([a-z_]{1,40}):", re.MULTILINE
)


def context_kind(head: Head) -> ContextKind | None:
    """Return which context file a head is that of, None for feedback."""
    if head.form == "json":
        return _billing_kind(head)
    # Commas inside braces can make YAML look like a table.
    return (table_kind(head) if head.rows else None) or _yaml_kind(head)


def table_kind(head: Head) -> ContextKind | None:
    """Return which context table a head is that of; a column of comments or scores makes it feedback."""
    given = {column(name) for name in head.rows[0]}
    if {"event_id", "account_id", "at", "kind"} <= given:
        return "tier_events"
    if any(names_text(name) or plain(name) in SCORES for name in head.rows[0]):
        return None
    if _holds_events(head, given):
        return "tier_events"
    usage = set(USAGE.names(head.rows[0]))
    if set(USAGE.required) <= usage or ("account_id" in given and {"measure", "used"} <= given):
        return "usage"
    return "accounts" if _holds_accounts(head, given) else None


def _holds_events(head: Head, given: set[str]) -> bool:
    names = set(TIER_EVENTS.names(head.rows[0]))
    if {"account_id", "at", "kind"} <= names and names & {"from_tier", "to_tier"}:
        return True
    return "account_id" in given and ({"at", "kind"} <= given or {"event_id", "to_tier"} <= given)


def _holds_accounts(head: Head, given: set[str]) -> bool:
    """Say whether a table lists accounts: by its own names, by money of accounts, or by the file's name."""
    if head.name.lower() == "accounts.csv" and "account_id" in given:
        return True
    names = set(ACCOUNTS.names(head.rows[0]))
    if not set(ACCOUNTS.required) <= names:
        return False
    if {"account_id", "name"} <= given and len(given & {*ACCOUNTS.required, *ACCOUNTS.also}) >= 3:
        return True
    return bool(names & _MONEY) or _ACCOUNT_FILE.match(head.name) is not None


def _billing_kind(head: Head) -> ContextKind | None:
    keys = set(_JSON_KEY.findall(head.text))
    if {"livemode", "type", "data"} <= keys and _STRIPE.search(head.text):
        return "stripe_events"
    return "chargebee_events" if {"event_type", "occurred_at", "content"} <= keys else None


def _yaml_kind(head: Head) -> ContextKind | None:
    if head.text.lstrip()[:1] in {"{", "["}:
        return None
    keys = set(_KEYS.findall(head.text))
    if "plans" in keys and keys & {"saasName", "syntaxVersion", "usageLimits", "createdAt"}:
        return "price_list"
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
