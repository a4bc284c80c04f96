"""How systems say that a limit is used up, and how long they ask to be left alone."""

import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

# Some systems count seconds to go, others give the clock's: no wait is thirty years long.
_CLOCK = 1e9


class Answered(Protocol):
    """An answer's status and headers, names in lower case."""

    @property
    def status(self) -> int:
        """The status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        ...


def is_limited(answer: Answered) -> bool:
    """Say whether an answer means that a limit is used up: 429, or a 403 that says so (GitHub)."""
    if answer.status == 403:
        return answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    return answer.status == 429


def asked_wait(answer: Answered) -> float | None:
    """Return the seconds that a system asks to be left alone, None where it says nothing that is sense."""
    for name in ("retry-after", "x-ratelimit-retry-after"):
        if value := answer.headers.get(name):
            return _seconds(value)
    reset = answer.headers.get("x-ratelimit-reset", "")
    if answer.status not in (403, 429) or not reset.isdecimal():
        return None
    number = float(reset)
    return max(0.0, number - time.time()) if number > _CLOCK else number


def _seconds(value: str) -> float | None:
    """Return the seconds of a Retry-After, which is a number or a date (RFC 9110, 10.2.3)."""
    try:
        number = float(value)
    except ValueError:
        pass
    else:
        return max(0.0, number) if math.isfinite(number) else None
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
