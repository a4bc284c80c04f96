"""The scopes that a token may hold: each stands alone, none implies another."""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, get_args

from voc.errors import InputError

Scope: TypeAlias = Literal["read", "quotes", "upload", "curate", "govern", "admin"]

SCOPES: Mapping[Scope, str] = {
    "read": "figures: overview, themes, trends, accounts, changes",
    "quotes": "customers' words: verbatims, and the quotes within other answers",
    "upload": "documents, uploads, jobs, the administration of webhooks",
    "curate": "the theme ledger and corrections",
    "govern": "offers, closures and what is sent to customers",
    "admin": "tokens, schedules, sources",
}
ALL = "all"


def read_scopes(texts: Iterable[str]) -> frozenset[Scope]:
    """Return the scopes that are named, one a text or several with commas; ``all`` names every one.

    Raises InputError for none at all and for a name that is none.
    """
    names = {name.strip() for text in texts for name in text.split(",") if name.strip()}
    known = get_args(Scope)
    unknown = sorted(names - {*known, ALL})
    if unknown or not names:
        found = f"scope {unknown[0]!r}" if unknown else "no scope"
        raise InputError(f"{found}: need one or more of {', '.join(known)}, or {ALL}")
    return frozenset(scope for scope in known if scope in names or ALL in names)
