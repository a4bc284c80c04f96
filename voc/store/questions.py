"""Questions, the same ones from wave to wave, and the wordings in which they were asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a source asked it, with the vendor's own name of it ("" without one)."""

    source: str
    wording: str
    ref: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its wordings, the number of files (waves) that asked it, and its answers.

    ``answers`` leaves tests and spam out; ``first`` and ``last`` are the days of the dated ones.
    """

    id: int
    source: str
    wording: str
    wordings: tuple[str, ...]
    waves: int
    answers: int
    first: str | None
    last: str | None


def new_wordings(db: Database, *, source: str | None = None) -> tuple[Asked, ...]:
    """Return the wordings of answers in surveys that belong to no question yet, the earliest first."""
    rows = db.query(
        "SELECT source_id AS source, question AS wording, COALESCE(question_ref, '') AS ref "
        "FROM utterances JOIN documents ON documents.id = document_id "
        "WHERE question_id IS NULL AND question IS NOT NULL AND role = 'customer' "
        "AND kind = 'survey' AND (:source IS NULL OR source_id = :source) "
        "AND NOT EXISTS (SELECT 1 FROM question_wordings AS known "
        "  WHERE known.source_id = documents.source_id AND known.wording = utterances.question "
        "  AND known.ref = COALESCE(question_ref, '')) "
        "GROUP BY source_id, question, ref ORDER BY MIN(documents.said_at), MIN(utterances.id)",
        {"source": source},
    )
    return tuple(Asked(**row) for row in rows)


def known_wordings(db: Database) -> Iterator[tuple[int, Asked]]:
    """Yield the wordings of all questions with the question's id, the oldest question first."""
    for row in db.query(
        "SELECT question_id, source_id, wording, ref FROM question_wordings "
        "ORDER BY question_id, wording, ref"
    ):
        yield row["question_id"], Asked(row["source_id"], row["wording"], row["ref"])


def add_question(db: Database, asked: Asked) -> int:
    """Make a question of a wording that was seen for the first time, and return its id."""
    cursor = db.execute(
        "INSERT INTO questions (source_id, wording) VALUES (:source, :wording)",
        {"source": asked.source, "wording": asked.wording},
    )
    question = int(cursor.lastrowid or 0)
    add_wording(db, question, asked)
    return question


def add_wording(db: Database, question: int, asked: Asked) -> None:
    """Count a further wording as one of a question."""
    db.execute(
        "INSERT INTO question_wordings (source_id, wording, ref, question_id) "
        "VALUES (:source, :wording, :ref, :question)",
        {"source": asked.source, "wording": asked.wording, "ref": asked.ref, "question": question},
    )


def tie_answers(db: Database) -> None:
    """Give the answers that have none the question of their wording."""
    db.execute(
        "UPDATE utterances SET question_id = ("
        "  SELECT known.question_id FROM question_wordings AS known JOIN documents "
        "    ON documents.source_id = known.source_id AND documents.kind = 'survey' "
        "  WHERE documents.id = document_id AND known.wording = question "
        "    AND known.ref = COALESCE(question_ref, '')) "
        "WHERE question_id IS NULL AND question IS NOT NULL AND role = 'customer'"
    )


def read_questions(db: Database, *, source: str | None = None) -> tuple[Question, ...]:
    """Return the questions that were answered, those with the most answers first."""
    rows = db.query(
        "SELECT questions.id, questions.source_id AS source, questions.wording, "
        "COUNT(DISTINCT documents.file) AS waves, COUNT(*) AS answers, "
        "substr(MIN(documents.said_at), 1, 10) AS first, substr(MAX(documents.said_at), 1, 10) AS last "
        "FROM questions JOIN utterances ON question_id = questions.id "
        "JOIN documents ON documents.id = document_id AND status IN ('complete', 'partial') "
        "WHERE :source IS NULL OR questions.source_id = :source "
        "GROUP BY questions.id ORDER BY answers DESC, questions.id",
        {"source": source},
    )
    wordings: dict[int, list[str]] = {}
    for question, asked in known_wordings(db):
        if asked.wording not in wordings.setdefault(question, []):
            wordings[question].append(asked.wording)
    return tuple(Question(**row, wordings=tuple(wordings[row["id"]])) for row in rows)
