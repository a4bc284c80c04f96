"""How rates moved around packaging changes: account-months before and after, exposed tiers and others.

This describes; it does not prove. What a change caused is for the effects to say.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from math import log, sqrt
from statistics import NormalDist, median

from sqlite_utils import Database

from reports.answers import NO_FILTERS
from reports.extent import Voice, read_voice
from reports.measures import Measure, all_measures
from reports.periods import Period
from reports.population import population
from voc.records import Change
from voc.store.context import read_changes

MOST_WEEKS = 26
FEWEST_WEEKS = 8
FEWEST_HITS = 20
FEWEST_MEASURES = 10
CHANCE = 0.05
MONTH = 365.25 / 12

SAID_BETWEEN = """
SELECT measure, tier, day, account_id FROM rollups
WHERE measure != 'all' AND day >= :since AND day < :until AND tier IS NOT NULL AND account_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Months:
    """Account-months with a mention, of all active account-months."""

    hits: int
    total: int


@dataclass(frozen=True, slots=True)
class Move:
    """A rate before and after a change, in the exposed tiers and, where there are any, the others.

    ``z`` is the difference of the two log ratios over its standard error.
    """

    measure: Measure
    change: Change
    weeks: int
    before: Months
    after: Months
    others_before: Months | None
    others_after: Months | None
    z: float


@dataclass(frozen=True, slots=True)
class Window:
    """Blocks of about a month, as many before the change as after it."""

    change: Change
    weeks: int
    blocks: tuple[Period, ...]

    @property
    def half(self) -> int:
        """The index of the first block after the change."""
        return len(self.blocks) // 2


def widest_move(db: Database) -> Move | None:
    """Return the move that stands out most of all themes and codes round all changes, or None.

    Only changes that reach every account of their tiers can be told from tiers alone. A move stands out
    where its z, held against all measures' round the same change (most of which it cannot have touched),
    passes 5 % after Bonferroni's correction for every comparison made.
    """
    voice = read_voice(db)
    windows = [
        window
        for change in read_changes(db)
        if voice and change.mode == "all" and not change.segments and (window := _window(change, voice))
    ]
    found = [move for window in windows for move in _scaled(tuple(_moves(db, window)))]
    if not found:
        return None
    best = max(found, key=lambda move: abs(move.z))
    needed = NormalDist().inv_cdf(1 - CHANCE / (2 * len(found)))
    return best if abs(best.z) > needed else None


def _window(change: Change, voice: Voice) -> Window | None:
    day = change.effective_on
    before, after = (day - voice.first).days // 7, ((voice.horizon - day).days + 1) // 7
    weeks = min(MOST_WEEKS, before, after)
    if weeks < FEWEST_WEEKS:
        return None
    months = round(weeks * 7 / MONTH)
    steps = [timedelta(days=round(weeks * 7 * step / months)) for step in range(-months, months + 1)]
    return Window(change, weeks, tuple(Period(day + start, day + until) for start, until in pairwise(steps)))


def _moves(db: Database, window: Window) -> Iterator[Move]:
    exposed = frozenset(window.change.tiers)
    active = population(db, window.blocks, by=("tier",), filters=NO_FILTERS).counts
    months = {
        side: tuple(
            sum(
                counts[index]
                for (tier,), counts in active.items()
                if (tier in exposed) is side
                for index in half
            )
            for half in (range(window.half), range(window.half, len(window.blocks)))
        )
        for side in (True, False)
    }
    hits = _hits(db, window, exposed)
    for measure in all_measures(db):
        before, after = hits[measure.id, True, False], hits[measure.id, True, True]
        if before + after < FEWEST_HITS or not all(months[True]):
            continue
        touched = Months(before, months[True][0]), Months(after, months[True][1])
        others = None
        if all(months[False]):
            others = (
                Months(hits[measure.id, False, False], months[False][0]),
                Months(hits[measure.id, False, True], months[False][1]),
            )
        yield Move(
            measure=measure,
            change=window.change,
            weeks=window.weeks,
            before=touched[0],
            after=touched[1],
            others_before=others and others[0],
            others_after=others and others[1],
            z=_z(touched, others),
        )


def _hits(db: Database, window: Window, exposed: frozenset[str]) -> Mapping[tuple[str, bool, bool], int]:
    """Count account-months with a mention by measure, exposed or not, after or before."""
    starts = [block.start.isoformat() for block in window.blocks]
    named = {"since": starts[0], "until": window.blocks[-1].until.isoformat()}
    cells = {
        (measure, tier, bisect_right(starts, day) - 1, account)
        for measure, tier, day, account in db.execute(SAID_BETWEEN, named)
    }
    hits: dict[tuple[str, bool, bool], int] = defaultdict(int)
    for measure, tier, block, _ in cells:
        hits[measure, tier in exposed, block >= window.half] += 1
    return hits


def _z(touched: tuple[Months, Months], others: tuple[Months, Months] | None) -> float:
    change, variance = _log_ratio(*touched)
    if others:
        drift, more = _log_ratio(*others)
        change, variance = change - drift, variance + more
    return change / sqrt(variance)


def _log_ratio(before: Months, after: Months) -> tuple[float, float]:
    """Return the log of the ratio of two rates and its variance, by counts.

    A half is added to each count, so that a zero has a logarithm (Haldane, 1956).
    """
    first, last = before.hits + 0.5, after.hits + 0.5
    return log(last / after.total) - log(first / before.total), 1 / first + 1 / last


def _scaled(moves: Sequence[Move]) -> Iterator[Move]:
    """Hold each move against all measures' moves round the same change, by median and deviation."""
    centre, scale = 0.0, 1.0
    if len(moves) >= FEWEST_MEASURES:
        centre = median(move.z for move in moves)
        deviation = median(abs(move.z - centre) for move in moves)
        scale = max(1.0, deviation / NormalDist().inv_cdf(0.75))
    for move in moves:
        yield replace(move, z=(move.z - centre) / scale)
