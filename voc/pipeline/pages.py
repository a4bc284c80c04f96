"""What a system sent, stored: documents redacted, deletions carried out, billing events as of a file."""

import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from ingestion.connectors.connector import Billing, Gone, PulledItem
from nlp.redaction import Kept
from voc.pipeline.context import store_context
from voc.pipeline.preparation import prepare_items
from voc.pipeline.roles import keep_corrections
from voc.records import Document, Reject
from voc.store import deletions, documents, ingests, vectors

DELETED = "deleted at its source"


class Batch:
    """Items of one source made ready before the transaction that stores them: redaction takes its time.

    ``keep`` are names that are nobody's; ``listed`` are the ids of the documents among them.
    """

    def __init__(self, source: str, items: Sequence[PulledItem], *, key: bytes, keep: Kept) -> None:
        self._source = source
        self._key = key
        read = [item for item in items if isinstance(item, Document | Reject)]
        self._rejects, self._entries = prepare_items(read, key=key, keep=keep)
        self._gone = [item.external_id for item in items if isinstance(item, Gone)]
        self._billing = [item for item in items if isinstance(item, Billing)]
        self.listed = frozenset(entry.document.external_id for entry in self._entries)

    def store(self, db: Database, *, ingest: int) -> Counter[str]:
        """Store the items and return the counts by outcome; meant for within a transaction.

        What the source itself holds again (a deletion that was undone there) comes back; a file cannot
        bring it back.
        """
        counts: Counter[str] = Counter(rejects=len(self._rejects))
        documents.add_rejects(db, self._rejects, ingest=ingest)
        for entry in self._entries:
            deletions.undo_deletion(db, self._source, entry.document.external_id, reason=DELETED)
            counts[documents.upsert(db, entry, ingest=ingest, live=True)] += 1
        for external_id in self._gone:
            counts["deleted"] += deletions.delete_document(db, self._source, external_id, reason=DELETED)
        for sent in self._billing:
            counts += _store_billing(db, sent, key=self._key)
        return counts


def complete(db: Database, ingest: int, *, source: str, counts: Counter[str], key: bytes) -> None:
    """Tie what came to accounts and corrections, and end its reading; meant for within a transaction."""
    documents.resolve_accounts(db, ingest=ingest)
    keep_corrections(db, ingest=ingest, key=key)
    if counts["changed"] or counts["deleted"]:
        vectors.forget_unused(db)
    ingests.end_ingest(db, ingest, source=source, counts=counts)
    ingests.seal(db, ingest)


def delete_unlisted(db: Database, source: str, *, known: frozenset[str], listed: frozenset[str]) -> int:
    """Delete what was known of a source and is listed there no more; return how many documents."""
    return sum(
        deletions.delete_document(db, source, external_id, reason=DELETED)
        for external_id in sorted(known - listed)
    )


def _store_billing(db: Database, item: Billing, *, key: bytes) -> Counter[str]:
    """Store a billing system's events as the file of them would be."""
    with tempfile.TemporaryDirectory(prefix="voc-pull-") as folder:
        path = Path(folder) / f"{item.kind}.json"
        content = json.dumps(item.events).encode()
        path.write_bytes(content)
        report = store_context(db, path, item.kind, digest=sha256(content).hexdigest(), key=key)
    return Counter(tier_events=report.added + report.changed, rejects=report.reasons.total())
