"""A token is shown once, kept as a hash, and good until it expires or is revoked."""

import re
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlite_utils import Database

from voc.auth.scopes import SCOPES, read_scopes
from voc.auth.tokens import check_token, has_tokens, make_token, note_use, read_tokens, revoke_token
from voc.errors import InputError, NotFound, Unauthorized


def test_a_token_is_kept_as_the_hash_of_the_whole_and_nothing_else(db: Database, at: datetime) -> None:
    assert not has_tokens(db)
    text = make_token(db, "ana", scopes=("read", "quotes"), at=at)
    assert re.fullmatch(r"voc_[0-9a-f]{10}_[0-9a-f]{64}", text)
    (row,) = db.query("SELECT * FROM tokens")
    assert row == {
        "id": text[4:14],
        "name": "ana",
        "digest": sha256(text.encode()).hexdigest(),
        "scopes": "quotes,read",
        "created_at": "2026-03-02T09:41:07Z",
        "expires_at": None,
        "revoked_at": None,
        "used_at": None,
    }
    assert has_tokens(db)


def test_two_tokens_share_neither_id_nor_secret(db: Database, at: datetime) -> None:
    first, second = (make_token(db, "same", scopes=("read",), at=at) for _ in range(2))
    assert first[:14] != second[:14]
    assert first[15:] != second[15:]
    assert [token.name for token in read_tokens(db)] == ["same", "same"]


def test_the_whole_token_has_to_be_right(db: Database, at: datetime) -> None:
    text = make_token(db, "ana", scopes=("read",), at=at)
    assert check_token(db, text, at=at).name == "ana"
    flipped = text[:-1] + ("0" if text[-1] != "0" else "1")
    elsewhere = f"voc_{'0' * 10}{text[14:]}"
    for wrong in (flipped, elsewhere, text[:-1], text + "0", text.upper(), text[4:], "", "voc_", "ü"):
        with pytest.raises(Unauthorized, match="the token is not known here") as refused:
            check_token(db, wrong, at=at)
        assert text[15:] not in str(refused.value)


def test_a_token_ends_at_the_instant_that_it_expires(db: Database, at: datetime) -> None:
    end = at + timedelta(days=90)
    text = make_token(db, "ana", scopes=("read",), at=at, expires_at=end)
    assert check_token(db, text, at=end - timedelta(seconds=1)).state(at) == "valid"
    with pytest.raises(Unauthorized, match=r"expired at 2026-05-31T09:41:07Z: 'voc tokens add'"):
        check_token(db, text, at=end)


def test_a_revoked_token_is_refused_and_keeps_its_day(db: Database, at: datetime) -> None:
    text = make_token(db, "ana", scopes=("read",), at=at)
    for later in (at, at + timedelta(days=1)):
        revoke_token(db, text[4:14], at=later)
    with pytest.raises(Unauthorized, match=r"was revoked at 2026-03-02T09:41:07Z"):
        check_token(db, text, at=at)
    assert has_tokens(db)


def test_an_unknown_id_is_not_repeated_for_it_may_be_a_token(db: Database, at: datetime) -> None:
    text = make_token(db, "ana", scopes=("read",), at=at)
    with pytest.raises(NotFound) as refused:
        revoke_token(db, text, at=at)
    assert text not in str(refused.value)


def test_the_last_use_is_kept_to_the_hour_in_one_write_an_hour(db: Database, at: datetime) -> None:
    text = make_token(db, "ana", scopes=("read",), at=at)
    written: list[str] = []
    db.conn.set_trace_callback(lambda sql: written.append(sql) if sql.startswith("UPDATE") else None)
    for minutes in (0, 5, 18, 19, 30):
        note_use(db, check_token(db, text, at=at), at=at + timedelta(minutes=minutes))
    db.conn.set_trace_callback(None)
    assert read_tokens(db)[0].used_at == "2026-03-02T10:00:00Z"
    assert len(written) == 2


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 81])
def test_a_name_has_to_be_one(db: Database, at: datetime, name: str) -> None:
    with pytest.raises(InputError, match="need 1 to 80 printable characters"):
        make_token(db, name, scopes=("read",), at=at)


def test_scopes_are_named_one_by_one_with_commas_or_all_at_once() -> None:
    assert read_scopes(["read", "quotes, upload"]) == {"read", "quotes", "upload"}
    assert read_scopes(["all"]) == set(SCOPES)
    with pytest.raises(InputError, match=r"scope 'write': need one or more of read, quotes, .* or all"):
        read_scopes(["read", "write"])
    with pytest.raises(InputError, match="no scope: need one"):
        read_scopes([""])
