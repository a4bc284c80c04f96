"""The rate of a theme or code by period and segment, with interval, denominator and gaps."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sqlite_utils import Database

from reports.answers import NO_FILTERS, Filters, PeriodName, Point, PointState, Series, Trend
from reports.coverage import change_marks, coverage, detector_version
from reports.dimensions import check_filters, resolve_by, tier_order
from reports.extent import Voice
from reports.intervals import wilson
from reports.measures import find_measure
from reports.narrowing import narrow
from reports.periods import Period
from reports.population import Population, Segment, population
from reports.tally import Frame, Tally, make_frame, make_tally
from voc.store.themes import ledger_version


def trend(
    db: Database,
    measure: str,
    *,
    period: PeriodName = "month",
    by: Sequence[str] = (),
    filters: Filters = NO_FILTERS,
    confidence: float = 0.95,
) -> Trend:
    """Return the reach of a theme or code: distinct accounts that mention it over active accounts.

    Intervals are Wilson's (1927). All series have the same points, from the period of the first document
    to that of the last. A period that reaches beyond the last document or that the filter cuts is
    ``partial``; one in which no source of the series spoke is a ``gap``. Raises NotFound for an unknown
    measure, dimension or filter value.
    """
    found = find_measure(db, measure)
    frame = make_frame(
        db,
        period=period,
        by=resolve_by(db, by),
        filters=check_filters(db, filters),
        confidence=confidence,
    )
    tally = make_tally(db, found.id, frame)
    marks = change_marks(db) if frame.seen else ()
    return Trend(
        measure=found.id,
        label=found.label,
        by=frame.by,
        period=period,
        unit=frame.unit,
        ledger_version=ledger_version(db),
        detector_version=detector_version(db),
        confidence=confidence,
        filters=filters.shown(),
        series=tuple(_series(db, frame, tally)),
        changes=tuple(
            mark for mark in marks if frame.seen[0].start <= mark.effective_on < frame.seen[-1].until
        ),
        coverage=coverage(db, narrow(db, filters)),
    )


def resolve_measure(db: Database, text: str) -> str:
    """Return the measure (``theme:<id>``, ``code:<code>``) that an id, a label or a code means.

    Raises NotFound, with the nearest names, where there is none.
    """
    return find_measure(db, text).id


def _series(db: Database, frame: Frame, tally: Tally) -> Iterator[Series]:
    if frame.unit == "documents":
        counts = _documents(db, frame)
        active = None
    else:
        plain = tuple(name for name in frame.by if name != "source")
        active = population(db, frame.seen, by=plain, filters=frame.filters)
        counts = _with_sources(frame, active)
    for segment in _ordered(db, frame.by, counts):
        if any(counts[segment]) or not frame.by:
            points = tuple(_points(frame, segment, counts[segment], tally, active))
            yield Series(dict(zip(frame.by, segment, strict=True)), points)


def _documents(db: Database, frame: Frame) -> dict[Segment, tuple[int, ...]]:
    """Return the documents of each period where they are the unit: by source alone, or together."""
    tally = make_tally(db, "all", frame)
    segments = {segment for segment, _ in tally.accounts} or ({()} if not frame.by else set())
    return {
        segment: tuple(len(tally.accounts.get((segment, index), ())) for index in range(len(frame.seen)))
        for segment in segments
    }


def _with_sources(frame: Frame, active: Population) -> dict[Segment, tuple[int, ...]]:
    """Return the active accounts of each segment; split by source, each source has all of them."""
    counts = dict(active.counts)
    if not frame.by:
        return {(): counts.get((), (0,) * len(frame.seen))}
    if "source" not in frame.by:
        return counts
    at = frame.by.index("source")
    if len(frame.by) == 1:
        counts = {(): counts.get((), (0,) * len(frame.seen))}
    return {
        (*segment[:at], source, *segment[at:]): numbers
        for segment, numbers in counts.items()
        for source in frame.voices
    }


def _ordered(db: Database, by: Sequence[str], segments: Mapping[Segment, object]) -> list[Segment]:
    ranks = {tier: rank for rank, tier in enumerate(tier_order(db))}

    def key(segment: Segment) -> list[tuple[int, str]]:
        return [
            (ranks.get(value, 0) if name == "tier" else 0, value)
            for name, value in zip(by, segment, strict=True)
        ]

    return sorted(segments, key=key)


def _points(
    frame: Frame, segment: Segment, counts: Sequence[int], tally: Tally, active: Population | None
) -> Iterator[Point]:
    by_source = "source" in frame.by
    voice = frame.voices[segment[frame.by.index("source")]] if by_source else frame.voice
    if voice is None:
        return
    plain = tuple(value for name, value in zip(frame.by, segment, strict=True) if name != "source")
    for index, (whole, seen) in enumerate(zip(frame.whole, frame.seen, strict=True)):
        state = _state(whole, seen, voice)
        if state == "gap":
            yield Point(whole.start, None, None, None, None, None, None, state)
            continue
        who = tally.accounts.get((segment, index), set())
        hits = (
            len(who)
            if active is None
            else sum(active.holds(plain, str(account), index) for account in who if account is not None)
        )
        total = counts[index]
        low, high = wilson(hits, total, confidence=frame.confidence)
        yield Point(
            start=whole.start,
            accounts=hits,
            population=total,
            reach=hits / total if total else None,
            low=low if total else None,
            high=high if total else None,
            mentions=tally.mentions[segment, index],
            state=state,
        )


def _state(whole: Period, seen: Period, voice: Voice) -> PointState:
    if voice.silent(seen.start, seen.until):
        return "gap"
    cut = seen != whole
    return "partial" if cut or whole.until > voice.horizon + timedelta(days=1) else "complete"
