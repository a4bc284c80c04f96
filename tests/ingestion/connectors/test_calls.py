"""Calls: how long a system is waited for, and what is not waited for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from ingestion.connectors import calls as calling
from ingestion.connectors.calls import Calls, Patience, Refusal
from ingestion.connectors.limits import asked_wait, is_limited
from tests.ingestion.connectors.server import TOKEN, Asked, Fake, Reply
from voc.errors import SourceError

NOW = 1_790_000_000.0


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]


class Plain(Fake):
    """Answers everything in the same way."""

    def __init__(self) -> None:
        super().__init__()
        self.reply = Reply({"said": "hello"})

    def answer(self, asked: Asked) -> Reply:
        assert asked.path.startswith("/v1")
        return self.reply


@pytest.fixture
def fake() -> Iterator[Plain]:
    made = Plain()
    with made.serving():
        yield made


def called(fake: Plain, patience: Patience | None = None) -> Calls:
    quick = Patience(attempts=4, first=0.001, longest=0.01, timeout=5)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return Calls("desk", fake.url, headers, secret=TOKEN, patience=patience or quick)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"retry-after": "93"}, 93.0),
        (429, {"retry-after": "0.5"}, 0.5),
        (429, {"retry-after": "-3"}, 0.0),
        (429, {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        (429, {"retry-after": "soon"}, None),
        (429, {"retry-after": "inf"}, None),
        (429, {"retry-after": "nan"}, None),
        (429, {"x-ratelimit-retry-after": "12"}, 12.0),
        (429, {"x-ratelimit-reset": "1790000030"}, 30.0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1789999999"}, 0.0),
        (429, {"x-ratelimit-reset": "40"}, 40.0),
        (500, {"x-ratelimit-reset": "40"}, None),
        (503, {"retry-after": "7"}, 7.0),
        (429, {}, None),
    ],
)
def test_a_system_says_in_its_own_way_how_long_it_wants_to_be_left_alone(
    status: int, headers: dict[str, str], seconds: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingestion.connectors.limits.time.time", lambda: NOW)
    assert asked_wait(Answered(status, headers)) == seconds


def test_a_date_to_come_is_waited_for() -> None:
    wait = asked_wait(Answered(429, {"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}))
    assert wait is not None
    assert wait > 1e9


@pytest.mark.parametrize(
    ("status", "headers", "limited"),
    [
        (429, {}, True),
        (403, {"x-ratelimit-remaining": "0"}, True),
        (403, {"retry-after": "60"}, True),
        (403, {"x-ratelimit-remaining": "17"}, False),
        (403, {}, False),
        (401, {"retry-after": "60"}, False),
    ],
)
def test_a_limit_is_told_from_a_refusal(status: int, headers: dict[str, str], *, limited: bool) -> None:
    assert is_limited(Answered(status, headers)) is limited


def test_a_limit_for_longer_than_there_is_patience_is_told_at_once(fake: Plain) -> None:
    fake.reply = Reply({"message": "slow down"}, 429, {"Retry-After": "3600"})
    with called(fake) as calls, pytest.raises(Refusal) as error:
        calls.get("/v1/x?key=hidden")
    assert str(error.value) == (
        'desk: /v1/x answered 429 ({"message": "slow down"}); need a limit that is not used up: pull again '
        "later, it goes on from here"
    )
    assert error.value.answered == 429
    assert len(fake.seen) == 1


def test_a_wait_that_is_asked_for_is_kept(fake: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    fake.reply = Reply({}, 429, {"Retry-After": "4"})
    with called(fake) as calls, pytest.raises(Refusal):
        calls.get("/v1")
    assert waited == [4.0, 4.0, 4.0]
    assert len(fake.seen) == 4


def test_a_system_that_is_not_there_is_one_sentence(fake: Plain) -> None:
    fake.plan(dict.fromkeys(range(9), "closed"))
    with called(fake) as calls, pytest.raises(SourceError) as error:
        calls.get("/v1/x")
    assert (
        str(error.value) == "desk: /v1/x answered nothing (RemoteProtocolError); need a system that answers"
    )
    assert len(fake.seen) == 4


@pytest.mark.parametrize("body", [b"<html>", b"", b'{"half": ', b"\xff\xfe{", b"[" * 100_000])
def test_a_body_that_stays_no_json_is_one_sentence(fake: Plain, body: bytes) -> None:
    fake.reply = Reply(body)
    with called(fake) as calls, pytest.raises(SourceError) as error:
        calls.get("/v1/x")
    assert str(error.value) == "desk: /v1/x answered a body that is no JSON; need whole JSON"
    assert len(fake.seen) == 4


def test_an_answer_without_end_is_not_held_in_memory(fake: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "MAX_ANSWER", 1_000)
    fake.reply = Reply(["x" * 2_000])
    with called(fake) as calls, pytest.raises(SourceError) as error:
        calls.get("/v1/x")
    assert str(error.value) == "desk: /v1/x answered over 1,000 bytes; need a page of usual size"
    assert len(fake.seen) == 1


def test_half_letters_do_not_come_through(fake: Plain) -> None:
    fake.reply = Reply(b'{"said": "\\ud83d"}')
    with called(fake) as calls:
        assert calls.get("/v1").data == {"said": "\ufffd"}
