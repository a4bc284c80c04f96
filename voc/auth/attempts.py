"""Wrong tokens at the sign-in, counted by client: after five in a minute the sixth has to wait."""

from collections import deque
from collections.abc import Callable
from threading import Lock
from time import monotonic

MOST = 5
WITHIN_SECONDS = 60.0
MOST_CLIENTS = 4096


class Attempts:
    """The wrong attempts of the last minute, in the memory of one process."""

    def __init__(self, *, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._wrong: dict[str, deque[float]] = {}

    def wait(self, client: str) -> int:
        """Return how many seconds a client has to wait before it may try again, 0 for now."""
        with self._lock:
            times = self._recent(client)
            return int(times[0] + WITHIN_SECONDS - self._clock()) + 1 if len(times) >= MOST else 0

    def note_wrong(self, client: str) -> None:
        """Count a wrong attempt; who was heard of longest ago is forgotten first where there are too many."""
        with self._lock:
            times = self._recent(client)
            times.append(self._clock())
            self._wrong.pop(client, None)
            self._wrong[client] = times
            while len(self._wrong) > MOST_CLIENTS:
                self._wrong.pop(next(iter(self._wrong)))

    def _recent(self, client: str) -> deque[float]:
        times = self._wrong.get(client, deque())
        while times and times[0] <= self._clock() - WITHIN_SECONDS:
            times.popleft()
        return times
