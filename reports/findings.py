"""Findings: what the numbers say, in sentences, each with its counts and interval."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta

from sqlite_utils import Database

from reports.accounts import account_names
from reports.answers import NO_FILTERS, Finding, ThemeAnswer, Themes
from reports.dimensions import tier_names
from reports.extent import read_voice
from reports.intervals import wilson
from reports.measures import CODE, THEME
from reports.moves import Months, widest_move
from reports.periods import Period
from reports.population import active_unit, population
from reports.themes import days_in_view
from reports.wording import listed, percent, share_of
from voc.records import ThemeKind

FEWEST_ACCOUNTS = 3
FEWEST_IN_TIER = 20
RECENT_DAYS = 60
MOST = 3

KIND_WORDS: Mapping[ThemeKind, str] = {
    "friction": "the widest friction",
    "readiness": "the widest sign of readiness for more",
    "churn_risk": "the widest sign of leaving",
    "value": "the value most often named",
    "other": "the widest theme",
}

# What accounts do that show a code; codes of a team's own codebook are named as they are.
READINESS_WORDS: Mapping[str, str] = {
    "readiness.buying_intent": "asked for a quote, a trial or a way to upgrade",
    "readiness.growth": "spoke of growth",
    "readiness.limit_reached": "were close to a limit of their plan",
    "readiness.feature_interest": "asked about a feature of a higher tier",
    "readiness.compliance_need": "had a security or compliance demand to meet",
    "readiness.integration_need": "needed a connection to another system",
    "readiness.budget_timing": "named a budget or a date for it",
}

READY = """
SELECT measure, account_id, document_id, SUM(mentions) FROM rollups
WHERE measure >= 'code:readiness.' AND measure < 'code:readiness/'
    AND measure NOT IN ('code:readiness.value_realised', 'code:readiness.advocacy')
    AND day >= :since AND day < :until
GROUP BY measure, document_id
"""


def findings(db: Database, *, themes: Themes) -> tuple[Finding, ...]:
    """Return up to three sentences that hold for the workspace; none where nothing can be said.

    ``themes`` is the unfiltered answer, by reach.
    """
    found = [*_widest(db, themes), *_moved(db, themes.confidence), *_ready(db, themes.confidence)]
    if len(found) < MOST:
        found.extend(_second_kind(themes))
    return tuple(found[:MOST])


def _widest(db: Database, themes: Themes) -> Iterator[Finding]:
    sized = [one for one in themes.themes if one.accounts >= FEWEST_ACCOUNTS]
    first = next((one for one in sized if one.kind == "friction"), None) or next(iter(sized), None)
    if first:
        yield _theme_finding(first, themes, tail=_most_concerned(db, first))


def _second_kind(themes: Themes) -> Iterator[Finding]:
    sized = [one for one in themes.themes if one.accounts >= FEWEST_ACCOUNTS and one.kind != "other"]
    first = next((one for one in sized if one.kind == "friction"), None) or next(iter(sized), None)
    second = next((one for one in sized if first and one.kind != first.kind), None)
    if second:
        yield _theme_finding(second, themes, tail="")


def _theme_finding(theme: ThemeAnswer, themes: Themes, *, tail: str) -> Finding:
    share = share_of(theme.accounts, theme.population, themes.unit, confidence=themes.confidence)
    verb = "raised it" if themes.unit == "accounts" else "name it"
    return Finding(f"“{theme.label}” is {KIND_WORDS[theme.kind]}: {share} {verb}{tail}.", THEME + theme.id)


def _most_concerned(db: Database, theme: ThemeAnswer) -> str:
    """Return the tier whose accounts raised the theme most, as the end of a sentence, or nothing."""
    active = population(db, (days_in_view(db, NO_FILTERS),), by=("tier",), filters=NO_FILTERS).counts
    rows = db.execute(
        "SELECT tier, COUNT(DISTINCT account_id) FROM rollups "
        "WHERE measure = :measure AND tier IS NOT NULL GROUP BY tier",
        {"measure": THEME + theme.id},
    )
    shares = [
        (hits / active[(tier,)][0], tier, hits, active[(tier,)][0])
        for tier, hits in rows
        if hits >= FEWEST_ACCOUNTS and (tier,) in active and active[(tier,)][0] >= FEWEST_IN_TIER
    ]
    if not shares or len(active) == 1:
        return ""
    share, tier, hits, total = max(shares)
    return f", most of all in {tier_names(db).get(tier, tier)} ({hits:,} of {total:,}, {percent(share)})"


def _moved(db: Database, confidence: float) -> Iterator[Finding]:
    move = widest_move(db)
    if not move:
        return
    names = tier_names(db)
    tiers = listed(tuple(names.get(tier, tier) for tier in move.change.tiers))
    others = ""
    if move.others_before and move.others_after:
        others = (
            f" In the other tiers it went from {_rate(move.others_before)} to {_rate(move.others_after)}."
        )
    yield Finding(
        f"“{move.measure.label}” went from {_rate(move.before)} to {_rate(move.after)} accounts in "
        f"100 a month in {tiers}, over the {move.weeks} weeks before and after “{move.change.name}” "
        f"({move.change.effective_on}): {_of(move.before, confidence)} account-months before, "
        f"{_of(move.after, confidence)} after.{others}",
        move.measure.id,
        by=("tier",),
    )


def _of(months: Months, confidence: float) -> str:
    low, high = wilson(months.hits, months.total, confidence=confidence)
    return f"{months.hits:,} of {months.total:,} ({100 * low:.1f} to {percent(high)})"


def _rate(months: Months) -> str:
    return f"{100 * months.hits / months.total:.1f}"


def _ready(db: Database, confidence: float) -> Iterator[Finding]:
    voice = read_voice(db)
    if not voice:
        return
    recent = Period(voice.horizon - timedelta(days=RECENT_DAYS - 1), voice.horizon + timedelta(days=1))
    named = {"since": recent.start.isoformat(), "until": recent.until.isoformat()}
    unit = active_unit(db)
    active = population(db, (recent,), filters=NO_FILTERS) if unit == "accounts" else None
    who: dict[str, set[str | int]] = defaultdict(set)
    signals: Counter[str | int] = Counter()
    for measure, account, document, mentions in db.execute(READY, named):
        if active is None or active.holds((), account, 0):
            one = document if active is None else account
            who[measure].add(one)
            signals[one] += mentions
    if len(signals) < FEWEST_ACCOUNTS:
        return
    total = sum(active.counts[()]) if active else _documents(db, named)
    leading = sorted(who, key=lambda measure: (-len(who[measure]), measure))[:2]
    share = share_of(len(signals), total, unit, confidence=confidence)
    parts = listed(tuple(f"{len(who[measure]):,} {_words(measure)}" for measure in leading))
    tail = f" Most signals: {_loudest(db, signals)}." if active else ""
    yield Finding(
        f"{share} showed readiness for more in the {RECENT_DAYS} days up to {voice.horizon}: {parts}.{tail}",
        leading[0],
    )


def _documents(db: Database, named: Mapping[str, str]) -> int:
    statement = (
        "SELECT COUNT(DISTINCT document_id) FROM rollups "
        "WHERE measure = 'all' AND day >= :since AND day < :until"
    )
    return int(db.execute(statement, dict(named)).fetchone()[0])


def _words(measure: str) -> str:
    code = measure.removeprefix(CODE)
    return READINESS_WORDS.get(code, f"showed {code}")


def _loudest(db: Database, signals: Counter[str | int]) -> str:
    names = account_names(db)
    first = sorted(signals.items(), key=lambda item: (-item[1], str(item[0])))[:MOST]
    return listed(tuple(f"{names.get(str(account), account)} ({count})" for account, count in first))
