"""A large CSV through ``voc ingest``: rows a second, peak memory, and a kill at a random row carried on.

    python -m bench.ingest [--rows 100000] [--kills 3] [--seed 20]

Prints one line a run; leaves with 1 where a resumed reading differs from an uninterrupted one.
"""

import argparse
import csv
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXTS = Path(__file__).parents[1] / "fixtures" / "texts"
TABLES = {
    "documents": "source_id, external_id, kind, status, consent, said_at, account_ref, digest, row",
    "utterances": "document_id, position, role, question, text",
    "verbatims": "document_id, start, until, text, set_aside",
    "identities": "document_id, placeholder, kind, digest",
    "rejects": "file, row, reason, raw",
}
COMMAND = (sys.executable, "-m", "voc", "ingest")
MAPPING = ("--map", "text=comment", "--map", "id=id", "--map", "said_at=date", "--map", "account=account")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    draw = random.Random(options.seed)  # noqa: S311  (texts and kills, no secrets)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "answers.csv"
        write_table(table, options.rows, draw)
        print(f"{options.rows:,} rows, {table.stat().st_size / 1e6:.1f} MB")
        whole = folder / "whole"
        began = time.perf_counter()
        report = json.loads(run(table, whole))["files"][0]
        seconds = time.perf_counter() - began
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"uninterrupted: {seconds:.0f} s, {options.rows / seconds:,.0f} rows/s, peak {children:.0f} MB "
            f"(the larger of the command and its reading process), "
            f"{report['documents']:,} documents, {report['rejects']:,} rejects"
        )
        expected = dump(whole)
        places = [draw.randrange(options.rows) for _ in range(options.kills)]
        differ = [killed(table, folder, whole, expected, at=place) for place in places]
        return int(any(differ))


def write_table(path: Path, rows: int, draw: random.Random) -> None:
    texts = load_texts(TEXTS)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "date", "comment", "account", "plan"))
        for row in range(rows):
            said = " ".join(draw.sample(texts, draw.choice((1, 1, 1, 2, 4))))
            if draw.random() < 0.02:
                said += f" Write to user{row}@customer.example or call +44 20 7946 0{row % 1000:03d}."
            day = "yesterday" if draw.random() < 0.001 else f"2026-{row % 12 + 1:02d}-{row % 28 + 1:02d}"
            writer.writerow((row, day, said, f"acc_{row % 900}", draw.choice(("team", "business"))))


def load_texts(folder: Path) -> list[str]:
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [text for line in lines if isinstance(text := json.loads(line).get("text"), str)]


def run(table: Path, workspace: Path) -> bytes:
    words = (*COMMAND, str(table), *MAPPING, "-w", str(workspace), "--format", "json")
    return subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout


def killed(table: Path, folder: Path, whole: Path, expected: dict[str, str], *, at: int) -> bool:
    """Kill a reading once ``at`` rows are stored, carry it on, and say whether the result differs."""
    workspace = folder / "killed"
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir()
    # One key: placeholders are hashed with it.
    shutil.copy(whole / "redaction.key", workspace)
    words = (*COMMAND, str(table), *MAPPING, "-w", str(workspace))
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None and taken(workspace) < at:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    stored = taken(workspace)
    report = json.loads(run(table, workspace))["files"][0]
    same = dump(workspace) == expected
    outcome = "same" if same else "DIFFERS"
    print(f"killed at row {at:,} ({stored:,} stored), resumed at {report['resumed_at']}: {outcome}")
    return not same


def taken(workspace: Path) -> int:
    try:
        with sqlite3.connect(f"file:{workspace / 'voc.db'}?mode=ro", uri=True) as connection:
            return int((connection.execute("SELECT MAX(taken) FROM ingests").fetchone() or [0])[0] or 0)
    except sqlite3.OperationalError:
        return 0


def dump(workspace: Path) -> dict[str, str]:
    """Return a digest of each table's rows in order."""
    with sqlite3.connect(workspace / "voc.db") as connection:
        return {
            name: hashlib.sha256(
                repr(connection.execute(f"SELECT {columns} FROM {name} ORDER BY rowid").fetchall()).encode()
            ).hexdigest()
            for name, columns in TABLES.items()
        }


if __name__ == "__main__":
    sys.exit(main())
