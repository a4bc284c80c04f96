"""Documents that others push: each row of a batch answered by itself, the rest done by the worker."""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlite_utils import Database

from voc.api.access import Writer
from voc.api.connection import Asker, Connected
from voc.api.inbox import keep
from voc.errors import Unkept
from voc.jobs.queue import enqueue
from voc.settings import Settings
from voc.store.connections import check_source_name
from voc.store.deliveries import forget_delivery, note_delivery

ROUTER = APIRouter(tags=["push"])
MOST_ROWS = 1_000


class PushedUtterance(BaseModel):
    """One stretch of one speaker's words."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=200_000)
    role: Literal["customer", "agent", "interviewer", "system", "unknown"] = "customer"
    speaker: str | None = Field(default=None, max_length=200)
    question: str | None = Field(default=None, max_length=2_000)
    said_at: datetime | None = None
    start_ms: int | None = Field(default=None, ge=0)
    end_ms: int | None = Field(default=None, ge=0)


class PushedScore(BaseModel):
    """A score with the ends of its scale."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["nps", "csat", "ces", "rating"]
    value: float
    low: float
    high: float


class PushedDocument(BaseModel):
    """A response, an interview or a ticket, in voc's own words; ``text`` is short for one utterance."""

    model_config = ConfigDict(extra="forbid")

    external_id: str = Field(min_length=1, max_length=200)
    text: str | None = Field(default=None, min_length=1, max_length=200_000)
    question: str | None = Field(default=None, max_length=2_000)
    utterances: list[PushedUtterance] = Field(default_factory=list, max_length=5_000)
    said_at: datetime | None = None
    account: str | None = Field(default=None, max_length=200)
    participant: str | None = Field(default=None, max_length=200)
    title: str | None = Field(default=None, max_length=500)
    link: str | None = Field(default=None, max_length=2_000)
    status: Literal["complete", "partial", "test", "spam"] = "complete"
    consent: Literal["internal", "external", "no_quote", "withdrawn"] = "internal"
    scores: list[PushedScore] = Field(default_factory=list, max_length=20)
    attributes: dict[str, str] = Field(default_factory=dict, max_length=200)


class Push(BaseModel):
    """A batch of documents of one source."""

    model_config = ConfigDict(extra="forbid")

    source: str = Field(min_length=1, max_length=80)
    kind: Literal["survey", "interview", "ticket"] = "survey"
    documents: list[dict[str, Any]] = Field(min_length=1, max_length=MOST_ROWS)


class PushedRow(BaseModel):
    """What became of one document: taken, known already, or rejected with the reason."""

    external_id: str | None
    status: Literal["accepted", "duplicate", "rejected"]
    reason: str | None = None
    retriable: bool = False


class PushAnswer(BaseModel):
    """What became of a batch, row by row, and the job that stores it (None: nothing was new)."""

    job: str | None
    accepted: int
    duplicates: int
    rejected: int
    rows: list[PushedRow]


@ROUTER.post("/documents", status_code=202)
def post_documents(push: Push, db: Connected, settings: Asker, caller: Writer) -> PushAnswer:
    """Take a batch of documents: each row is accepted, known already or rejected by itself.

    The same document pushed again, unchanged, is a duplicate and costs nothing. What was accepted is
    redacted and stored by the job.
    """
    check_source_name(push.source)
    rows: list[PushedRow] = []
    taken: dict[str, Mapping[str, Any]] = {}
    with db.atomic():
        for given in push.documents:
            row, document = _checked(given)
            if document is not None:
                event = _fingerprint(document, settings)
                if note_delivery(db, f"push:{push.source}", event):
                    taken[event] = document
                else:
                    row = row.model_copy(update={"status": "duplicate"})
            rows.append(row)
    counts = Counter(row.status for row in rows)
    return PushAnswer(
        job=_enqueued(db, settings, push, taken, author=caller.name) if taken else None,
        accepted=counts["accepted"],
        duplicates=counts["duplicate"],
        rejected=counts["rejected"],
        rows=rows,
    )


def _checked(given: Mapping[str, Any]) -> tuple[PushedRow, dict[str, Any] | None]:
    """Return a row's answer, and the document where it is one."""
    name = given.get("external_id")
    shown = name if isinstance(name, str) else None
    try:
        document = PushedDocument.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "document"
        return PushedRow(external_id=shown, status="rejected", reason=f"{where}: {first['msg']}"), None
    if not document.text and not document.utterances:
        reason = "found neither 'text' nor 'utterances', need one of them"
        return PushedRow(external_id=shown, status="rejected", reason=reason), None
    return PushedRow(external_id=shown, status="accepted"), document.model_dump(
        mode="json", exclude_defaults=True
    )


def _fingerprint(document: Mapping[str, Any], settings: Settings) -> str:
    """Return a keyed hash of a document, so that it is known again without its words being kept."""
    key = settings.key_file.read_bytes()
    said = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def _enqueued(
    db: Database, settings: Settings, push: Push, taken: Mapping[str, Mapping[str, Any]], *, author: str
) -> str:
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in taken.values())
    try:
        payload = {
            "file": keep(settings, lines.encode()).name,
            "name": f"push to {push.source}.jsonl",
            "source": push.source,
            "kind": push.kind,
            "reader": "voc_json",
            "live": True,
            "analyze": True,
        }
        return enqueue(db, settings, "ingest", payload, author=author).id
    except OSError as error:
        with db.atomic():
            for event in taken:
                forget_delivery(db, f"push:{push.source}", event)
        raise Unkept(f"the batch cannot be kept ({error.strerror}); send it again later") from error
