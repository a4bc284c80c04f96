"""The answers' shapes: what every door (JSON, page, terminal, CSV) shows, field for field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from voc.records import ChangeKind, ChangeMode, ThemeKind, ThemeStatus

PeriodName: TypeAlias = Literal["day", "week", "month", "quarter"]
PointState: TypeAlias = Literal["complete", "partial", "gap"]
Unit: TypeAlias = Literal["accounts", "documents"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is narrowed to; the same names in API, command and page.

    ``since`` is included and ``until`` excluded. ``segments`` holds ``segment.<name>`` values by name.
    """

    since: date | None = None
    until: date | None = None
    source: str | None = None
    tier: str | None = None
    segments: Mapping[str, str] | None = None

    def shown(self) -> dict[str, str]:
        """Return what was set, under the names of the filter grammar."""
        named = {
            "from": self.since and self.since.isoformat(),
            "to": self.until and self.until.isoformat(),
            "source": self.source,
            "tier": self.tier,
            **{f"segment.{name}": value for name, value in (self.segments or {}).items()},
        }
        return {name: value for name, value in named.items() if value}


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a trend. ``reach`` is accounts over population; a gap is None, a zero is 0."""

    start: date
    accounts: int | None
    population: int | None
    reach: float | None
    low: float | None
    high: float | None
    mentions: int | None
    state: PointState


@dataclass(frozen=True, slots=True)
class Series:
    """The points of one segment; ``segment`` is empty where the trend is not split."""

    segment: Mapping[str, str]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """A packaging change as it is drawn on a trend."""

    id: str
    name: str
    effective_on: date
    exposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on; ``unthemed`` is the share of verbatims without a theme.

    ``other_languages`` counts the verbatims in another language than English: the analysis reads them less
    well, and its rules not at all.
    """

    documents: int
    verbatims: int
    unthemed: float
    undated: int
    without_account: int
    other_languages: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """The rate of a theme or code by period and segment, with what it was counted under."""

    measure: str
    label: str
    by: tuple[str, ...]
    period: PeriodName
    unit: Unit
    ledger_version: int
    detector_version: str
    confidence: float
    filters: Mapping[str, str]
    series: tuple[Series, ...]
    changes: tuple[ChangeMark, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim that may be shown, with where it was said.

    ``alike`` counts the others, among those asked for, that say the same in nearly the same words;
    ``language`` is an ISO 639-1 code, or None where it could not be told.
    """

    verbatim_id: int
    text: str
    said_at: str | None
    account_id: str | None
    source: str
    link: str | None
    strength: float | None = None
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    language: str | None = None
    alike: int = 0


@dataclass(frozen=True, slots=True)
class ThemeAnswer:
    """A theme with its size, its reach over the whole period and its most telling quotes."""

    id: str
    label: str
    description: str
    kind: ThemeKind
    codes: Mapping[str, float]
    parent: str | None
    status: ThemeStatus
    pinned: bool
    keywords: tuple[str, ...]
    verbatims: int
    accounts: int
    population: int
    reach: float | None
    low: float | None
    high: float | None
    stability: float | None
    precision: float | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """All living themes, the widest reach first."""

    unit: Unit
    ledger_version: int
    confidence: float
    filters: Mapping[str, str]
    themes: tuple[ThemeAnswer, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance in the neighbourhood of a verbatim."""

    role: str
    speaker: str | None
    question: str | None
    text: str
    start_ms: int | None


@dataclass(frozen=True, slots=True)
class SignalMark:
    """A code found in a verbatim, with its evidence span in the verbatim's text."""

    code: str
    confidence: float
    start: int
    end: int
    strict: bool


@dataclass(frozen=True, slots=True)
class VerbatimAnswer:
    """A verbatim with its themes, signals and origin, and two turns around it.

    ``turn`` is the utterance that it stands in, ``start`` and ``end`` its place there in code points.
    """

    quote: Quote
    signals: tuple[SignalMark, ...]
    document_id: int
    external_id: str
    file: str
    row: int | None
    tier: str | None
    before: tuple[Turn, ...]
    after: tuple[Turn, ...]
    turn: Turn
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AccountAnswer:
    """An account with its tier and the codes heard from it, most mentions first."""

    id: str
    name: str
    tier: str | None
    segments: Mapping[str, str]
    arr: float | None
    currency: str | None
    renewal_on: date | None
    mentions: int
    last_said_on: date | None
    codes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """A packaging change with the measures it could move and how far its exposure reaches.

    ``affects_by_default`` says that nobody wrote the codes: they are those proposed for its kind.
    """

    id: str
    name: str
    kind: ChangeKind
    announced_on: date | None
    effective_on: date
    billed_on: date | None
    tiers: tuple[str, ...]
    mode: ChangeMode
    affects: tuple[str, ...]
    hypothesis: str | None
    before: str | None
    after: str | None
    exposed_accounts: int
    affects_by_default: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence that the numbers support, with the measure that it opens and how that is split."""

    text: str
    measure: str
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """A source and what came from it."""

    id: str
    kind: str
    documents: int
    verbatims: int
    first_said_on: date | None
    last_said_on: date | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows: size, sources, themes by reach, findings in words."""

    coverage: Coverage
    since: date | None
    until: date | None
    accounts: int
    sources: tuple[SourceAnswer, ...]
    themes: tuple[ThemeAnswer, ...]
    findings: tuple[Finding, ...]
    changes: tuple[ChangeMark, ...]
    unit: Unit
    ledger_version: int
    detector_version: str
