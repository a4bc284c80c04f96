"""Tokens: how they are made, kept (as a hash), listed, revoked, and told from wrong ones.

A token is ``voc_<id>_<secret>``. Its secret is 32 random bytes, so that a plain SHA-256 of the whole is kept:
there is no dictionary to try against the hash, and a hash that is slow on purpose would guard nothing more.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Literal, TypeAlias

from sqlite_utils import Database

from voc.auth.scopes import Scope, read_scopes
from voc.errors import InputError, NotFound, Unauthorized
from voc.store.times import write_instant

TokenState: TypeAlias = Literal["valid", "expired", "revoked"]

FORM = re.compile(r"voc_([0-9a-f]{10})_[0-9a-f]{64}")
LONGEST_NAME = 80
COLUMNS = "id, name, digest, scopes, created_at, expires_at, revoked_at, used_at"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept; instants are those of the database, ``used_at`` is the hour of its last use."""

    id: str
    name: str
    digest: str = field(repr=False)
    scopes: frozenset[Scope]
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    used_at: str | None

    def state(self, at: datetime) -> TokenState:
        """Return whether the token is good at an instant."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= _written(at) else "valid"


def make_token(
    db: Database,
    name: str,
    *,
    scopes: Iterable[Scope],
    at: datetime,
    expires_at: datetime | None = None,
) -> str:
    """Store a new token and return it: the only time that it can be seen.

    Raises InputError for a name that is empty, too long or not printable.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InputError(f"token name {name!r}: need 1 to {LONGEST_NAME} printable characters")
    id_ = secrets.token_hex(5)
    text = f"voc_{id_}_{secrets.token_hex(32)}"
    with db.atomic():
        db.execute(
            "INSERT INTO tokens (id, name, digest, scopes, created_at, expires_at) "
            "VALUES (:id, :name, :digest, :scopes, :at, :expires_at)",
            {
                "id": id_,
                "name": name,
                "digest": _digest(text),
                "scopes": ",".join(sorted(scopes)),
                "at": write_instant(at),
                "expires_at": write_instant(expires_at),
            },
        )
    return text


def has_tokens(db: Database) -> bool:
    """Return whether the workspace ever had a token: from the first one on it is closed."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM tokens)").fetchone()[0])


def read_tokens(db: Database) -> tuple[Token, ...]:
    """Return all tokens, the expired and the revoked too, in the order in which they were made."""
    rows = db.query(f"SELECT {COLUMNS} FROM tokens ORDER BY created_at, rowid")
    return tuple(Token(**{**row, "scopes": read_scopes((row["scopes"],))}) for row in rows)


def find_token(db: Database, id_: str) -> Token | None:
    """Return the token of an id, None where there is none."""
    rows = db.query(f"SELECT {COLUMNS} FROM tokens WHERE id = :id", {"id": id_})
    return next((Token(**{**row, "scopes": read_scopes((row["scopes"],))}) for row in rows), None)


def revoke_token(db: Database, id_: str, *, at: datetime) -> Token:
    """Revoke a token and end its sessions; one that is revoked already keeps its day.

    Raises NotFound for an id that no token has.
    """
    found = find_token(db, id_)
    if found is None:
        # Someone may have pasted the whole token: it is not repeated.
        raise NotFound("no token has this id: 'voc tokens' lists them, an id looks like 3f9ac07b12")
    with db.atomic():
        db.execute(
            "UPDATE tokens SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL",
            {"id": id_, "at": write_instant(at)},
        )
        db.execute("DELETE FROM sessions WHERE token_id = :id", {"id": id_})
    return found


def check_token(db: Database, text: str, *, at: datetime) -> Token:
    """Return the token that a text is; raises Unauthorized for a wrong, an expired and a revoked one.

    Only who holds the whole token is told that it expired or was revoked.
    """
    form = FORM.fullmatch(text)
    found = find_token(db, form[1]) if form else None
    if found is None or not compare_digest(found.digest, _digest(text)):
        raise Unauthorized(
            "the token is not known here: need one that 'voc tokens add' made in this workspace"
        )
    return check_state(found, at=at)


def check_state(token: Token, *, at: datetime) -> Token:
    """Return a token that is good at an instant; raises Unauthorized for any other, saying since when."""
    state = token.state(at)
    if state == "valid":
        return token
    since = token.revoked_at if state == "revoked" else token.expires_at
    done = "was revoked" if state == "revoked" else "expired"
    raise Unauthorized(f"token {token.id} {done} at {since}: 'voc tokens add' makes another")


def note_use(db: Database, token: Token, *, at: datetime) -> None:
    """Remember the hour of a token's last use: at most one write an hour, not one a request."""
    hour = _written(at.replace(minute=0, second=0))
    if token.used_at is None or token.used_at < hour:
        with db.atomic():
            db.execute("UPDATE tokens SET used_at = :hour WHERE id = :id", {"hour": hour, "id": token.id})


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _written(at: datetime) -> str:
    return write_instant(at) or ""
