"""Counting who mentioned a measure: the periods in view, and the mentions of each segment in them."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlite_utils import Database

from reports.answers import Filters, PeriodName, Unit
from reports.extent import Voice, read_voice, read_voices
from reports.narrowing import ROLLUPS, parameters
from reports.periods import Period, periods
from reports.population import Segment, account_values, active_unit, segment_of

SAID_OF = f"""
SELECT day, source_id, account_id, tier, document_id, mentions FROM rollups
WHERE measure = :measure AND {ROLLUPS}
"""


@dataclass(slots=True)
class Tally:
    """Who mentioned, and how often, by segment and index of the period; filled row by row."""

    accounts: dict[tuple[Segment, int], set[str | int | None]] = field(
        default_factory=lambda: defaultdict(set)
    )
    mentions: Counter[tuple[Segment, int]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Frame:
    """All that the points of a trend are counted in: unit, split, filters, and the days in view."""

    unit: Unit
    by: tuple[str, ...]
    filters: Filters
    confidence: float
    whole: tuple[Period, ...]
    seen: tuple[Period, ...]
    voice: Voice | None
    voices: Mapping[str, Voice]


def make_frame(
    db: Database, *, period: PeriodName, by: tuple[str, ...], filters: Filters, confidence: float
) -> Frame:
    """Return the frame of a trend; without any dated document it has no periods."""
    voice = read_voice(db, source=filters.source)
    whole: tuple[Period, ...] = ()
    if voice:
        since = max(voice.first, filters.since or voice.first)
        after = voice.horizon + timedelta(days=1)
        whole = periods(since, min(after, filters.until or after), period)
    return Frame(
        unit=active_unit(db),
        by=by,
        filters=filters,
        confidence=confidence,
        whole=whole,
        seen=tuple(
            Period(max(one.start, filters.since or one.start), min(one.until, filters.until or one.until))
            for one in whole
        ),
        voice=voice,
        voices=read_voices(db, source=filters.source) if "source" in by else {},
    )


def make_tally(db: Database, measure: str, frame: Frame) -> Tally:
    """Count who mentioned a measure in each segment and period of the frame."""
    tally = Tally()
    starts = [span.start.isoformat() for span in frame.whole]
    values = account_values(db, frame.by)
    rows = db.execute(SAID_OF, {**parameters(frame.filters), "measure": measure})
    for day, source, account, tier, document, mentions in rows:
        segment = segment_of(
            frame.by, tier=tier, values={**values.get(account, {}), "source": source} if frame.by else {}
        )
        if segment is not None:
            cell = segment, bisect_right(starts, day) - 1
            tally.accounts[cell].add(account if frame.unit == "accounts" else document)
            tally.mentions[cell] += mentions
    return tally
