"""What an answer rests on: documents, verbatims, what was left unthemed, and under which versions."""

from dataclasses import dataclass

from sqlite_utils import Database

from reports.answers import ChangeMark, Coverage
from reports.narrowing import MATCHING_ACCOUNTS, ROLLUPS, VERBATIMS, Narrowed
from voc.store.context import read_changes

LANGUAGE = "en"  # of the encoder and the detectors

DOCUMENTS = f"""
SELECT COUNT(*), COALESCE(SUM(account_id IS NULL), 0) FROM documents
WHERE status IN ('complete', 'partial') AND (:source IS NULL OR source_id = :source)
    AND (:segments IS NULL OR account_id IN ({MATCHING_ACCOUNTS}))
    AND (:whole OR id IN (SELECT document_id FROM rollups WHERE measure = 'all' AND {ROLLUPS}))
"""

COUNTED = f"""
SELECT COUNT(*),
    COALESCE(SUM(NOT EXISTS (SELECT 1 FROM mentions WHERE mentions.verbatim_id = verbatims.id)), 0),
    COALESCE(SUM(utterances.language <> :read), 0)
FROM verbatims JOIN documents ON documents.id = verbatims.document_id
JOIN utterances ON utterances.id = verbatims.utterance_id WHERE {VERBATIMS}
"""

UNDATED = """
SELECT COUNT(*) FROM documents
WHERE said_at IS NULL AND status IN ('complete', 'partial') AND (:source IS NULL OR source_id = :source)
    AND NOT EXISTS (
        SELECT 1 FROM utterances WHERE document_id = documents.id AND utterances.said_at IS NOT NULL)
"""


def coverage(db: Database, narrowed: Narrowed) -> Coverage:
    """Return what lies behind an answer under these filters.

    Undated documents cannot be placed in time: ``undated`` counts them whatever the dates of the filter.
    """
    named = dict(narrowed.named)
    documents, without_account = db.execute(DOCUMENTS, named).fetchone()
    verbatims, unthemed, others = db.execute(COUNTED, {**named, "read": LANGUAGE}).fetchone()
    return Coverage(
        documents=documents,
        verbatims=verbatims,
        unthemed=unthemed / verbatims if verbatims else 0.0,
        undated=int(db.execute(UNDATED, {"source": named["source"]}).fetchone()[0]),
        without_account=without_account,
        other_languages=others,
    )


def detector_version(db: Database) -> str:
    """Return the version of the detector that read the newest verbatim, or an empty text."""
    row = db.execute(
        "SELECT detected_by FROM verbatims WHERE detected_by IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the analysis: when it began, and the hash of its manifest."""

    started_at: str
    digest: str


def last_run(db: Database) -> Run | None:
    """Return the latest run of the analysis, or None before the first."""
    row = db.execute("SELECT started_at, digest FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return Run(*row) if row else None


def change_marks(db: Database) -> tuple[ChangeMark, ...]:
    """Return the packaging changes, in order of their effective dates, as they are drawn on a trend."""
    return tuple(
        ChangeMark(id=change.id, name=change.name, effective_on=change.effective_on, exposes=change.tiers)
        for change in read_changes(db)
    )
