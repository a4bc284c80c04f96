"""The worker as a process: ended by signals and with its server, begun again where it dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from threading import Event

import pytest

from voc.jobs import child
from voc.jobs.child import WorkerChild
from voc.settings import Settings

ROOT = Path(__file__).parents[3]
WORKER = (sys.executable, "-m", "voc", "worker", "--workspace")


def comes_true(question: Callable[[], bool]) -> bool:
    """Ask until the answer is yes, for ten seconds."""
    return any(question() or Event().wait(0.05) for _ in range(200))


def test_a_worker_says_that_it_works_and_ends_on_sigterm(settings: Settings) -> None:
    with subprocess.Popen(
        (*WORKER, str(settings.workspace)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert "working on the jobs of" in process.stdout.readline()
        process.terminate()
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, "")


def test_a_worker_without_a_workspace_says_so_in_a_line(tmp_path: Path) -> None:
    done = subprocess.run((*WORKER, str(tmp_path)), capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr.startswith("voc: no workspace at ")
    assert len(done.stderr.splitlines()) == 1


def test_a_worker_beside_a_server_ends_with_it(settings: Settings) -> None:
    with subprocess.Popen(
        (*WORKER, str(settings.workspace), "--beside-server"), stdin=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def test_the_child_ends_also_where_the_server_is_killed(settings: Settings) -> None:
    code = (
        "import sys; from pathlib import Path; from threading import Event;"
        "from voc.jobs.child import WorkerChild; from voc.settings import Settings;"
        "child = WorkerChild(Settings(workspace=Path(sys.argv[1])));"
        "child.__enter__(); any(child.process or Event().wait(0.05) for _ in range(200));"
        "print(child.process, flush=True); Event().wait()"
    )
    with subprocess.Popen(
        (sys.executable, "-c", code, str(settings.workspace)), stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        assert server.stdout is not None
        number = int(server.stdout.readline())
        assert Path(f"/proc/{number}").exists()
        server.kill()
        assert comes_true(lambda: not running(number))


def test_a_child_that_dies_is_followed_by_another(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(child, "FIRST_WAIT", 0.01)
    lines: Queue[int] = Queue()
    with WorkerChild(settings, command=(sys.executable, "-c", "import sys; sys.stdin.read()")) as kept:
        for _ in range(2):
            assert comes_true(lambda: kept.process is not None)
            number = kept.process
            assert number is not None
            lines.put(number)
            os.kill(number, signal.SIGKILL)
            assert comes_true(lambda number=number: kept.process not in {None, number})  # type: ignore[misc]
        last = kept.process
    assert lines.get() != lines.get()
    assert last is not None
    assert not running(last)
    assert "the worker ended with code -9, another one starts in" in caplog.text


def test_no_child_is_started_before_there_is_a_workspace(tmp_path: Path) -> None:
    with WorkerChild(Settings(workspace=tmp_path)) as kept:
        Event().wait(0.1)
        assert kept.process is None


def running(number: int) -> bool:
    """Return whether a process runs; one that has ended and was not yet asked for does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"
