"""Who speaks in a document, in which role, how that was found, and what people corrected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from voc.errors import NotFound
from voc.records import Identity, Role, RoleFrom, SourceKind, Span, Utterance
from voc.store.documents import DECIDED, insert_verbatims
from voc.store.times import now, write_instant


@dataclass(frozen=True, slots=True)
class Talk:
    """A stored document by its number, and by the names that it keeps when its file comes again."""

    id: int
    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of a document: the stored label (None where there is none), the role and what it rests on."""

    document: int
    source: str
    external_id: str
    speaker: str | None
    role: Role
    role_from: RoleFrom
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An utterance as it is after a correction, with its verbatims; ``id`` is its row."""

    id: int
    utterance: Utterance
    spans: tuple[Span, ...]
    set_aside: tuple[str | None, ...] | None
    language: str | None


def find_talk(db: Database, name: str) -> Talk:
    """Return a document by its number or as ``source/external_id``; raises NotFound where there is none."""
    row = db.execute(
        "SELECT id, source_id, external_id FROM documents "
        "WHERE source_id || '/' || external_id = :name OR CAST(id AS TEXT) = :name ORDER BY id LIMIT 1",
        {"name": name},
    ).fetchone()
    if row is None:
        raise NotFound(f"no document {name!r}: need its number or source/external_id; 'voc roles' lists them")
    return Talk(*row)


def read_speakers(
    db: Database, *, document: int | None = None, source: str | None = None, limit: int = 100
) -> Iterator[Speaker]:
    """Yield the speakers of a document, of a source's documents, or of all interviews, the latest first.

    A speaker in two roles is listed once for each; ``limit`` counts documents.
    """
    db.register_function(lambda text: len(text.split()), name="word_count", deterministic=True, replace=True)
    rows = db.query(
        "WITH wanted AS (SELECT id, source_id, external_id FROM documents WHERE CASE "
        "    WHEN :document IS NOT NULL THEN id = :document "
        "    WHEN :source IS NOT NULL THEN source_id = :source ELSE kind = 'interview' END "
        "  ORDER BY id DESC LIMIT :limit) "
        "SELECT wanted.id AS document, source_id AS source, external_id, speaker, role, role_from, "
        "  COUNT(*) AS turns, SUM(word_count(text)) AS words "
        "FROM wanted JOIN utterances ON document_id = wanted.id "
        "GROUP BY wanted.id, speaker, role, role_from ORDER BY wanted.id DESC, MIN(position)",
        {"document": document, "source": source, "limit": limit},
    )
    for row in rows:
        yield Speaker(**row)


def read_utterances(db: Database, document: int) -> tuple[tuple[int, Utterance], ...]:
    """Return a document's utterances in order, each with its row."""
    rows = db.query(
        "SELECT id, text, role, speaker, question, said_at, start_ms, end_ms, role_from FROM utterances "
        "WHERE document_id = :document ORDER BY position",
        {"document": document},
    )
    return tuple((int(row.pop("id")), _utterance(row)) for row in rows)


def read_kind(db: Database, document: int) -> SourceKind:
    """Return what kind of source a document is from."""
    kind: SourceKind = db.execute(
        "SELECT kind FROM documents WHERE id = :document", {"document": document}
    ).fetchone()[0]
    return kind


def read_identities(db: Database, document: int) -> tuple[Identity, ...]:
    """Return the placeholders of a document and what they stand for, hashed."""
    rows = db.query(
        "SELECT placeholder, kind, digest FROM identities WHERE document_id = :document",
        {"document": document},
    )
    return tuple(Identity(**row) for row in rows)


def add_identity(db: Database, document: int, identity: Identity) -> None:
    """Keep what a new placeholder of a document stands for, hashed."""
    db.execute(
        "INSERT INTO identities VALUES (:document, :placeholder, :kind, :digest)",
        {
            "document": document,
            "placeholder": identity.placeholder,
            "kind": identity.kind,
            "digest": identity.digest,
        },
    )


def add_correction(db: Database, talk: Talk, *, speaker: str, role: Role, author: str) -> None:
    """Keep what a person says of a speaker's role; the latest word on one speaker counts."""
    db.execute(
        "INSERT INTO role_corrections (source_id, external_id, speaker, role, author, at) "
        "VALUES (:source, :external, :speaker, :role, :author, :at)",
        {
            "source": talk.source,
            "external": talk.external_id,
            "speaker": speaker,
            "role": role,
            "author": author,
            "at": write_instant(now()),
        },
    )


def read_corrections(db: Database, talk: Talk) -> Mapping[str, Role]:
    """Return the roles that people gave the speakers of a document."""
    rows = db.query(
        "SELECT speaker, role FROM role_corrections WHERE source_id = :source AND external_id = :external "
        "ORDER BY id",
        {"source": talk.source, "external": talk.external_id},
    )
    return {row["speaker"]: row["role"] for row in rows}


def corrected_talks(db: Database, ingest: int) -> tuple[Talk, ...]:
    """Return those documents of a reading about whose speakers people have said something."""
    rows = db.execute(
        "SELECT DISTINCT documents.id, documents.source_id, documents.external_id FROM role_corrections "
        "JOIN documents USING (source_id, external_id) WHERE documents.ingest_id = :ingest ORDER BY 1",
        {"ingest": ingest},
    )
    return tuple(Talk(*row) for row in rows)


def rewrite(db: Database, document: int, changed: Sequence[Rewritten]) -> None:
    """Store utterances anew with their verbatims; all that was derived from the old ones goes with them."""
    for entry in changed:
        said = entry.utterance
        db.execute(
            "UPDATE utterances SET role = :role, role_from = :role_from, speaker = :speaker, text = :text, "
            "question = :question, language = :language WHERE id = :id",
            {
                "role": said.role,
                "role_from": said.role_from,
                "speaker": said.speaker,
                "text": said.text,
                "question": said.question,
                "language": entry.language,
                "id": entry.id,
            },
        )
        db.execute("DELETE FROM verbatims WHERE utterance_id = :id", {"id": entry.id})
        texts = [said.text[span.start : span.end] for span in entry.spans]
        insert_verbatims(db, document, entry.id, entry.spans, texts, entry.set_aside)
    db.execute(DECIDED, {"document": document})
    db.execute("UPDATE documents SET rolled = 0 WHERE id = :id", {"id": document})


def _utterance(row: Mapping[str, object]) -> Utterance:
    said_at = row["said_at"]
    moment = datetime.fromisoformat(said_at) if isinstance(said_at, str) else None
    return Utterance(**{**row, "said_at": moment})  # type: ignore[arg-type]  # the columns are its fields
