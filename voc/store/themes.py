"""The theme ledger: events that are only appended, and the themes that their replay gives."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlite_utils import Database

from voc.records import ThemeStatus
from voc.store.times import now, write_instant

EventKind = Literal["adopt", "propose", "rename", "retire"]


@dataclass(frozen=True, slots=True)
class ThemeEvent:
    """One edit of the ledger; ``payload`` holds the fields of the theme that the edit sets."""

    version: int
    at: str
    author: str
    reason: str
    kind: EventKind
    theme_id: str
    payload: dict[str, object]


@dataclass(frozen=True, slots=True)
class StoredTheme:
    """A theme as the replay of the ledger gives it."""

    id: str
    label: str
    description: str
    keywords: tuple[str, ...]
    status: ThemeStatus
    parent_id: str | None
    pinned: bool
    since_version: int


@dataclass(frozen=True, slots=True)
class NewTheme:
    """A found theme on its way into the ledger, with the centre and threshold it is assigned by."""

    id: str
    label: str
    description: str
    keywords: tuple[str, ...]
    vector: NDArray[np.float32]
    threshold: float
    typical: float


@dataclass(frozen=True, slots=True)
class StoredCentroids:
    """The living themes' frozen centres (themes x dimensions) with the cosines that they are used by.

    ``thresholds`` let a verbatim in; ``typical`` is the median cosine of a theme's own members.
    """

    ids: tuple[str, ...]
    matrix: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    typical: NDArray[np.float32]


def ledger_version(db: Database) -> int:
    """Return the number of the last event, 0 where there is none."""
    return int(db.execute("SELECT COALESCE(MAX(version), 0) FROM theme_events").fetchone()[0])


def enter_themes(
    db: Database, themes: Sequence[NewTheme], *, kind: EventKind, author: str, reason: str, model: str
) -> int:
    """Append one event a theme, replay the ledger, and return its new version."""
    for theme in themes:
        payload = {"label": theme.label, "description": theme.description, "keywords": theme.keywords}
        cursor = db.execute(
            "INSERT INTO theme_events (at, author, reason, kind, theme_id, payload) "
            "VALUES (:at, :author, :reason, :kind, :theme, :payload)",
            {
                "at": write_instant(now()),
                "author": author,
                "reason": reason,
                "kind": kind,
                "theme": theme.id,
                "payload": json.dumps(payload),
            },
        )
        db.execute(
            "INSERT OR REPLACE INTO centroids "
            "VALUES (:theme, :model, :version, :threshold, :typical, :vector)",
            {
                "theme": theme.id,
                "model": model,
                "version": cursor.lastrowid,
                "threshold": theme.threshold,
                "typical": theme.typical,
                "vector": theme.vector.astype("<f4").tobytes(),
            },
        )
    replay(db)
    return ledger_version(db)


def events(db: Database) -> tuple[ThemeEvent, ...]:
    """Return the ledger from its first event to its last."""
    return tuple(
        ThemeEvent(**{**row, "payload": json.loads(row["payload"])})
        for row in db.query("SELECT * FROM theme_events ORDER BY version")
    )


def replay(db: Database) -> None:
    """Write the current themes anew from the events."""
    themes: dict[str, StoredTheme] = {}
    for event in events(db):
        themes[event.theme_id] = _after(event, themes.get(event.theme_id))
    db.execute("DELETE FROM themes")
    db.conn.executemany(
        "INSERT INTO themes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                theme.id,
                theme.label,
                theme.description,
                json.dumps(theme.keywords),
                theme.status,
                theme.parent_id,
                int(theme.pinned),
                theme.since_version,
            )
            for theme in themes.values()
        ],
    )


def _after(event: ThemeEvent, theme: StoredTheme | None) -> StoredTheme:
    payload = event.payload
    if event.kind in ("adopt", "propose") or theme is None:
        keywords = payload.get("keywords")
        return StoredTheme(
            id=event.theme_id,
            label=str(payload["label"]),
            description=str(payload["description"]),
            keywords=tuple(keywords) if isinstance(keywords, list) else (),
            status="active" if event.kind == "adopt" else "proposed",
            parent_id=None,
            pinned=False,
            since_version=event.version,
        )
    return StoredTheme(
        id=theme.id,
        label=str(payload.get("label", theme.label)),
        description=str(payload.get("description", theme.description)),
        keywords=theme.keywords,
        status="retired" if event.kind == "retire" else theme.status,
        parent_id=theme.parent_id,
        pinned=theme.pinned,
        since_version=theme.since_version,
    )


def read_themes(db: Database) -> tuple[StoredTheme, ...]:
    """Return all themes, whatever their status, in order of their ids."""
    return tuple(
        StoredTheme(
            id=row["id"],
            label=row["label"],
            description=row["description"],
            keywords=tuple(json.loads(row["keywords"])),
            status=row["status"],
            parent_id=row["parent_id"],
            pinned=bool(row["pinned"]),
            since_version=row["since_version"],
        )
        for row in db.query("SELECT * FROM themes ORDER BY id")
    )


def read_centroids(db: Database, *, model: str) -> StoredCentroids:
    """Return the centres of the living themes, in order of their ids."""
    rows = list(
        db.query(
            "SELECT theme_id, threshold, typical, vector FROM centroids JOIN themes ON themes.id = theme_id "
            "WHERE model = :model AND status IN ('active', 'proposed') ORDER BY theme_id",
            {"model": model},
        )
    )
    return StoredCentroids(
        ids=tuple(str(row["theme_id"]) for row in rows),
        matrix=np.array([np.frombuffer(row["vector"], dtype="<f4") for row in rows], dtype=np.float32),
        thresholds=np.array([row["threshold"] for row in rows], dtype=np.float32),
        typical=np.array([row["typical"] for row in rows], dtype=np.float32),
    )


def centroid_models(db: Database) -> tuple[str, ...]:
    """Return the models that themes were found with, in order of their names."""
    return tuple(row[0] for row in db.execute("SELECT DISTINCT model FROM centroids ORDER BY model"))
