"""A job that is broken off, wherever that is, comes to what an undisturbed one comes to."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree
from typing import Any, TypeVar

import pytest

from bench.kills import MAPPING, make_workspace, run_job, stored, write_table
from ingestion.reader import ReadOptions
from nlp.embedding import load_encoder
from nlp.signals import load_detector
from voc.jobs.loop import Worker
from voc.jobs.queue import enqueue, read_job
from voc.pipeline import analyze as analysis
from voc.pipeline import theming
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.progress import Progress
from voc.settings import Settings
from voc.store.database import open_database
from voc.worker import KINDS

ROWS = 60
T = TypeVar("T")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(tmp_path_factory.mktemp("files") / "answers.csv", ROWS)


@pytest.fixture(scope="module")
def undisturbed(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace whose job ran in this process, with nobody in its way."""
    settings = make_workspace(tmp_path_factory.mktemp("whole") / "workspace")
    (settings.workspace / "uploads").mkdir()
    (settings.workspace / "uploads" / "answers").write_bytes(table.read_bytes())
    payload = {"file": "answers", "name": table.name, "mapping": MAPPING, "analyze": True}
    with closing(open_database(settings.database)) as db, closing(Worker(settings, KINDS)) as worker:
        enqueue(db, settings, "ingest", payload, author="test")
        worker.step()
    return settings


def load_once(load: Callable[..., T]) -> Callable[..., T]:
    """Return a function that does its work at its first call, whatever it is given later."""
    loaded: list[T] = []

    def once(*given: object, **options: object) -> T:
        if not loaded:
            loaded.append(load(*given, **options))
        return loaded[0]

    return once


def breaking_off(at: int) -> tuple[Progress, list[str]]:
    told: list[str] = []

    def progress(stage: str, done: int, total: int | None) -> None:
        told.append(f"{stage} {done} of {total}")
        if len(told) > at:
            raise KeyboardInterrupt

    return progress, told


def test_the_result_of_an_upload_is_the_report_of_its_file_with_the_analysis(undisturbed: Settings) -> None:
    with closing(open_database(undisturbed.database)) as db:
        job = read_job(db, db.execute("SELECT id FROM jobs").fetchone()[0])
    assert (job.state, job.failure) == ("done", None)
    assert job.result is not None
    report = {name: job.result[name] for name in ("path", "documents", "added", "rejects")}
    assert report == {"path": "answers.csv", "documents": 59, "added": 59, "rejects": 1}
    run = job.result["analysis"]
    assert isinstance(run, dict)
    assert run["verbatims"] == run["assigned"] == run["detected"] == 59
    assert list((undisturbed.workspace / "uploads").iterdir()) == []


@pytest.fixture(scope="module")
def read(table: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A workspace with the file's records, not yet analysed."""
    settings = make_workspace(tmp_path_factory.mktemp("read") / "workspace")
    with closing(open_database(settings.database)) as db:
        ingest_file(db, table, IngestOptions(ReadOptions(mapping=MAPPING), b"key", isolated=False))
    return settings


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts the searches for themes; engines are loaded, and themes found, once for all analyses."""
    counted: list[int] = []

    def find(*given: Any, **options: Any) -> int:  # noqa: ANN401  (passed on as they are)
        counted.append(1)
        return theming.find_themes(*given, **options)

    monkeypatch.setattr(analysis, "find_themes", find)
    monkeypatch.setattr(theming, "found_themes", load_once(theming.found_themes))
    monkeypatch.setattr(analysis, "load_encoder", load_once(load_encoder))
    monkeypatch.setattr(analysis, "load_detector", load_once(load_detector))
    return counted


def test_an_analysis_broken_off_at_any_word_is_completed_by_the_next_one(
    read: Settings, undisturbed: Settings, tmp_path: Path, searches: list[int]
) -> None:
    expected, told = stored(undisturbed), [""]
    for at in range(20):
        settings = read.model_copy(update={"workspace": tmp_path / str(at)})
        copytree(read.workspace, settings.workspace)
        progress, told = breaking_off(at)
        searches.clear()
        with closing(open_database(settings.database)) as db:
            broken_off = False
            try:
                analysis.analyze(db, settings, progress=progress)
            except KeyboardInterrupt:
                broken_off = True
                analysis.analyze(db, settings)
        assert {of: rows for of, rows in stored(settings).items() if rows != expected[of]} == {}, told[-1]
        assert len(searches) == 1, told[-1]
        if not broken_off:
            break
    stages = [word.partition(" ")[0] for word in told]
    assert list(dict.fromkeys(stages)) == ["embed", "assign", "themes", "signals", "rollups"]


def test_workers_killed_at_random_moments_leave_a_job_that_the_next_one_completes(
    table: Path, undisturbed: Settings, tmp_path: Path
) -> None:
    settings = make_workspace(tmp_path / "killed")
    kills = run_job(settings, table, kills=2, within=4, draw=random.Random(20))  # noqa: S311  (moments)
    expected = stored(undisturbed)
    assert kills
    assert {of: rows for of, rows in stored(settings).items() if rows != expected[of]} == {}
