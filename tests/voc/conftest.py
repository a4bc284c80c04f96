"""A small company for the tests of the doors: two tiers, two sources, one change, quotes that attack."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from voc.records import Account, Catalogue, Change, Document, Found, Origin, Span, Tier, TierEvent, Utterance
from voc.settings import Settings
from voc.store.analysis import NewMention, all_verbatims, write_mentions, write_signals
from voc.store.context import derive_spells, put_account, put_catalogue, put_change, put_tier_event
from voc.store.database import create_database
from voc.store.documents import Entry, add_source, resolve_accounts, upsert
from voc.store.ingests import begin_ingest
from voc.store.rollups import refresh_rollups
from voc.store.themes import NewTheme, enter_themes

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"alert(1)\"> seats {{ 7*7 }}"
FORMULA = "=HYPERLINK(1) the price is too high"
UNQUOTABLE = "do not quote me on the seats"


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Six accounts that talk about seats and prices from January to the middle of June 2026."""
    folder = tmp_path_factory.mktemp("company")
    _fill(folder)
    return Settings(workspace=folder, models=tmp_path_factory.mktemp("models"))


@pytest.fixture
def empty_company(tmp_path: Path) -> Settings:
    """A workspace without feedback."""
    create_database(tmp_path / "voc.db").close()
    return Settings(workspace=tmp_path, models=tmp_path / "models")


def _fill(folder: Path) -> None:
    db = create_database(folder / "voc.db")
    with db.atomic():
        put_catalogue(db, Catalogue(tiers=(Tier("team", "Team", 1), Tier("business", "Business", 2))))
        for number in range(6):
            tier = "team" if number < 4 else "business"
            industry = "retail" if number % 2 else "<b>health</b>"
            put_account(db, Account(f"a{number}", f"Account {number}", segments={"industry": industry}))
            put_tier_event(db, TierEvent(f"e{number}", f"a{number}", date(2025, 6, 1), "start", to_tier=tier))
        put_change(
            db, Change("seats-2026", "Five seats", "limit", date(2026, 3, 15), tiers=("team",), mode="all")
        )
        derive_spells(db)
        ingest = begin_ingest(db, file="feedback.csv", digest="0", reader="test").id
        add_source(db, "tickets", kind="ticket", reader="test")
        add_source(db, "survey", kind="survey", reader="test")
        for entry in _entries():
            upsert(db, entry, ingest=ingest)
        resolve_accounts(db)
    _derive(folder)


def _entries() -> list[Entry]:
    said = [
        (month, account, "seats are gone" if account % 2 else "the price is too high")
        for month in (1, 2, 3, 4, 5)
        for account in range(month + 1)
    ]
    said += [(6, 0, HOSTILE), (6, 1, FORMULA), (6, 2, UNQUOTABLE)]
    return [_entry(place, month, f"a{account}", text) for place, (month, account, text) in enumerate(said)]


def _entry(place: int, month: int, account: str, text: str) -> Entry:
    source = "survey" if place % 3 == 0 else "tickets"
    document = Document(
        source=source,
        external_id=f"d{place}",
        kind="survey" if place % 3 == 0 else "ticket",
        origin=Origin("feedback.csv", place),
        utterances=(
            Utterance("What can we do?", "agent"),
            Utterance(text, "customer"),
            Utterance("Thank you.", "agent"),
        ),
        said_at=datetime(2026, month, 10, 9, tzinfo=UTC),
        account=account,
        consent="no_quote" if text == UNQUOTABLE else "internal",
        link="javascript:alert(1)" if text == HOSTILE else "https://desk.example/1",
    )
    return Entry(document, (), ((), (Span(0, len(text)),), ()), (None, None, None))


def _derive(folder: Path) -> None:
    db = create_database(folder / "voc.db")
    vector = np.ones(2, dtype=np.float32)
    themes = (
        NewTheme("th_seats", "Seats run out", "No seat for a new hire", ("seats",), vector, 0.5, 0.6),
        NewTheme("th_price", "Price <too high>", "The price", ("price",), vector, 0.5, 0.6),
    )
    with db.atomic():
        ledger = enter_themes(db, themes, kind="adopt", author="test", reason="test", model="test")
    verbatims = all_verbatims(db)
    mentions = [
        NewMention(one.id, "th_seats" if "seats" in one.text else "th_price", 0.9) for one in verbatims
    ]
    write_mentions(db, mentions, verbatims=[one.id for one in verbatims], ledger=ledger, author="model:test")
    found = {one.id: [_signal(one.text)] for one in verbatims}
    points = {"friction.limits": (0.4, 0.6), "friction.price": (0.4, 0.6)}
    write_signals(db, found, points=points, detector="2026.1")
    refresh_rollups(db, zone="UTC")
    db.close()


def _signal(text: str) -> Found:
    code, word = ("friction.limits", "seats") if "seats" in text else ("friction.price", "price")
    start = text.index(word)
    return Found(code, 0.8, start, start + len(word))
