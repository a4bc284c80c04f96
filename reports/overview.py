"""The first page's answer: how much there is, from where, what is talked about, and what stands out."""

from sqlite_utils import Database

from reports.answers import Overview, SourceAnswer
from reports.coverage import change_marks, detector_version
from reports.extent import read_voice
from reports.findings import findings
from reports.themes import themes
from voc.store.analysis import TAKES_PART
from voc.store.times import read_day

TOP = 10

SOURCES = f"""
WITH words AS (
    SELECT documents.source_id, COUNT(*) AS verbatims FROM verbatims
    JOIN documents ON documents.id = verbatims.document_id WHERE {TAKES_PART} GROUP BY documents.source_id
), spoken AS (
    SELECT source_id, MIN(day) AS first_day, MAX(day) AS last_day FROM rollups
    WHERE measure = 'all' GROUP BY source_id
), held AS (
    SELECT source_id, COUNT(*) AS documents FROM documents
    WHERE status IN ('complete', 'partial') GROUP BY source_id
)
SELECT sources.id, sources.kind, COALESCE(held.documents, 0), COALESCE(words.verbatims, 0),
    spoken.first_day, spoken.last_day
FROM sources LEFT JOIN held ON held.source_id = sources.id LEFT JOIN words ON words.source_id = sources.id
LEFT JOIN spoken ON spoken.source_id = sources.id ORDER BY sources.id
"""


def overview(db: Database, *, confidence: float = 0.95) -> Overview:
    """Return the overview of a workspace: the ten widest themes and up to three findings.

    An empty workspace gives zeros, no themes and no findings.
    """
    answer = themes(db, confidence=confidence)
    voice = read_voice(db)
    return Overview(
        coverage=answer.coverage,
        since=voice.first if voice else None,
        until=voice.horizon if voice else None,
        accounts=int(db.execute("SELECT COUNT(*) FROM accounts").fetchone()[0]),
        sources=sources(db),
        themes=answer.themes[:TOP],
        findings=findings(db, themes=answer),
        changes=change_marks(db),
        unit=answer.unit,
        ledger_version=answer.ledger_version,
        detector_version=detector_version(db),
    )


def sources(db: Database) -> tuple[SourceAnswer, ...]:
    """Return the sources with what came from each, in order of their ids."""
    return tuple(
        SourceAnswer(
            id=name,
            kind=kind,
            documents=documents,
            verbatims=verbatims,
            first_said_on=read_day(first),
            last_said_on=read_day(last),
        )
        for name, kind, documents, verbatims, first, last in db.execute(SOURCES)
    )
