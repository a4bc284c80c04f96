"""The answer on a source: what came from it, its silences, and how the last pull went."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence within a source: the last day before it, the first day after it, and the days between."""

    after: date
    until: date
    days: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source with its health: silences, what could not be read, and how the last pull went.

    ``kind`` is ``context`` for a billing system. ``state`` is ``file`` where files are read, ``new`` before
    the first pull, ``ok`` or ``failed`` after the last one, which ``failure`` then explains. ``cursor`` is
    where the next pull begins, in the connector's own words.
    """

    id: str
    kind: str
    documents: int
    verbatims: int
    first_said_on: date | None
    last_said_on: date | None
    undated: int
    rejects: int
    gaps: tuple[Gap, ...]
    connector: str | None
    pulled_at: str | None
    cursor: str | None
    state: str
    failure: str | None
