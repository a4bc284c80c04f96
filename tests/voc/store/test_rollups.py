"""Rollups: mentions by day, account and the tier of that day, counted anew for what changed alone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from voc.records import Account, Document, Found, Origin, Span, TierEvent, Utterance
from voc.store import analysis, context, documents, ingests
from voc.store.database import create_database, open_database
from voc.store.rollups import mark_all, refresh_rollups


@pytest.fixture
def db(tmp_path: Path) -> Database:
    create_database(tmp_path / "voc.db").close()
    opened = open_database(tmp_path / "voc.db")
    documents.add_source(opened, "desk", kind="ticket", reader="zendesk_json")
    context.put_account(opened, Account("a", "Acme"))
    context.put_tier_event(opened, TierEvent("e1", "a", date(2026, 1, 1), "start", None, "team"))
    context.put_tier_event(opened, TierEvent("e2", "a", date(2026, 3, 1), "upgrade", "team", "business"))
    context.derive_spells(opened)
    return opened


def say(
    db: Database, external: str, text: str, at: datetime | None, *, later: datetime | None = None
) -> None:
    utterances = [Utterance(text, "customer")]
    if later:
        utterances.append(Utterance(text + " Again.", "customer", said_at=later))
    document = Document("desk", external, "ticket", Origin("d.json"), tuple(utterances), at, account="a")
    spans = tuple((Span(0, len(utterance.text)),) for utterance in utterances)
    ingest = ingests.begin_ingest(db, file="d.json", digest="00", reader="zendesk_json").id
    documents.upsert(db, documents.Entry(document, (), spans, (None,) * len(spans)), ingest=ingest)
    documents.resolve_accounts(db)


def rows(db: Database) -> list[tuple[object, ...]]:
    return list(
        db.execute(
            "SELECT measure, day, account_id, tier, mentions FROM rollups ORDER BY measure, day"
        ).fetchall()
    )


def test_a_mention_carries_the_tier_of_its_day(db: Database) -> None:
    say(
        db,
        "1",
        "No seats left.",
        datetime(2026, 2, 28, 12, tzinfo=UTC),
        later=datetime(2026, 3, 2, tzinfo=UTC),
    )
    refresh_rollups(db, zone="UTC")
    assert rows(db) == [("all", "2026-02-28", "a", "team", 1), ("all", "2026-03-02", "a", "business", 1)]


def test_days_are_those_of_the_workspaces_zone(db: Database) -> None:
    say(db, "1", "No seats left.", datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    refresh_rollups(db, zone="Europe/Berlin")
    assert rows(db) == [("all", "2026-03-01", "a", "business", 1)]


def test_what_has_no_date_is_in_no_rollup(db: Database) -> None:
    say(db, "1", "No seats left.", None)
    refresh_rollups(db, zone="UTC")
    assert rows(db) == []


def test_themes_and_strict_signals_are_counted_and_weak_signals_are_not(db: Database) -> None:
    say(db, "1", "No seats left.", datetime(2026, 2, 1, tzinfo=UTC))
    found = {1: (Found("friction.limits", 0.9, 0, 14), Found("friction.price", 0.4, 0, 2))}
    points = {"friction.limits": (0.3, 0.7), "friction.price": (0.3, 0.7)}
    analysis.write_signals(db, found, points=points, detector="d1")
    mention = analysis.NewMention(1, "th_a", 0.8)
    analysis.write_mentions(db, [mention], verbatims=[1], ledger=1, author="model:m")
    refresh_rollups(db, zone="UTC")
    assert [row[0] for row in rows(db)] == ["all", "code:friction.limits", "theme:th_a"]


def test_only_what_changed_is_counted_anew(db: Database) -> None:
    say(db, "1", "No seats left.", datetime(2026, 2, 1, tzinfo=UTC))
    assert refresh_rollups(db, zone="UTC") == 1
    say(db, "2", "Still no seats.", datetime(2026, 2, 2, tzinfo=UTC))
    assert refresh_rollups(db, zone="UTC") == 1
    assert refresh_rollups(db, zone="UTC") == 0
    mark_all(db)
    assert refresh_rollups(db, zone="UTC") == 2
    assert len(rows(db)) == 2
