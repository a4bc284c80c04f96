"""Pulls against servers that fail, change and delete as vendors' do: everything stored once, nothing lost."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from ingestion.reader import ReadOptions
from tests.ingestion.connectors.server import EVERY_FAULT, Fault
from tests.voc.pipeline.worlds import KEY, SIZE, TEXT, WORLDS, Site, connect, secrets, site, truth
from voc.errors import InputError, SourceError
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.store.connections import read_pulls
from voc.store.database import create_database, open_database
from voc.store.ingests import interrupted

EDITED = "We bought more seats after all."
every_system = pytest.mark.parametrize("name", WORLDS)


# Of seven records in pages of three: what is asked, and asked again by a second pull, with what it answers.
GOOD: Mapping[str, int] = {
    "zendesk": 3 + 7,
    "github": 3,
    "intercom": 3 + 7,
    "typeform": 1 + 3,
    "qualtrics": 1 + 3 + 1,
    "stripe": 3 + 2,
}
AGAIN: Mapping[str, tuple[dict[str, object], int]] = {
    "zendesk": ({"cursor": "1700000006-7", "include": "users,organizations"}, 0),
    "github": (
        {
            "state": "all", "sort": "updated", "direction": "asc", "per_page": "3",
            "since": "2026-03-02T09:05:59Z",
        },
        1,
    ),
    "intercom": (
        {
            "query": {"field": "updated_at", "operator": ">", "value": 1772000359},
            "sort": {"field": "updated_at", "order": "ascending"},
            "pagination": {"per_page": 3},
        },
        1,
    ),
    "typeform": (
        {"page_size": "3", "response_type": "partial,completed", "since": "2026-03-02T14:30:00Z"},
        1,
    ),
    "qualtrics": ({"format": "csv", "continuationToken": "7"}, 0),
    "stripe": (
        {
            "limit": "3",
            "types[]": "customer.subscription.created,customer.subscription.updated,"
            "customer.subscription.deleted,customer.subscription.paused,customer.subscription.resumed,"
            "customer.discount.created",
            "ending_before": "evt_6",
        },
        0,
    ),
}  # fmt: skip


@every_system
def test_whatever_fails_on_the_way_everything_is_stored_once_and_asked_for_once(desk: Site) -> None:
    faults: tuple[Fault, ...] = EVERY_FAULT
    if desk.world.name == "github":
        faults = (*EVERY_FAULT[2:], "403 used up", "403 secondary")
    # After every four failures in a row one request is answered.
    desk.fake.plan({place + place // 4: fault for place, fault in enumerate(faults)})
    report = desk.pull()
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7)
    assert (report.added + report.tier_events, report.changed, report.unchanged) == (7, 0, 0)
    assert len(desk.fake.asked()) == GOOD[desk.world.name]
    assert len(desk.fake.asked(good=False)) == GOOD[desk.world.name] + len(faults)


@every_system
def test_a_second_pull_asks_for_what_is_new_alone(desk: Site) -> None:
    desk.pull()
    cursor = desk.cursor()
    desk.fake.plan({})
    report = desk.pull()
    asked, again = AGAIN[desk.world.name]
    assert asked in [seen.body or dict(seen.query) for seen in desk.fake.asked()]
    assert (report.pages, report.added, report.changed, report.unchanged) == (1, 0, 0, again)
    assert desk.cursor() == cursor


@every_system
def test_what_comes_and_changes_during_a_pull_is_met_by_it_or_by_the_next(desk: Site) -> None:
    def meanwhile() -> None:
        desk.world.put(desk.fake, 8, TEXT.format(8))
        if desk.world.name in {"zendesk", "github", "intercom"}:
            desk.world.put(desk.fake, 1, EDITED)

    desk.fake.meanwhile[2 if desk.world.name == "typeform" else 1] = meanwhile
    desk.pull()
    assert truth(desk, 2, 3, 4, 5, 6, 7).items() <= desk.said().items()
    desk.pull()
    edited = {"n1": EDITED} if desk.world.name in {"zendesk", "github", "intercom"} else {}
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7, 8, **edited)


@every_system
@pytest.mark.parametrize("records", [0, 3, 6])
def test_no_page_at_all_and_a_last_page_that_is_exactly_full(
    name: str, records: int, pulled_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = WORLDS[name]
    for variable, value in secrets().items():
        monkeypatch.setenv(variable, value)
    if world.size_of:
        monkeypatch.setattr(world.size_of, "_SIZE", SIZE)
    with site(pulled_db, world) as desk:
        for number in range(1, records + 1):
            world.put(desk.fake, number, TEXT.format(number))
        desk.pull()
        assert desk.said() == truth(desk, *range(1, records + 1))
        world.put(desk.fake, 9, TEXT.format(9))
        desk.pull()
        assert desk.said() == truth(desk, *range(1, records + 1), 9)


@pytest.mark.parametrize("name", ["github", "intercom", "typeform", "zendesk", "stripe"])
def test_more_records_of_one_instant_than_a_page_holds(desk: Site) -> None:
    for number in range(8, 16):
        desk.world.tie(desk.fake, number, TEXT.format(number))
    desk.pull()
    assert desk.said() == truth(desk, *range(1, 16))


class Killed(BaseException):
    """Stands for whatever ends a process between two pages."""


def contents(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a pull stores, without numbers of rows and times of the clock."""
    asked = {
        "documents": "SELECT source_id, external_id, kind, said_at, account_ref, account_id, participant, "
        "title, link, digest, revision FROM documents ORDER BY 1, 2",
        "verbatims": "SELECT external_id, start, until, text FROM verbatims "
        "JOIN documents ON documents.id = document_id ORDER BY 1, 2",
        "events": "SELECT id, account_id, at, kind, from_tier, to_tier, seats FROM tier_events ORDER BY 1",
        "spells": "SELECT * FROM spells ORDER BY 1, 3",
        "deletions": "SELECT source_id, external_id, reason FROM deletions ORDER BY 1, 2",
        "cursor": "SELECT source_id, cursor, failure FROM connections",
    }
    return {name: db.execute(query).fetchall() for name, query in asked.items()}


@every_system
@pytest.mark.parametrize("pages", [1, 2])
def test_a_pull_that_is_killed_between_pages_and_carried_on_comes_to_the_same(
    desk: Site, pages: int, tmp_path: Path
) -> None:
    with closing(create_database(tmp_path / "whole.db")) as whole:
        connect(whole, desk.world, desk.fake.url)
        Site(whole, desk.world, desk.fake).pull()
        undisturbed = contents(whole)
    calls = 0

    def kill(stage: str, done: int, total: int | None) -> None:  # noqa: ARG001  (as progress is called)
        nonlocal calls
        calls += 1
        if calls == pages:
            raise Killed

    if desk.world.name != "qualtrics" or pages == 1:
        with pytest.raises(Killed):
            desk.pull(progress=kill)
        assert [left.file for left in interrupted(desk.db)] == ["desk (pull 1)"]
    desk.pull()
    assert contents(desk.db) == undisturbed
    assert interrupted(desk.db) == ()
    assert [pull.failure for pull in read_pulls(desk.db, "desk")][1:] in ([], ["broken off"])


KILLED_WHILE_STORING = """
import os, signal, sys
from pathlib import Path
from tests.voc.pipeline.worlds import KEY, QUICK
from voc.pipeline.pull import PullOptions, pull
from voc.store import connections
from voc.store.database import open_database
stored = connections.save_cursor
pages = 0
def save(db, source, cursor):
    global pages
    pages += 1
    if pages == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    stored(db, source, cursor)
connections.save_cursor = save
db = open_database(Path(sys.argv[1]))
pull(db, connections.read_connection(db, "desk"), PullOptions(KEY, patience=QUICK))
"""


@pytest.mark.parametrize("name", ["zendesk"])
def test_a_process_killed_while_it_stores_a_page_leaves_the_page_before_and_its_cursor(
    desk: Site, tmp_path: Path
) -> None:
    left = subprocess.run(
        [sys.executable, "-c", KILLED_WHILE_STORING, str(tmp_path / "voc.db")],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert left.returncode == -signal.SIGKILL
    assert desk.said() == truth(desk, 1, 2, 3)
    assert desk.cursor() == '{"cursor": "1700000003-3"}'
    desk.fake.plan({})
    desk.pull()
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7)
    assert desk.fake.seen[0].query["cursor"] == "1700000003-3"


@pytest.mark.parametrize("name", ["stripe"])
def test_events_have_no_full_pull(desk: Site) -> None:
    with pytest.raises(InputError, match="events are never deleted"):
        desk.pull(full=True)


@pytest.mark.parametrize("name", ["stripe"])
def test_events_mean_the_same_however_many_pages_they_come_in(desk: Site) -> None:
    desk.world.drop(desk.fake, 3)
    desk.world.put(desk.fake, 3, "")
    desk.pull()
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7, n3="start,cancel,reactivate")


@pytest.mark.parametrize("name", ["stripe"])
def test_an_event_that_stripe_keeps_no_more_is_no_end_of_the_pulls(desk: Site) -> None:
    desk.pull()
    desk.fake.events = desk.fake.events[7:]
    desk.world.put(desk.fake, 8, "")
    desk.pull()
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("name", ["qualtrics"])
def test_a_continuation_that_expired_is_no_end_of_the_pulls(desk: Site) -> None:
    desk.pull()
    desk.fake.expired = True
    desk.world.put(desk.fake, 8, TEXT.format(8))
    report = desk.pull()
    assert (report.added, report.unchanged) == (1, 7)
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("name", ["qualtrics"])
def test_an_export_file_that_stops_early_is_fetched_again(desk: Site) -> None:
    desk.fake.plan({4: "cut"})
    desk.pull()
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5, 6, 7)
    assert [seen.path.endswith("/file") for seen in desk.fake.seen] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("name", ["github"])
def test_a_pull_that_fails_says_so_and_keeps_what_came(desk: Site) -> None:
    desk.fake.plan(dict.fromkeys(range(2, 20), "503"))
    with pytest.raises(SourceError) as error:
        desk.pull()
    said = 'desk: /repos/acme/app/issues answered 503 ({"error": "not now"}); need an answer of 200'
    assert str(error.value) == said
    assert len(desk.fake.seen) == 2 + 8
    assert desk.said() == truth(desk, 1, 2, 3, 4, 5)
    with closing(open_database(Path(desk.db.execute("PRAGMA database_list").fetchone()[2]))) as other:
        assert [(pull.failure, pull.counts["added"]) for pull in read_pulls(other, "desk")] == [(said, 5)]


@pytest.mark.parametrize("name", ["github", "intercom"])
def test_an_export_of_what_was_pulled_changes_nothing(desk: Site, tmp_path: Path) -> None:
    desk.pull()
    if desk.world.name == "github":
        records: object = [{**issue, "comments": []} for issue in desk.fake.issues.values()]
    else:
        records = {"conversations": list(desk.fake.conversations.values())}
    (tmp_path / "export.json").write_text(json.dumps(records))
    options = IngestOptions(ReadOptions(source="desk"), KEY, isolated=False)
    report = ingest_file(desk.db, tmp_path / "export.json", options)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 7)
