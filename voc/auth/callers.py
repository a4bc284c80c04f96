"""Who asks: found from a bearer token or a session, or anyone while the workspace has no token."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from sqlite3 import OperationalError

from sqlite_utils import Database

from voc.auth.scopes import SCOPES, Scope
from voc.auth.sessions import find_session, form_token, note_session
from voc.auth.tokens import Token, check_token, has_tokens, note_use
from voc.errors import Forbidden, Unauthorized

HOW = "send 'Authorization: Bearer voc_...', or sign in at /sign-in"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the token's id and name, and what it may do.

    ``token`` is None for anyone on this machine while the workspace has no token. ``form_token`` is the
    session's, None for who sent the token itself.
    """

    token: str | None
    name: str
    scopes: frozenset[Scope]
    form_token: str | None = field(default=None, repr=False)

    @property
    def may_quote(self) -> bool:
        """Whether customers' words may stand in an answer to this caller."""
        return "quotes" in self.scopes

    def require(self, scope: Scope) -> None:
        """Raise Forbidden, naming the scope, where the caller does not have it."""
        if scope not in self.scopes:
            raise Forbidden(
                f"token {self.name!r} lacks the scope {scope!r} ({SCOPES[scope]}): "
                f"need a token made with 'voc tokens add NAME --scope {scope}'"
            )


# Reading alone: who has no token never writes.
ANYONE = Caller(None, "anyone on this machine", frozenset(SCOPES))


def find_caller(
    db: Database, *, authorization: str | None, session: str | None, at: datetime, open_here: bool
) -> Caller:
    """Return who asks with an Authorization header, else with the secret of a session.

    ``open_here`` says that the server listens on loopback alone: there, and as long as the workspace has
    no token, anyone may read. Raises Unauthorized for whoever else is not known.
    """
    if authorization is not None:
        scheme, _, text = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise Unauthorized(f"the Authorization header is of another form: {HOW}")
        token = check_token(db, text.strip(), at=at)
        _note(db, token, at=at)
        return Caller(token.id, token.name, token.scopes)
    if not has_tokens(db):
        if open_here:
            return ANYONE
        raise Unauthorized("this workspace has no token yet: 'voc tokens add NAME --scope ...' makes one")
    if session is None:
        raise Unauthorized(f"this workspace asks for a token: {HOW}")
    token = find_session(db, session, at=at)
    _note(db, token, at=at, session=session)
    return Caller(token.id, token.name, token.scopes, form_token(session))


def _note(db: Database, token: Token, *, at: datetime, session: str | None = None) -> None:
    # An answer does not wait for whoever is writing: the use is noted at the next request.
    db.execute("PRAGMA busy_timeout = 100")
    with suppress(OperationalError):
        note_use(db, token, at=at)
        if session is not None:
            note_session(db, session, at=at)
