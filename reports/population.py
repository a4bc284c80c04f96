"""The denominators: which accounts were active in which tier and segment, period by period."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from sqlite_utils import Database

from reports.answers import Filters, Unit
from reports.dimensions import SEGMENT
from reports.narrowing import MATCHING_ACCOUNTS, parameters
from reports.periods import Period

Segment: TypeAlias = tuple[str, ...]
Ranges: TypeAlias = tuple[tuple[int, int], ...]

STAYS = f"""
SELECT account_id, tier, since, until FROM spells
WHERE (:tier IS NULL OR tier = :tier) AND (:segments IS NULL OR account_id IN ({MATCHING_ACCOUNTS}))
UNION ALL
SELECT id, NULL, COALESCE(created_on, ''), NULL FROM accounts
WHERE NOT EXISTS (SELECT 1 FROM spells) AND :tier IS NULL
    AND (:segments IS NULL OR id IN ({MATCHING_ACCOUNTS}))
"""


@dataclass(frozen=True, slots=True)
class Stay:
    """An account's time in one tier (None: tiers are unknown), days written in ISO 8601."""

    account_id: str
    tier: str | None
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Population:
    """Active accounts by segment and period.

    ``counts`` has one number a period for each segment; ``ranges`` says in which periods (half-open
    ranges of their indices) an account was active in a segment.
    """

    counts: Mapping[Segment, tuple[int, ...]]
    ranges: Mapping[tuple[Segment, str], Ranges]

    def holds(self, segment: Segment, account: str | None, index: int) -> bool:
        """Return whether the account was active in the segment in the period of that index."""
        if account is None:
            return False
        return any(first <= index < last for first, last in self.ranges.get((segment, account), ()))


def active_unit(db: Database) -> Unit:
    """Return what a rate is of: accounts where feedback is tied to accounts, else documents."""
    tied = db.execute("SELECT EXISTS (SELECT 1 FROM documents WHERE account_id IS NOT NULL)").fetchone()[0]
    known = db.execute("SELECT EXISTS (SELECT 1 FROM accounts)").fetchone()[0]
    empty = not db.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]
    return "accounts" if known and (tied or empty) else "documents"


def population(
    db: Database, spans: Sequence[Period], *, by: Sequence[str] = (), filters: Filters
) -> Population:
    """Return the active accounts of each segment in each of the periods, which come in order.

    An account counts in a period and tier where a spell in that tier, a trial included, overlaps the
    period. Without tier events an account counts from the day on which it was created. ``by`` names
    ``tier`` and ``segment.<name>``; an account without a value for one of them counts in no segment.
    """
    starts = [span.start.isoformat() for span in spans]
    untils = [span.until.isoformat() for span in spans]
    values = account_values(db, by)
    found: dict[tuple[Segment, str], list[tuple[int, int]]] = defaultdict(list)
    for stay in _stays(db, filters):
        segment = segment_of(by, tier=stay.tier, values=values.get(stay.account_id, {}))
        first = bisect_right(untils, stay.since)
        last = len(starts) if stay.until is None else bisect_left(starts, stay.until)
        if segment is not None and first < last:
            found[segment, stay.account_id].append((first, last))
    ranges = {key: tuple(_merged(pairs)) for key, pairs in found.items()}
    return Population(counts=_counts(ranges, len(spans)), ranges=ranges)


def _stays(db: Database, filters: Filters) -> Iterator[Stay]:
    for row in db.execute(STAYS, parameters(filters)):
        yield Stay(*row)


def account_values(db: Database, by: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
    """Return each account's values of the segments named in ``by``, under their full names."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for name in (name for name in by if name.startswith(SEGMENT)):
        rows = db.execute(
            "SELECT account_id, value FROM account_segments WHERE name = :name",
            {"name": name.removeprefix(SEGMENT)},
        )
        for account, value in rows:
            values[account][name] = value
    return values


def segment_of(by: Sequence[str], *, tier: str | None, values: Mapping[str, str]) -> Segment | None:
    """Return the values of the named dimensions, or None where one of them is unknown."""
    parts = tuple(tier if name == "tier" else values.get(name) for name in by)
    known = tuple(part for part in parts if part is not None)
    return known if len(known) == len(parts) else None


def _merged(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join ranges that touch or overlap: an account counts once, however often it came and went."""
    first, last = min(pairs)
    for start, end in sorted(pairs):
        if start > last:
            yield first, last
            first, last = start, end
        last = max(last, end)
    yield first, last


def _counts(ranges: Mapping[tuple[Segment, str], Ranges], length: int) -> Mapping[Segment, tuple[int, ...]]:
    steps: dict[Segment, list[int]] = defaultdict(lambda: [0] * (length + 1))
    for (segment, _), pairs in ranges.items():
        for first, last in pairs:
            steps[segment][first] += 1
            steps[segment][last] -= 1
    return {segment: tuple(accumulate(step[:-1])) for segment, step in steps.items()}
