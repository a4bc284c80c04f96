"""The days on which the sources spoke: where the data begin and end, and where they are silent."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

DAYS = """
SELECT DISTINCT day FROM rollups
WHERE measure = 'all' AND (:source IS NULL OR source_id = :source) ORDER BY day
"""

DAYS_BY_SOURCE = """
SELECT DISTINCT source_id, day FROM rollups
WHERE measure = 'all' AND (:source IS NULL OR source_id = :source) ORDER BY source_id, day
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """The days, in order and written in ISO 8601, on which there is at least one document."""

    days: tuple[str, ...]

    @property
    def first(self) -> date:
        """The first of the days."""
        return date.fromisoformat(self.days[0])

    @property
    def horizon(self) -> date:
        """The last of the days: what comes after it is not known."""
        return date.fromisoformat(self.days[-1])

    def silent(self, start: date, until: date) -> bool:
        """Return whether there is no document from ``start`` on, up to but without ``until``."""
        at = bisect_left(self.days, start.isoformat())
        return at == len(self.days) or self.days[at] >= until.isoformat()


def read_voice(db: Database, *, source: str | None = None) -> Voice | None:
    """Return the days of one source, or of all together; None where nothing is dated."""
    days = tuple(row[0] for row in db.execute(DAYS, {"source": source}))
    return Voice(days) if days else None


def read_voices(db: Database, *, source: str | None = None) -> Mapping[str, Voice]:
    """Return the days of each source that has any, or of the one that is named."""
    spoken: dict[str, list[str]] = defaultdict(list)
    for name, day in db.execute(DAYS_BY_SOURCE, {"source": source}):
        spoken[name].append(day)
    return {name: Voice(tuple(spoken[name])) for name in spoken}
