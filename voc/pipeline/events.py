"""A webhook's event, stored as a page of a pull would be; one that holds nothing whole leads to a pull."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256

from sqlite_utils import Database

from ingestion.connectors.connector import Ask
from ingestion.jsontext import fields, load_json
from ingestion.webhooks import SYSTEMS, read_event
from voc.errors import InputError
from voc.pipeline.kept import kept_names
from voc.pipeline.pages import Batch, complete
from voc.pipeline.progress import Progress, silent
from voc.pipeline.pull import PullOptions, pull
from voc.store import documents, ingests
from voc.store.connections import read_connections
from voc.store.hooks import Hook


def take_event(
    db: Database, hook: Hook, content: bytes, options: PullOptions, *, progress: Progress = silent
) -> Mapping[str, object]:
    """Store what an event holds and return the counts; the same event again changes nothing.

    Where it holds no whole record and the source is pulled, the report of that pull is returned. Raises
    InputError for an event that is not of the system's form, and what a pull raises.
    """
    ask = Ask(hook.source, zone=options.zone, staff=options.staff)
    try:
        event = fields(load_json(content.decode(), "event"))
    except UnicodeDecodeError as error:
        raise InputError(f"{hook.source}: found an event that is no UTF-8, need JSON in it") from error
    items = read_event(hook.system, event, ask)
    if items:
        batch = Batch(hook.source, items, key=options.key, keep=kept_names(db))
        return {"source": hook.source, **_store(db, hook, batch, content, key=options.key)}
    for connection in read_connections(db):
        if connection.source == hook.source:
            return asdict(pull(db, connection, options, progress=progress))
    return {"source": hook.source}


def _store(db: Database, hook: Hook, batch: Batch, content: bytes, *, key: bytes) -> Counter[str]:
    kind = SYSTEMS[hook.system].kind
    with db.atomic():
        if kind != "context":
            documents.add_source(db, hook.source, kind=kind, reader=hook.system)
        ingest = ingests.begin_ingest(
            db, file=f"{hook.source} (webhook)", digest=sha256(content).hexdigest(), reader=hook.system
        ).id
        counts = batch.store(db, ingest=ingest)
        complete(db, ingest, source=hook.source, counts=counts, key=key)
    return counts
