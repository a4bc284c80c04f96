"""A session stands for its token as long as it is used and the token is good."""

from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlite_utils import Database

from voc.auth.callers import find_caller
from voc.auth.sessions import close_session, find_session, form_token, note_session, open_session
from voc.auth.tokens import check_token, make_token, revoke_token
from voc.errors import Forbidden, Unauthorized


@pytest.fixture
def secret(db: Database, at: datetime) -> str:
    text = make_token(db, "ana", scopes=("read",), at=at, expires_at=at + timedelta(days=2))
    return open_session(db, check_token(db, text, at=at), at=at)


def test_a_session_is_kept_as_a_hash(db: Database, secret: str) -> None:
    (row,) = db.query("SELECT digest, seen_at FROM sessions")
    assert row == {"digest": sha256(secret.encode()).hexdigest(), "seen_at": "2026-03-02T09:41:07Z"}
    assert len(secret) == 43


def test_a_session_lasts_twelve_hours_after_its_last_use(db: Database, secret: str, at: datetime) -> None:
    half = timedelta(hours=6)
    for hours in range(1, 5):
        assert find_session(db, secret, at=at + hours * half).name == "ana"
        note_session(db, secret, at=at + hours * half)
    with pytest.raises(Unauthorized, match="sign in at /sign-in"):
        find_session(db, secret, at=at + 6 * half)


def test_use_is_written_down_every_ten_minutes_at_most(db: Database, secret: str, at: datetime) -> None:
    for minutes, seen in ((9, "09:41:07"), (10, "09:51:07"), (19, "09:51:07"), (20, "10:01:07")):
        note_session(db, secret, at=at + timedelta(minutes=minutes))
        (row,) = db.query("SELECT seen_at FROM sessions")
        assert row == {"seen_at": f"2026-03-02T{seen}Z"}


def test_a_session_ends_with_its_token(db: Database, secret: str, at: datetime) -> None:
    note_session(db, secret, at=at + timedelta(hours=47))
    with pytest.raises(Unauthorized, match="expired"):
        find_session(db, secret, at=at + timedelta(hours=48))
    token = find_session(db, secret, at=at + timedelta(hours=47))
    revoke_token(db, token.id, at=at)
    assert list(db.query("SELECT * FROM sessions")) == []


def test_a_closed_session_is_none(db: Database, secret: str, at: datetime) -> None:
    close_session(db, secret)
    with pytest.raises(Unauthorized):
        find_session(db, secret, at=at)


def test_signing_in_clears_idle_sessions_away(db: Database, secret: str, at: datetime) -> None:
    token = find_session(db, secret, at=at)
    open_session(db, token, at=at + timedelta(hours=13))
    assert db.execute("SELECT COUNT(*) FROM sessions").fetchone()[0] == 1


def test_the_form_token_is_the_sessions_own_and_does_not_tell_it(secret: str) -> None:
    assert len(form_token(secret)) == 64
    assert form_token(secret) != sha256(secret.encode()).hexdigest()
    assert form_token(secret) != form_token(secret + "x")


def test_an_open_workspace_is_open_here_and_nowhere_else(db: Database, at: datetime) -> None:
    here = find_caller(db, authorization=None, session=None, at=at, open_here=True)
    assert (here.token, here.name) == (None, "anyone on this machine")
    with pytest.raises(Unauthorized, match="has no token yet"):
        find_caller(db, authorization=None, session=None, at=at, open_here=False)


def test_a_wrong_token_is_wrong_in_an_open_workspace_too(db: Database, at: datetime) -> None:
    with pytest.raises(Unauthorized, match="not known"):
        find_caller(db, authorization="Bearer voc_x_y", session=None, at=at, open_here=True)


def test_the_header_wins_over_the_cookie(db: Database, secret: str, at: datetime) -> None:
    other = make_token(db, "bo", scopes=("quotes",), at=at)
    caller = find_caller(db, authorization=f"bearer  {other}", session=secret, at=at, open_here=True)
    assert (caller.name, caller.form_token) == ("bo", None)
    with pytest.raises(Unauthorized, match="another form"):
        find_caller(db, authorization="Basic YTpi", session=secret, at=at, open_here=True)


def test_a_missing_scope_is_named_with_its_meaning(db: Database, secret: str, at: datetime) -> None:
    caller = find_caller(db, authorization=None, session=secret, at=at, open_here=True)
    caller.require("read")
    with pytest.raises(Forbidden) as refused:
        caller.require("quotes")
    assert str(refused.value) == (
        "token 'ana' lacks the scope 'quotes' (customers' words: verbatims, and the quotes within other "
        "answers): need a token made with 'voc tokens add NAME --scope quotes'"
    )


def test_an_answer_does_not_wait_for_whoever_is_writing(db: Database, secret: str, at: datetime) -> None:
    path = db.conn.execute("PRAGMA database_list").fetchone()[2]
    import sqlite3

    writer = sqlite3.connect(path)
    writer.execute("BEGIN IMMEDIATE")
    caller = find_caller(db, authorization=None, session=secret, at=at + timedelta(hours=1), open_here=True)
    writer.close()
    assert caller.name == "ana"
