"""Sessions: what a browser holds after signing in with a token, kept as a hash, ended with the token."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlite_utils import Database

from voc.auth.tokens import Token, check_state, find_token
from voc.errors import Unauthorized
from voc.store.times import write_instant

IDLE = timedelta(hours=12)
# Use is written down this often: every write makes the server forget the answers that it keeps.
NOTED_EVERY = timedelta(minutes=10)


def open_session(db: Database, token: Token, *, at: datetime) -> str:
    """Store a new session of a token and return its secret, 32 random bytes; idle ones are cleared away."""
    secret = secrets.token_urlsafe(32)
    with db.atomic():
        db.execute("DELETE FROM sessions WHERE seen_at <= :idle", {"idle": write_instant(at - IDLE)})
        db.execute(
            "INSERT INTO sessions (digest, token_id, created_at, seen_at) VALUES (:digest, :token, :at, :at)",
            {"digest": _digest(secret), "token": token.id, "at": write_instant(at)},
        )
    return secret


def find_session(db: Database, secret: str, *, at: datetime) -> Token:
    """Return the token that a session stands for.

    Raises Unauthorized where there is none, where nobody used it for 12 hours, and where its token is
    no longer good.
    """
    row = db.execute(
        "SELECT token_id FROM sessions WHERE digest = :digest AND seen_at > :idle",
        {"digest": _digest(secret), "idle": write_instant(at - IDLE)},
    ).fetchone()
    token = find_token(db, row[0]) if row else None
    if token is None:
        raise Unauthorized("nobody is signed in here, or not any more: sign in at /sign-in")
    return check_state(token, at=at)


def note_session(db: Database, secret: str, *, at: datetime) -> None:
    """Remember that a session is in use: at most one write in ten minutes."""
    named = {"digest": _digest(secret), "at": write_instant(at), "noted": write_instant(at - NOTED_EVERY)}
    due = "FROM sessions WHERE digest = :digest AND seen_at <= :noted"
    if db.execute(f"SELECT EXISTS (SELECT 1 {due})", named).fetchone()[0]:
        with db.atomic():
            db.execute("UPDATE sessions SET seen_at = :at WHERE digest = :digest", named)


def close_session(db: Database, secret: str) -> None:
    """End a session; one that is none is nothing to end."""
    with db.atomic():
        db.execute("DELETE FROM sessions WHERE digest = :digest", {"digest": _digest(secret)})


def form_token(secret: str) -> str:
    """Return what the session's own pages put into their forms: no other page can know it."""
    return sha256(f"form {secret}".encode()).hexdigest()


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
