"""Documents with their utterances, verbatims and rejects: an idempotent upsert by (source, external id)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from sqlite_utils import Database

from voc.records import Document, Identity, Origin, Reject, SourceKind, Span
from voc.store.deletions import is_deleted
from voc.store.times import now, write_instant

Outcome = Literal["added", "changed", "unchanged", "withheld"]

# What people decided about a text outlives the documents that hold it; the latest word counts.
DECIDED = """
UPDATE verbatims SET set_aside = (
    SELECT reason FROM set_aside_decisions AS said
    WHERE said.digest = verbatims.digest ORDER BY said.id DESC LIMIT 1)
WHERE document_id = :document AND digest IN (SELECT digest FROM set_aside_decisions)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A redacted document on its way into the store.

    ``spans`` holds the verbatims' spans of each utterance and ``set_aside`` the reasons, or None, for which
    each of them stays out of the analysis (None for an utterance whose verbatims all take part).
    ``languages`` holds each utterance's language and is empty where nobody looked. All in the order of the
    utterances.
    """

    document: Document
    identities: tuple[Identity, ...]
    spans: tuple[tuple[Span, ...], ...]
    set_aside: tuple[tuple[str | None, ...] | None, ...]
    languages: tuple[str | None, ...] = ()


def text_digest(text: str) -> str:
    """Return the key of a text in the vector cache: its SHA-256, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def document_digest(document: Document) -> str:
    """Return a hash of all that a document says, so that an unchanged one is known again.

    The file and row that it stood in are no part of it.
    """
    return sha256(repr(replace(document, origin=Origin(""))).encode()).hexdigest()


def add_source(db: Database, source: str, *, kind: SourceKind, reader: str) -> None:
    """Make a source known; one that is known already stays as it is."""
    db.execute(
        "INSERT INTO sources (id, kind, reader, created_at) VALUES (:id, :kind, :reader, :at) "
        "ON CONFLICT (id) DO NOTHING",
        {"id": source, "kind": kind, "reader": reader, "at": write_instant(now())},
    )


def upsert(db: Database, entry: Entry, *, ingest: int, live: bool = False) -> Outcome:
    """Store a document once: a new one is added, a changed one becomes a new revision.

    A new revision takes the old one's utterances, verbatims and all that was derived from them along. One
    that was deleted at its source is withheld. A ``live`` one could be known from now on only; a file tells
    of the past, and what it holds could have been known when it was said.
    """
    document = entry.document
    digest = document_digest(document)
    known = next(
        iter(
            db.query(
                "SELECT id, digest FROM documents WHERE source_id = :source AND external_id = :external",
                {"source": document.source, "external": document.external_id},
            )
        ),
        None,
    )
    if known is not None and known["digest"] == digest:
        return "unchanged"
    if known is None and is_deleted(db, document.source, document.external_id):
        return "withheld"
    if known is None:
        known_at = now() if live else document.said_at or now()
        identifier = _insert(db, document, digest=digest, ingest=ingest, known_at=known_at)
    else:
        identifier = int(known["id"])
        _replace(db, document, identifier=identifier, digest=digest, ingest=ingest)
    _insert_parts(db, entry, identifier)
    return "added" if known is None else "changed"


def _columns(document: Document, digest: str, ingest: int) -> dict[str, object]:
    return {
        "source_id": document.source,
        "external_id": document.external_id,
        "kind": document.kind,
        "status": document.status,
        "consent": document.consent,
        "said_at": write_instant(document.said_at),
        "zone": document.zone,
        "zone_assumed": int(document.zone_assumed),
        "account_ref": document.account,
        "participant": document.participant,
        "title": document.title,
        "link": document.link,
        "digest": digest,
        "ingest_id": ingest,
        "file": document.origin.file,
        "row": document.origin.row,
    }


def _insert(db: Database, document: Document, *, digest: str, ingest: int, known_at: datetime) -> int:
    cursor = db.execute(
        "INSERT INTO documents (source_id, external_id, kind, status, consent, said_at, zone, zone_assumed, "
        "known_at, account_ref, participant, title, link, digest, ingest_id, file, row) VALUES (:source_id, "
        ":external_id, :kind, :status, :consent, :said_at, :zone, :zone_assumed, :known_at, :account_ref, "
        ":participant, :title, :link, :digest, :ingest_id, :file, :row)",
        {**_columns(document, digest, ingest), "known_at": write_instant(known_at)},
    )
    return int(cursor.lastrowid or 0)


def _replace(db: Database, document: Document, *, identifier: int, digest: str, ingest: int) -> None:
    db.execute(
        "UPDATE documents SET kind = :kind, status = :status, consent = :consent, said_at = :said_at, "
        "zone = :zone, zone_assumed = :zone_assumed, account_ref = :account_ref, account_id = NULL, "
        "participant = :participant, title = :title, link = :link, digest = :digest, "
        "ingest_id = :ingest_id, file = :file, row = :row, revision = revision + 1, rolled = 0 "
        "WHERE id = :id",
        {**_columns(document, digest, ingest), "id": identifier},
    )
    for statement in (
        "DELETE FROM utterances WHERE document_id = :id",
        "DELETE FROM scores WHERE document_id = :id",
        "DELETE FROM attributes WHERE document_id = :id",
        "DELETE FROM identities WHERE document_id = :id",
        "DELETE FROM rollups WHERE document_id = :id",
    ):
        db.execute(statement, {"id": identifier})


def _insert_parts(db: Database, entry: Entry, identifier: int) -> None:
    document = entry.document
    db.conn.executemany(
        "INSERT INTO scores VALUES (?, ?, ?, ?, ?)",
        [(identifier, score.kind, score.value, score.low, score.high) for score in document.scores],
    )
    db.conn.executemany(
        "INSERT INTO attributes VALUES (?, ?, ?)",
        [(identifier, name, value) for name, value in document.attributes.items()],
    )
    db.conn.executemany(
        "INSERT INTO identities VALUES (?, ?, ?, ?)",
        [(identifier, found.placeholder, found.kind, found.digest) for found in entry.identities],
    )
    languages = entry.languages or (None,) * len(document.utterances)
    parts = zip(document.utterances, entry.spans, entry.set_aside, languages, strict=True)
    for position, (utterance, spans, set_aside, language) in enumerate(parts):
        cursor = db.execute(
            "INSERT INTO utterances (document_id, position, role, speaker, question, question_ref, said_at, "
            "start_ms, end_ms, text, language, role_from) VALUES (:document, :position, :role, :speaker, "
            ":question, :question_ref, :said_at, :start_ms, :end_ms, :text, :language, :role_from)",
            {
                "document": identifier,
                "position": position,
                "role": utterance.role,
                "speaker": utterance.speaker,
                "question": utterance.question,
                "question_ref": utterance.question_ref,
                "said_at": write_instant(utterance.said_at),
                "start_ms": utterance.start_ms,
                "end_ms": utterance.end_ms,
                "text": utterance.text,
                "language": language,
                "role_from": utterance.role_from,
            },
        )
        texts = [utterance.text[span.start : span.end] for span in spans]
        insert_verbatims(db, identifier, int(cursor.lastrowid or 0), spans, texts, set_aside)
    db.execute(DECIDED, {"document": identifier})


def insert_verbatims(
    db: Database,
    document: int,
    utterance: int,
    spans: Sequence[Span],
    texts: Sequence[str],
    set_aside: Sequence[str | None] | None,
) -> None:
    """Store an utterance's verbatims with, where it does, why each stays out of the analysis."""
    db.conn.executemany(
        "INSERT INTO verbatims (document_id, utterance_id, start, until, text, digest, set_aside) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (document, utterance, span.start, span.end, text, text_digest(text), why)
            for span, text, why in zip(spans, texts, set_aside or (None,) * len(spans), strict=True)
        ],
    )


def add_rejects(db: Database, rejects: Sequence[Reject], *, ingest: int) -> None:
    """Keep the rows that could not be read, each with its reason."""
    db.conn.executemany(
        "INSERT INTO rejects (ingest_id, file, row, reason, raw) VALUES (?, ?, ?, ?, ?)",
        [(ingest, reject.origin.file, reject.origin.row, reject.reason, reject.raw) for reject in rejects],
    )


def resolve_accounts(db: Database, *, ingest: int | None = None) -> int:
    """Tie documents (of one ingest, or all) to accounts by id, name or mail domain; return how many."""
    cursor = db.execute(
        "UPDATE documents SET rolled = 0, account_id = found.account FROM ("
        "  SELECT id AS document, COALESCE("
        "    (SELECT id FROM accounts WHERE id = account_ref),"
        "    (SELECT MIN(id) FROM accounts WHERE lower(name) = lower(account_ref)),"
        "    (SELECT MIN(id) FROM accounts"
        "      WHERE domain = lower(substr(account_ref, instr(account_ref, '@') + 1)))) AS account"
        "  FROM documents WHERE account_id IS NULL AND account_ref IS NOT NULL"
        "    AND (:ingest IS NULL OR ingest_id = :ingest)"
        ") AS found WHERE documents.id = found.document AND found.account IS NOT NULL",
        {"ingest": ingest},
    )
    return int(cursor.rowcount)
