"""Pulling a source: page by page, each stored together with the cursor that asks for the next."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from ingestion.connectors.calls import Calls, Patience
from ingestion.connectors.connector import Ask, Connector, Page
from ingestion.connectors.table import connectors
from voc.errors import InputError, SettingsError, SourceError, VocError
from voc.pipeline.kept import kept_names
from voc.pipeline.pages import Batch, complete, delete_unlisted
from voc.pipeline.progress import Progress, silent
from voc.store import connections, documents, ingests
from voc.store.connections import Connection
from voc.store.deletions import external_ids

PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class PullReport:
    """What a pull brought: pages, and records by outcome, under the names of the command's JSON."""

    source: str
    connector: str
    pages: int
    added: int
    changed: int
    unchanged: int
    deleted: int
    tier_events: int
    rejects: int


@dataclass(frozen=True, slots=True)
class PullOptions:
    """How sources are pulled: the key that values are hashed with, the zone of times without one.

    ``full`` asks from the beginning, and deletes what the source lists no more; ``since`` counts for a
    first pull alone.
    """

    key: bytes
    zone: str = "UTC"
    staff: tuple[str, ...] = ()
    since: datetime | None = None
    full: bool = False
    patience: Patience = PATIENCE


def find_connector(name: str) -> Connector:
    """Return a connector by its name; raises InputError naming those that there are."""
    known = connectors()
    for connector in known:
        if connector.name == name:
            return connector
    raise InputError(f"no connector {name!r}, need one of {', '.join(one.name for one in known)}")


def check_settings(connector: Connector, settings: Mapping[str, str], *, secret: str) -> None:
    """Raise InputError where a setting is missing, unknown or of the wrong form, or a token is needed.

    ``secret`` is the name of the variable that will hold the token.
    """
    names = {field.name for field in connector.fields}
    missing = [
        f"{field.name} ({field.about})"
        for field in connector.fields
        if field.required and not settings.get(field.name)
    ]
    if missing:
        raise InputError(f"{connector.name}: missing {', '.join(missing)}; give it with --set name=value")
    if unknown := sorted(set(settings) - names):
        raise InputError(f"{connector.name}: found {', '.join(unknown)}, need {', '.join(sorted(names))}")
    if not (secret or connector.open):
        raise InputError(f"{connector.name}: found no variable for the token, need one")
    connector.access(settings, "")


def pull(
    db: Database, connection: Connection, options: PullOptions, *, progress: Progress = silent
) -> PullReport:
    """Store what a source has that is new and return the counts.

    A page is stored in one transaction with its cursor: what broke off is carried on by the next pull.
    Raises SettingsError where the secret is not in the environment, SourceError where the system fails,
    and for a full pull where it does not list enough to tell what is gone.
    """
    connector = find_connector(connection.connector)
    if options.full and connector.kind == "context":
        raise InputError(f"{connection.source}: events are never deleted, so there is no full pull of them")
    running = _Running(db, connection, connector, options, progress)
    try:
        secret = _secret(connection)
        access = connector.access(connection.settings, secret)
        with Calls(
            connection.source, access.url, access.headers, secret=secret, patience=options.patience
        ) as calls:
            for page in connector.pages(calls, running.ask):
                running.store(page)
        running.delete_missing()
    except VocError as error:
        running.end(failure=str(error))
        raise
    running.end()
    counts = {name: running.counts[name] for name in _COUNTED}
    return PullReport(connection.source, connection.connector, **counts)


_COUNTED = ("pages", "added", "changed", "unchanged", "deleted", "tier_events", "rejects")


def _secret(connection: Connection) -> str:
    """Return the token; its value stands in no message, whatever is wrong with it."""
    if not connection.secret:
        return ""
    value = os.environ.get(connection.secret, "").strip()
    if not value:
        raise SettingsError(
            f"{connection.source}: no secret found, need it in the environment variable {connection.secret}"
        )
    if not (value.isascii() and value.isprintable() and " " not in value):
        raise SettingsError(
            f"{connection.source}: found blanks or other signs that no token has in the environment variable "
            f"{connection.secret}, need the token alone"
        )
    return value


class _Running:
    """A pull while it runs: what it asks for, what it has counted, and its record in the store."""

    def __init__(
        self,
        db: Database,
        connection: Connection,
        connector: Connector,
        options: PullOptions,
        progress: Progress,
    ) -> None:
        self._db, self._source, self._options, self._progress = db, connection.source, options, progress
        self.counts: Counter[str] = Counter()
        self._listed: set[str] = set()
        self._keep = kept_names(db)
        with db.atomic():
            if connector.kind != "context":
                documents.add_source(db, self._source, kind=connector.kind, reader=connector.name)
            self._number = connections.begin_pull(db, self._source)
            # One that was killed is carried on under the same number, so that its documents are finished.
            self._ingest = ingests.begin_ingest(
                db,
                file=f"{self._source} (pull {self._number})",
                digest=f"pull of {self._source}",
                reader=connector.name,
            ).id
            self._known = external_ids(db, self._source) if options.full else frozenset()
        self.ask = Ask(
            self._source,
            connection.settings,
            cursor=None if options.full else connection.cursor,
            since=None if options.full else options.since,
            zone=options.zone,
            staff=options.staff,
        )

    def store(self, page: Page) -> None:
        """Store a page with the cursor that asks for the next one."""
        batch = Batch(self._source, page.items, key=self._options.key, keep=self._keep)
        with self._db.atomic():
            counts = batch.store(self._db, ingest=self._ingest)
            connections.save_cursor(self._db, self._source, page.cursor)
        self._listed |= batch.listed
        self.counts += counts + Counter(pages=1)
        self._progress(f"pull {self._source}", self.counts.total() - self.counts["pages"], None)

    def delete_missing(self) -> None:
        """After a full pull, delete what is listed no more; raises SourceError where that is unsure."""
        if not (self._options.full and self._known - self._listed):
            return
        if self.counts["rejects"]:
            raise SourceError(
                f"{self._source}: found {self.counts['rejects']:,} records that cannot be read, need all of "
                "them to know what is gone; nothing was deleted ('voc rejects' lists them)"
            )
        if not self._listed:
            raise SourceError(
                f"{self._source}: found nothing listed where {len(self._known):,} documents are stored, need "
                "a token that sees them; nothing was deleted"
            )
        with self._db.atomic():
            self.counts["deleted"] += delete_unlisted(
                self._db, self._source, known=self._known, listed=frozenset(self._listed)
            )

    def end(self, *, failure: str | None = None) -> None:
        """Tie what came to accounts and corrections, and complete the pull's record."""
        db, counts = self._db, self.counts
        with db.atomic():
            complete(db, self._ingest, source=self._source, counts=counts, key=self._options.key)
            if self._options.full and failure is None:
                ingests.drop_rejects(db, self._source, before=self._ingest)
            connections.end_pull(db, self._number, self._source, counts=counts, failure=failure)
