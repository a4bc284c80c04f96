"""What the analysis reads and writes: waiting verbatims, mentions, signals, runs."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlite_utils import Database

from voc.records import Found
from voc.store.times import now, write_instant

TAKES_PART = "verbatims.set_aside IS NULL AND documents.status IN ('complete', 'partial')"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A verbatim on its way through the stages, with the key of its vector."""

    id: int
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class NewMention:
    """A verbatim given to a theme by the model."""

    verbatim_id: int
    theme_id: str
    strength: float


def all_verbatims(db: Database) -> tuple[Waiting, ...]:
    """Return every verbatim that takes part in the analysis, in order of id."""
    return _waiting(db, "TRUE", {})


def unassigned(db: Database, *, ledger: int) -> tuple[Waiting, ...]:
    """Return the verbatims that were not yet held against this version of the ledger."""
    return _waiting(db, "assigned_under IS NOT :ledger", {"ledger": ledger})


def undetected(db: Database, *, detector: str) -> tuple[Waiting, ...]:
    """Return the verbatims that this version of the detector has not yet read."""
    return _waiting(db, "detected_by IS NOT :detector", {"detector": detector})


def unthemed(db: Database) -> tuple[Waiting, ...]:
    """Return the verbatims that were held against the ledger and fit no theme."""
    return _waiting(
        db,
        "assigned_under IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mentions WHERE verbatim_id = verbatims.id)",
        {},
    )


def _waiting(db: Database, condition: str, parameters: Mapping[str, object]) -> tuple[Waiting, ...]:
    rows = db.execute(
        "SELECT verbatims.id, verbatims.digest, verbatims.text FROM verbatims JOIN documents "
        f"ON documents.id = verbatims.document_id WHERE {TAKES_PART} AND {condition} ORDER BY verbatims.id",
        dict(parameters),
    )
    return tuple(Waiting(*row) for row in rows)


def write_mentions(
    db: Database, mentions: Iterable[NewMention], *, verbatims: Sequence[int], ledger: int, author: str
) -> None:
    """Put the model's mentions of these verbatims in place of its earlier ones; a human's stay."""
    with db.atomic():
        db.conn.executemany(
            "DELETE FROM mentions WHERE verbatim_id = ? AND assigned_by LIKE 'model:%'",
            [(verbatim,) for verbatim in verbatims],
        )
        db.conn.executemany(
            "INSERT INTO mentions VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (mention.verbatim_id, mention.theme_id, round(mention.strength, 4), author, ledger)
                for mention in mentions
            ],
        )
        db.conn.executemany(
            "UPDATE verbatims SET assigned_under = ? WHERE id = ?",
            [(ledger, verbatim) for verbatim in verbatims],
        )
        _mark_documents(db, verbatims)


def write_signals(
    db: Database,
    found: Mapping[int, Sequence[Found]],
    *,
    points: Mapping[str, tuple[float, float]],
    detector: str,
) -> None:
    """Put the signals of these verbatims in place of the earlier ones.

    ``points`` gives the balanced and the strict threshold of each code; what lies below the balanced one
    is not kept.
    """
    rows = [
        (
            verbatim,
            signal.code,
            signal.start,
            signal.end,
            round(signal.confidence, 4),
            "strict" if signal.confidence >= points[signal.code][1] else "balanced",
            detector,
        )
        for verbatim, signals in found.items()
        for signal in signals
        if signal.confidence >= points[signal.code][0]
    ]
    with db.atomic():
        db.conn.executemany("DELETE FROM signals WHERE verbatim_id = ?", [(verbatim,) for verbatim in found])
        db.conn.executemany("INSERT INTO signals VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        db.conn.executemany(
            "UPDATE verbatims SET detected_by = ? WHERE id = ?",
            [(detector, verbatim) for verbatim in found],
        )
        _mark_documents(db, list(found))


def _mark_documents(db: Database, verbatims: Sequence[int]) -> None:
    db.execute(
        "UPDATE documents SET rolled = 0 WHERE rolled = 1 AND id IN (SELECT document_id FROM verbatims "
        "WHERE id IN (SELECT value FROM json_each(:ids)))",
        {"ids": json.dumps(list(verbatims))},
    )


def write_run(db: Database, *, started_at: str, seconds: float, manifest: Mapping[str, object]) -> str:
    """Record a run of the analysis with its manifest, and return the manifest's hash."""
    text = json.dumps(manifest, sort_keys=True)
    digest = sha256(text.encode()).hexdigest()
    db.execute(
        "INSERT INTO runs (started_at, seconds, manifest, digest) VALUES (:at, :seconds, :manifest, :digest)",
        {"at": started_at, "seconds": seconds, "manifest": text, "digest": digest},
    )
    return digest


def results_digest(db: Database) -> str:
    """Return a hash over all themes, mentions, signals and rollups: equal for equal results."""
    digest = sha256()
    for statement in (
        "SELECT id, label, status FROM themes ORDER BY id",
        "SELECT verbatim_id, theme_id, strength FROM mentions ORDER BY verbatim_id, theme_id",
        "SELECT verbatim_id, code, start, until, confidence, point FROM signals ORDER BY verbatim_id, code",
        "SELECT measure, day, document_id, account_id, tier, mentions FROM rollups ORDER BY 1, 2, 3",
    ):
        for row in db.execute(statement):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def input_digests(db: Database) -> list[str]:
    """Return the hashes of all files that were read, each once, in order."""
    return [row[0] for row in db.execute("SELECT DISTINCT sha256 FROM ingests ORDER BY 1")]


def started() -> str:
    """Return the present instant as runs write it."""
    return str(write_instant(now()))
