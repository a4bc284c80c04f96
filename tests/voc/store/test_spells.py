"""Spells: what tier an account was in on any day, derived from its events."""

from datetime import date

from voc.records import Spell, TierEvent, TierEventKind
from voc.store.context import spells_of


def event(at: str, kind: TierEventKind, to_tier: str | None = None) -> TierEvent:
    return TierEvent(f"{at}-{kind}", "a", date.fromisoformat(at), kind, None, to_tier)


def spell(tier: str, since: str, until: str | None, *, trial: bool = False) -> Spell:
    return Spell(
        "a", tier, date.fromisoformat(since), date.fromisoformat(until) if until else None, trial=trial
    )


def test_a_start_an_upgrade_and_a_cancellation_give_two_closed_spells() -> None:
    events = [
        event("2025-01-01", "start", "team"),
        event("2025-03-01", "renew"),
        event("2025-06-01", "upgrade", "business"),
        event("2026-01-01", "cancel"),
    ]
    assert list(spells_of(events)) == [
        spell("team", "2025-01-01", "2025-06-01"),
        spell("business", "2025-06-01", "2026-01-01"),
    ]


def test_a_trial_is_a_spell_of_its_own_and_the_tier_before_it_goes_on_after() -> None:
    events = [
        event("2025-01-01", "start", "team"),
        event("2025-02-01", "trial_start", "business"),
        event("2025-02-15", "trial_end"),
    ]
    assert list(spells_of(events)) == [
        spell("team", "2025-01-01", "2025-02-01"),
        spell("business", "2025-02-01", "2025-02-15", trial=True),
        spell("team", "2025-02-15", None),
    ]


def test_a_trial_that_ends_with_nothing_bought_leaves_no_tier() -> None:
    events = [event("2025-02-01", "trial_start", "team"), event("2025-02-15", "trial_end")]
    assert list(spells_of(events)) == [spell("team", "2025-02-01", "2025-02-15", trial=True)]


def test_a_reactivation_opens_a_new_spell() -> None:
    events = [
        event("2025-01-01", "start", "starter"),
        event("2025-02-01", "cancel"),
        event("2025-05-01", "reactivate", "team"),
    ]
    assert list(spells_of(events)) == [
        spell("starter", "2025-01-01", "2025-02-01"),
        spell("team", "2025-05-01", None),
    ]


def test_seats_and_discounts_leave_the_spell_as_it_is() -> None:
    events = [
        event("2025-01-01", "start", "team"),
        event("2025-02-01", "seats"),
        event("2025-03-01", "discount"),
    ]
    assert list(spells_of(events)) == [spell("team", "2025-01-01", None)]
