"""A tiny company, filled by hand through the store: accounts in tiers, what they said, and when."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database

from voc.records import (
    Account,
    Catalogue,
    Change,
    Consent,
    Document,
    Found,
    Origin,
    Role,
    SourceKind,
    Span,
    Tier,
    TierEvent,
    TierEventKind,
    Utterance,
)
from voc.store import analysis, context, documents, ingests, rollups
from voc.store.database import create_database
from voc.store.themes import NewTheme, enter_themes

Said = tuple[str, Role, datetime | None]


class Company:
    """Fills one database; ``finish`` has to come last."""

    def __init__(self, path: Path) -> None:
        self.db: Database = create_database(path / "voc.db")
        self._ingest = ingests.begin_ingest(self.db, file="said.csv", digest="d", reader="r").id
        self._mentions: dict[str, Mapping[str, float]] = {}
        self._signals: dict[str, Mapping[str, float]] = {}

    def theme(self, *labels: str) -> None:
        themes = [
            NewTheme(f"th_{number}", label, f"About {label}", ("word",), np.zeros(4, np.float32), 0.5, 0.6)
            for number, label in enumerate(labels, start=1)
        ]
        enter_themes(self.db, themes, kind="adopt", author="model:test", reason="found", model="m")

    def tiers(self, *names: str) -> None:
        tiers = tuple(Tier(name.lower(), name, rank) for rank, name in enumerate(names, start=1))
        context.put_catalogue(self.db, Catalogue(tiers=tiers))

    def account(
        self, id_: str, *stays: tuple[str, str], created_on: date | None = None, **segments: str
    ) -> None:
        """Add an account with its tiers as (day, tier); the tier ``-`` is a cancellation."""
        known = Account(id_, f"{id_} Ltd", arr=100.0, created_on=created_on, segments=segments)
        context.put_account(self.db, known)
        for number, (day, tier) in enumerate(stays):
            kind: TierEventKind = "cancel" if tier == "-" else "start"
            event = TierEvent(
                f"{id_}-{number}", id_, date.fromisoformat(day), kind, to_tier=None if tier == "-" else tier
            )
            context.put_tier_event(self.db, event)

    def change(self, id_: str, day: str, *tiers: str) -> None:
        context.put_change(
            self.db, Change(id_, f"Change {id_}", "price", date.fromisoformat(day), tiers, "all")
        )

    def say(
        self,
        text: str,
        at: str | None,
        account: str | None = None,
        *,
        themes: Mapping[str, float] | None = None,
        codes: Mapping[str, float] | None = None,
        source: str = "tickets",
        kind: SourceKind = "ticket",
        consent: Consent = "internal",
        around: Sequence[Said] = (),
    ) -> None:
        """Add a document of one verbatim, with further turns after it; the texts have to be unique."""
        documents.add_source(self.db, source, kind=kind, reader="r")
        instant = None if at is None else datetime.fromisoformat(at).replace(tzinfo=UTC)
        turns = (Utterance(text, "customer"), *(Utterance(one, role, said_at=on) for one, role, on in around))
        document = Document(
            source=source,
            external_id=text,
            kind=kind,
            origin=Origin("said.csv", 0),
            utterances=turns,
            said_at=instant,
            account=account,
            consent=consent,
        )
        spans = tuple((Span(0, len(turn.text)),) if turn.role == "customer" else () for turn in turns)
        entry = documents.Entry(document, (), spans, (None,) * len(turns))
        documents.upsert(self.db, entry, ingest=self._ingest)
        self._mentions[text] = themes or {}
        self._signals[text] = codes or {}

    def finish(self) -> Database:
        """Derive spells, mentions, signals and rollups; a code from 0.5 on is strict."""
        context.derive_spells(self.db)
        documents.resolve_accounts(self.db)
        waiting = analysis.all_verbatims(self.db)
        mentions = [
            analysis.NewMention(one.id, theme, strength)
            for one in waiting
            for theme, strength in self._mentions.get(one.text, {}).items()
        ]
        signals = {
            one.id: [Found(code, value, 0, 4) for code, value in self._signals.get(one.text, {}).items()]
            for one in waiting
        }
        points = {code: (0.2, 0.5) for codes in self._signals.values() for code in codes}
        ids = [one.id for one in waiting]
        analysis.write_mentions(self.db, mentions, verbatims=ids, ledger=1, author="model:test")
        analysis.write_signals(self.db, signals, points=points, detector="2026.1")
        rollups.refresh_rollups(self.db, zone="UTC")
        return self.db


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)
