"""Five wrong tokens in a minute, then a wait; another client is not made to wait for it."""

from voc.auth.attempts import MOST_CLIENTS, Attempts


class Clock:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_the_sixth_attempt_waits_until_the_first_is_a_minute_old() -> None:
    clock = Clock()
    attempts = Attempts(clock=clock)
    for _ in range(5):
        assert attempts.wait("192.0.2.1") == 0
        attempts.note_wrong("192.0.2.1")
        clock.seconds += 2
    assert attempts.wait("192.0.2.1") == 51
    assert attempts.wait("192.0.2.2") == 0
    clock.seconds = 1060.0
    assert attempts.wait("192.0.2.1") == 0


def test_the_memory_of_clients_is_bounded() -> None:
    attempts = Attempts(clock=Clock())
    for number in range(MOST_CLIENTS + 10):
        attempts.note_wrong(str(number))
    assert len(attempts._wrong) == MOST_CLIENTS
    assert "0" not in attempts._wrong
