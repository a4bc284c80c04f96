"""The systems that are pulled, each with its fake server: how a record is put there, changed and deleted."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlite_utils import Database

from ingestion.connectors import github, intercom, stripe, typeform
from ingestion.connectors.calls import Patience
from tests.ingestion.connectors import fake_zendesk
from tests.ingestion.connectors.fake_github import FakeGitHub
from tests.ingestion.connectors.fake_intercom import FakeIntercom
from tests.ingestion.connectors.fake_qualtrics import FakeQualtrics
from tests.ingestion.connectors.fake_stripe import FakeStripe
from tests.ingestion.connectors.fake_typeform import FakeTypeform
from tests.ingestion.connectors.fake_zendesk import FakeZendesk
from tests.ingestion.connectors.server import TOKEN
from voc.pipeline.progress import Progress, silent
from voc.pipeline.pull import PullOptions, PullReport, find_connector, pull
from voc.records import Catalogue, Tier
from voc.store.connections import add_connection, read_connection
from voc.store.context import put_catalogue

SIZE = 3
TEXT = "The seat limit blocks our new hires {}."
KEY = b"k" * 32
QUICK = Patience(attempts=8, first=0.001, longest=0.01, timeout=5)


@dataclass(frozen=True)
class World:
    """A system: its fake, its settings, what a record of a number is called, and where its page size stands.

    ``put`` makes or changes a record; ``tie`` makes one at the very time of the one before it.
    """

    name: str
    fake: Callable[[], Any]
    settings: Mapping[str, str]
    called: Callable[[int], str]
    put: Callable[[Any, int, str], None]
    tie: Callable[[Any, int, str], None]
    drop: Callable[[Any, int], None]
    size_of: ModuleType | None = None
    is_full: bool = True


WORLDS = {
    world.name: world
    for world in (
        World(
            "zendesk", FakeZendesk, {"subdomain": "acme"}, str,
            put=lambda fake, number, text: fake.put(number, text),
            tie=lambda fake, number, text: fake.put(number, text, tick=0),
            drop=lambda fake, number: fake.put(number, status="deleted"),
            is_full=False,
        ),
        World(
            "github", FakeGitHub, {"repository": "acme/app"}, lambda number: f"acme/app/issues/{number}",
            put=lambda fake, number, text: fake.put(number, text),
            tie=lambda fake, number, text: fake.put(number, text, tick=0),
            drop=lambda fake, number: fake.drop(number),
            size_of=github,
        ),
        World(
            "intercom", FakeIntercom, {}, str,
            put=lambda fake, number, text: fake.put(number, text),
            tie=lambda fake, number, text: fake.put(number, text, tick=0),
            drop=lambda fake, number: fake.drop(number),
            size_of=intercom,
        ),
        World(
            "typeform", FakeTypeform, {"form": "lT4Z3j"}, lambda number: f"t{number}",
            put=lambda fake, number, text: fake.put(number, text),
            tie=lambda fake, number, text: fake.put(number, text, tick=0),
            drop=lambda fake, number: fake.drop(number),
            size_of=typeform,
        ),
        World(
            "qualtrics", FakeQualtrics, {"survey": "SV_1", "data_centre": "fra1"},
            lambda number: f"R_abcdef{number:03}",
            put=lambda fake, number, text: fake.put(number, text),
            tie=lambda fake, number, text: fake.put(number, text),
            drop=lambda fake, number: fake.drop(number),
        ),
        World(
            "stripe", FakeStripe, {}, lambda number: f"cus_{number}",
            put=lambda fake, number, _: fake.put(number),
            tie=lambda fake, number, _: fake.put(number, tick=0),
            drop=lambda fake, number: fake.put(number, "deleted"),
            size_of=stripe, is_full=False,
        ),
    )
}  # fmt: skip
OF_DOCUMENTS = tuple(name for name in WORLDS if name != "stripe")
assert fake_zendesk.SIZE == SIZE


@dataclass(frozen=True)
class Site:
    """A workspace that pulls one system."""

    db: Database
    world: World
    fake: Any

    def pull(self, *, full: bool = False, progress: Progress = silent) -> PullReport:
        """Pull the source ``desk``."""
        options = PullOptions(KEY, full=full, patience=QUICK)
        return pull(self.db, read_connection(self.db, "desk"), options, progress=progress)

    def said(self) -> dict[str, str]:
        """Return what is stored: the words of each document, or what happened to each account."""
        if self.world.name == "stripe":
            rows = self.db.execute("SELECT account_id, group_concat(kind) FROM tier_events GROUP BY 1")
        else:
            rows = self.db.execute(
                "SELECT external_id, group_concat(text, ' | ') FROM documents "
                "LEFT JOIN utterances ON document_id = documents.id GROUP BY 1"
            )
        return dict(rows.fetchall())

    def cursor(self) -> str | None:
        """Return where the next pull begins."""
        return read_connection(self.db, "desk").cursor


def connect(db: Database, world: World, url: str) -> None:
    """Make the source ``desk`` known, pulled from a fake."""
    connector = find_connector(world.name)
    settings = {**world.settings, "url": url}
    with db.atomic():
        put_catalogue(db, Catalogue(tiers=(Tier("team", "Team", 1, also=("price_team",)),)))
        add_connection(db, "desk", connector=world.name, settings=settings, secret=connector.secret)


@contextlib.contextmanager
def site(db: Database, world: World) -> Iterator[Site]:
    """Serve a system, connected to a database, until the block ends."""
    fake = world.fake()
    with fake.serving():
        connect(db, world, fake.url)
        yield Site(db, world, fake)


def secrets() -> dict[str, str]:
    """Return the environment in which every source finds its token."""
    return {find_connector(name).secret: TOKEN for name in WORLDS}


def truth(desk: Site, *numbers: int, **edited: str) -> dict[str, str]:
    """Return what should be stored of records by their numbers, ``n1="..."`` for one that says otherwise."""
    if desk.world.name == "stripe":
        return {desk.world.called(number): edited.get(f"n{number}", "start") for number in numbers}
    return {desk.world.called(number): edited.get(f"n{number}", TEXT.format(number)) for number in numbers}
