"""The values that travel through voc, one record for each word of the manual's glossary."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

SourceKind: TypeAlias = Literal["survey", "interview", "ticket"]
Role: TypeAlias = Literal["customer", "agent", "interviewer", "system", "unknown"]
RoleFrom: TypeAlias = Literal["metadata", "labels", "staff", "questions", "assumed", "corrected"]
DocumentStatus: TypeAlias = Literal["complete", "partial", "test", "spam"]
Consent: TypeAlias = Literal["internal", "external", "no_quote", "withdrawn"]
ScoreKind: TypeAlias = Literal["nps", "csat", "ces", "rating"]
ThemeStatus: TypeAlias = Literal["proposed", "active", "merged", "retired"]
ThemeKind: TypeAlias = Literal["friction", "readiness", "churn_risk", "value", "other"]
TierEventKind: TypeAlias = Literal[
    "start",
    "upgrade",
    "downgrade",
    "renew",
    "cancel",
    "reactivate",
    "trial_start",
    "trial_end",
    "seats",
    "addon_add",
    "addon_remove",
    "discount",
]
ChangeKind: TypeAlias = Literal[
    "price",
    "limit",
    "feature_moved",
    "tier_added",
    "tier_retired",
    "tier_renamed",
    "addon",
    "bundle",
    "trial",
    "incentive",
    "terms",
]
ChangeMode: TypeAlias = Literal["all", "new_only", "opt_in", "grandfathered"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from: the file's name and, where it has rows, the 0-based record."""

    file: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that could not be read, kept with its reason."""

    origin: Origin
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A score that the customer gave, with the ends of its scale."""

    kind: ScoreKind
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of one speaker's words; offsets of verbatims are code points of ``text``.

    ``question_ref`` is the vendor's own name of the question, the same in every export; it is no part of
    what was said, so a document stays the same one without it. ``role_from`` says how the role was found:
    stated by the file, told by labels, the staff's names or who asks, assumed, or corrected by a person.
    """

    text: str
    role: Role
    speaker: str | None = None
    question: str | None = None
    said_at: datetime | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    question_ref: str | None = field(default=None, repr=False)
    role_from: RoleFrom = "metadata"


@dataclass(frozen=True, slots=True)
class Document:
    """One response, one interview or one ticket, as a reader found it.

    ``said_at`` is aware and in UTC, or None where the file is silent; ``zone`` is the zone that the
    file's time was read in and ``zone_assumed`` says that the file did not state it. ``account`` is
    the reference found in the file (an account id, a name or a mail domain), resolved when stored.
    """

    source: str
    external_id: str
    kind: SourceKind
    origin: Origin
    utterances: tuple[Utterance, ...]
    said_at: datetime | None = None
    zone: str | None = None
    zone_assumed: bool = False
    account: str | None = None
    participant: str | None = None
    title: str | None = None
    link: str | None = None
    status: DocumentStatus = "complete"
    consent: Consent = "internal"
    scores: tuple[Score, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """A personal datum that redaction took out: its placeholder and a keyed hash, never its value."""

    placeholder: str
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A code found in a text: its best evidence span and a confidence between 0 and 1."""

    code: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Account:
    """A customer company; everything after ``created_on`` in its file is a segment.

    ``keys`` are its ids in billing systems: ``{"stripe": ("cus_1",)}``.
    """

    id: str
    name: str
    domain: str | None = None
    arr: float | None = None
    currency: str | None = None
    renewal_on: date | None = None
    owner: str | None = None
    created_on: date | None = None
    segments: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TierEvent:
    """Something that happened to an account's subscription."""

    id: str
    account_id: str
    at: date
    kind: TierEventKind
    from_tier: str | None = None
    to_tier: str | None = None
    seats: int | None = None
    arr_before: float | None = None
    arr_after: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Spell:
    """An account's stay in one tier, half-open; ``until`` is None while it lasts."""

    account_id: str
    tier: str
    since: date
    until: date | None
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """What an account used of a measure on a day, and its limit where there is one."""

    account_id: str
    measure: str
    on: date
    used: float
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier that the company sells; a higher rank costs more.

    ``also`` are the ids of its prices, plans and products in a billing system.
    """

    id: str
    name: str
    rank: int
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature, the other names that customers give it, and the tiers that hold it."""

    id: str
    name: str
    also: tuple[str, ...]
    tiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit and its value in each tier (None: unlimited)."""

    id: str
    name: str
    also: tuple[str, ...]
    by_tier: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Price:
    """A tier's list price from a date on."""

    tier: str
    amount: float
    currency: str
    per: str
    since: date


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the company sells: tiers, features, limits and prices."""

    tiers: tuple[Tier, ...]
    features: tuple[Feature, ...] = ()
    limits: tuple[Limit, ...] = ()
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A packaging change: what it touches, from when, and what was expected of it."""

    id: str
    name: str
    kind: ChangeKind
    effective_on: date
    tiers: tuple[str, ...]
    mode: ChangeMode
    announced_on: date | None = None
    billed_on: date | None = None
    until: date | None = None
    segments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    affects: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    hypothesis: str | None = None
    note: str | None = None
