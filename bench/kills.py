"""A worker killed at random moments of an upload-to-trend job, and begun again, against an undisturbed one.

    python -m bench.kills [--kills 20] [--rows 1500] [--seed 20]

Prints the stage that each kill hit; leaves with 1 where what is stored differs from an undisturbed run's.
"""

import argparse
import csv
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from voc.jobs.queue import enqueue, read_job
from voc.jobs.records import Job
from voc.pipeline.workspace import init_workspace
from voc.records import Account
from voc.settings import Settings
from voc.store.context import put_account
from voc.store.database import open_database

TEXTS = Path(__file__).parents[1] / "fixtures" / "texts"
ACCOUNTS = 60
LOOK_SECONDS = 0.02
# Later attempts have less left to do than a whole run: kills later than this would hit few of them.
SHARE = 0.6
MAPPING = {"text": "comment", "id": "id", "said_at": "date", "account": "account"}
SPOKEN = "external_id, utterances.position, verbatims.start, verbatims.until"
VERBATIMS = (
    "verbatims JOIN utterances ON utterances.id = utterance_id "
    "JOIN documents ON documents.id = verbatims.document_id"
)
ON_THEM = f"JOIN {VERBATIMS} WHERE verbatims.id = verbatim_id"
# Without the numbers that rows happen to have, and without times: what two runs must have in common.
STORED = {
    "documents": "SELECT source_id, external_id, said_at, account_id, revision, digest FROM documents",
    "verbatims": f"SELECT {SPOKEN}, verbatims.text, set_aside FROM {VERBATIMS}",
    "themes": "SELECT id, label, status, since_version FROM themes",
    "ledger": "SELECT version, kind, theme_id, reason FROM theme_events",
    "mentions": f"SELECT {SPOKEN}, theme_id, strength, assigned_by, ledger_version FROM mentions {ON_THEM}",
    "signals": f"SELECT {SPOKEN}, code, signals.start, confidence, point FROM signals {ON_THEM}",
    "rollups": "SELECT measure, external_id, day, rollups.account_id, tier, mentions FROM rollups "
    "JOIN documents ON documents.id = document_id",
    "rejects": "SELECT file, row, reason FROM rejects",
    "ingests": "SELECT file, sha256, state FROM ingests",
}


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill: so many seconds after the job was begun, and what the job said it was doing."""

    seconds: float
    stage: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--rows", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=20)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)  # noqa: S311  (moments, no secrets)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = write_table(folder / "answers.csv", asked.rows)
        settings = make_workspace(folder / "whole")
        began = time.monotonic()
        run_job(settings, table)
        seconds = time.monotonic() - began
        whole = stored(settings)
        print(
            f"undisturbed: {seconds:.1f} s, {', '.join(f'{len(rows):,} {of}' for of, rows in whole.items())}"
        )
        left, wrong, number = asked.kills, 0, 0
        while left > 0:
            number += 1
            settings = make_workspace(folder / f"killed-{number}")
            kills = run_job(settings, table, kills=left, within=seconds * SHARE, draw=draw)
            left -= len(kills)
            differs = [of for of, rows in stored(settings).items() if rows != whole[of]]
            found = f"differs in {', '.join(differs)}" if differs else "equal"
            print(f"round {number}: {len(kills)} kills, {found}")
            wrong += bool(differs)
    return int(wrong > 0)


def write_table(path: Path, rows: int) -> Path:
    """Write a table of so many answers of the invented company's customers."""
    texts = [
        re.sub(r"\{\w+\}", str(3 + number % 90), line["text"])
        for number, line in enumerate(
            json.loads(text)
            for file in sorted(TEXTS.glob("*.jsonl"))
            for text in file.read_text(encoding="utf-8").splitlines()
        )
        if "theme" in line
    ]
    # Every so many: few rows have all subjects, too.
    step = max(1, len(texts) // rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date", "account", "comment"))
        for number in range(rows):
            day = "someday" if number % 100 == 50 else f"2026-{1 + number % 6:02d}-{1 + number % 28:02d}"
            writer.writerow((number, day, f"a{number % ACCOUNTS}", texts[number * step % len(texts)]))
    return path


def make_workspace(folder: Path) -> Settings:
    """Make a workspace that has accounts."""
    settings = Settings(workspace=folder)
    init_workspace(settings)
    with closing(open_database(settings.database)) as db, db.atomic():
        put_account(db, *(Account(f"a{number}", f"Account {number}") for number in range(ACCOUNTS)))
    return settings


def run_job(
    settings: Settings,
    table: Path,
    *,
    kills: int = 0,
    within: float = 0,
    draw: random.Random | None = None,
) -> list[Kill]:
    """Upload a table and have it read and analysed; the first workers are killed within so many seconds."""
    uploads = settings.workspace / "uploads"
    uploads.mkdir()
    (uploads / "answers").write_bytes(table.read_bytes())
    payload = {"file": "answers", "name": table.name, "mapping": MAPPING, "analyze": True}
    done: list[Kill] = []
    with closing(open_database(settings.database)) as db:
        job = enqueue(db, settings, "ingest", payload, author="bench")
        while job.state in {"queued", "running"}:
            wait = draw.uniform(0, within) if draw and len(done) < kills else None
            with worker(settings) as process:
                while (job := read_job(db, job.id)).state == "queued" or job.attempt <= len(done):
                    time.sleep(LOOK_SECONDS)
                began = time.monotonic()
                while (job := read_job(db, job.id)).state == "running":
                    if wait is not None and time.monotonic() - began >= wait:
                        process.kill()
                        done.append(Kill(wait, stage_of(job)))
                        print(f"  killed after {wait:5.1f} s in {done[-1].stage}", flush=True)
                        break
                    time.sleep(LOOK_SECONDS)
        if job.state != "done":
            raise SystemExit(f"the job ended as {job.state}: {job.failure}")
    return done


def stage_of(job: Job) -> str:
    """Return how far a job is, in words."""
    if job.stage is None:
        return "reading: nothing told yet" if job.result is None else "analysis: nothing told yet"
    return f"{job.stage} {job.done}{'' if job.total is None else f' of {job.total}'}"


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker process while the block lasts; one that was not killed ends in its own way."""
    command = (sys.executable, "-m", "voc", "worker", "--workspace", str(settings.workspace))
    environment = {**os.environ, "VOC_JOB_ATTEMPTS": "1000", "OMP_NUM_THREADS": "2"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def stored(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a workspace holds, in an order of its own."""
    with closing(sqlite3.connect(settings.database)) as db:
        return {of: sorted(db.execute(statement), key=repr) for of, statement in STORED.items()}


if __name__ == "__main__":
    sys.exit(main())
