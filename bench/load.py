"""The server under load: uploads and pushes while a page is read, on loopback, ended by itself.

    python -m bench.load WORKSPACE [--uploads 20] [--pushes 1000] [--seconds 30]

Copies the workspace, serves the copy with its worker, sends 20 files in parallel while the overview is read
all the time, then the same batch a thousand times. Prints the page's times and what was stored.
"""

import argparse
import asyncio
import csv
import io
import json
import os
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx

from bench.ingest import TEXTS, load_texts
from voc.auth.scopes import SCOPES
from voc.auth.tokens import make_token
from voc.store.database import open_database

ROWS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--uploads", type=int, default=20)
    parser.add_argument("--pushes", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "workspace"
        shutil.copytree(options.workspace, copy)
        db = open_database(copy / "voc.db")
        token = make_token(db, "load", scopes=tuple(SCOPES), at=datetime.now(UTC))
        db.close()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = (sys.executable, "-m", "voc", "serve", "-w", str(copy), "--port", str(port))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as server:
            try:
                print(server.stdout.readline().strip() if server.stdout else "")
                asyncio.run(_load(f"http://127.0.0.1:{port}", token, copy, options))
            finally:
                os.killpg(server.pid, signal.SIGTERM)


async def _load(url: str, token: str, workspace: Path, options: argparse.Namespace) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    limits = httpx.Limits(max_connections=64)
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60, limits=limits) as client:
        await client.get("/api/v1/overview")
        quiet = await _read(client, 5, asyncio.Event())
        _times("overview, nothing else", quiet)
        done = asyncio.Event()
        reader = asyncio.create_task(_read(client, 600, done))
        began = time.perf_counter()
        jobs = await asyncio.gather(*(_upload(client, number) for number in range(options.uploads)))
        print(f"{options.uploads} uploads in parallel: all taken after {time.perf_counter() - began:.2f} s")
        await asyncio.sleep(options.seconds)
        done.set()
        _times(f"overview, {options.uploads} uploads taken and read", await reader)
        states = [(await client.get(f"/api/v1/jobs/{job}")).json()["state"] for job in jobs]
        print("jobs after that:", {state: states.count(state) for state in sorted(set(states))})
        await _push(client, options.pushes)
    with sqlite3.connect(workspace / "voc.db") as connection:
        pushed = connection.execute("SELECT COUNT(*) FROM jobs WHERE payload LIKE '%load-push%'").fetchone()[
            0
        ]
    print(f"jobs that the pushes made: {pushed}")


async def _read(client: httpx.AsyncClient, seconds: float, done: asyncio.Event) -> list[float]:
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not done.is_set():
        began = time.perf_counter()
        answer = await client.get("/api/v1/overview")
        times.append(time.perf_counter() - began)
        answer.raise_for_status()
        await asyncio.sleep(0.02)
    return times


async def _upload(client: httpx.AsyncClient, number: int) -> str:
    texts = load_texts(TEXTS)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("id", "date", "comment"))
    for row in range(ROWS):
        said = texts[(number * ROWS + row) % len(texts)]
        writer.writerow((f"{number}-{row}", "2026-03-02", said))
    params = {"name": f"load-{number}.csv", "source": f"load-{number}", "analyze": "false"}
    answer = await client.post("/api/v1/uploads", params=params, content=out.getvalue().encode())
    answer.raise_for_status()
    return str(answer.json()["job"])


async def _push(client: httpx.AsyncClient, times: int) -> None:
    documents = [
        {"external_id": str(row), "text": f"Row {row} of the batch is too slow"} for row in range(50)
    ]
    batch = json.dumps({"source": "load-push", "kind": "survey", "documents": documents})
    began = time.perf_counter()
    accepted = 0
    for _ in range(0, times, 10):
        answers = await asyncio.gather(
            *(
                client.post("/api/v1/documents", content=batch, headers={"Content-Type": "application/json"})
                for _ in range(10)
            )
        )
        accepted += sum(answer.json()["accepted"] for answer in answers)
    print(f"{times} pushes of 50 documents: {accepted} accepted in {time.perf_counter() - began:.1f} s")


def _times(what: str, times: list[float]) -> None:
    ordered = sorted(times)
    p99 = ordered[int(0.99 * (len(ordered) - 1))]
    print(
        f"{what}: {len(times)} answers, p50 {statistics.median(times) * 1000:.1f} ms, "
        f"p99 {p99 * 1000:.1f} ms, longest {ordered[-1] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
