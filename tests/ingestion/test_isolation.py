"""Reading in a process of its own: the same records, and a caller who outlives whatever the child does."""

import gc
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion import isolation
from ingestion.frames import Limits, Opened, dumps
from ingestion.isolation import read_isolated, usual_limits
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from voc.errors import InputError, UnknownFormat

FILES = Path(__file__).parent / "files"
ROOT = Path(__file__).parents[2]
Write = Callable[[str, str], Path]


def _stand_in(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(isolation, "COMMAND", (sys.executable, "-S", "-c", code))


@pytest.mark.parametrize("name", ["qualtrics.csv", "zoom.vtt", "zendesk.json", "teams.docx", "interview.pdf"])
def test_a_child_gives_the_same_records_as_reading_in_process(name: str) -> None:
    inside, outside = (
        read_file(FILES / name, ReadOptions(source="trial")),
        read_isolated(FILES / name, ReadOptions(source="trial")),
    )
    assert (outside.reader, outside.source, outside.kind) == (inside.reader, "trial", inside.kind)
    assert tuple(outside.items) == tuple(inside.items)


def test_records_come_in_batches_and_none_is_lost(write: Write) -> None:
    rows = "".join(f"{n},The export number {n} is far too slow\n" for n in range(1_234))
    items = tuple(read_isolated(write("t.csv", "id,comment\n" + rows), ReadOptions()).items)
    assert len(items) == 1_234
    assert items[1_233].origin.row == 1_233


def test_errors_of_a_child_are_those_of_reading_in_process(write: Write, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat, match=r"mail\.txt: no reader knows this content"):
        read_isolated(write("mail.txt", "Hi team,\nplease note: it fails.\n"), ReadOptions())
    with pytest.raises(InputError, match="no such file"):
        read_isolated(tmp_path / "none.csv", ReadOptions())


def test_a_file_broken_further_down_gives_its_records_and_then_the_error(write: Write) -> None:
    rows = "".join(f"{n},It is too slow\n" for n in range(2_500))
    items = read_isolated(write("t.csv", f'id,comment\n{rows}2500,"never closed\n'), ReadOptions()).items
    assert len([next(items) for _ in range(2_000)]) == 2_000
    with pytest.raises(InputError, match="never closed"):
        tuple(items)


def test_a_child_that_takes_too_much_memory_is_refused(write: Write) -> None:
    path = write("deep.json", "[" + "[[],[]]," * 3_000_000 + "[]]")
    with pytest.raises(InputError, match=r"deep\.json: reading it takes over 300 MB of memory"):
        read_isolated(path, ReadOptions(), limits=Limits(memory=300_000_000))


def test_a_child_that_computes_too_long_is_refused(write: Write) -> None:
    path = write("long.csv", "id,comment\n" + "1,a b c d e f g\n" * 1_500_000)
    with pytest.raises(InputError, match=r"long\.csv: cannot be read \(it takes too much computing time\)"):
        tuple(read_isolated(path, ReadOptions(), limits=Limits(cpu_s=1)).items)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("import os; os.abort()", "its content brings the parser down"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "stopped for taking too much memory"),
        ("import sys; sys.exit(3)", "ended with code 3"),
        (r"import os; os.write(1, b'\xff' * 8)", "found records of 18,446,744,073,709,551,615 bytes"),
        (r"import os; os.write(1, bytes(7) + b'\x04junk')", "the reading process broke down"),
        (r"import os; os.write(1, bytes(7) + b'\x03(.')", "ended with code 0"),
    ],
    ids=["abort", "kill", "exit", "flood", "junk", "half a message"],
)
def test_a_child_that_breaks_down_is_one_error(monkeypatch: pytest.MonkeyPatch, code: str, says: str) -> None:
    _stand_in(monkeypatch, code)
    with pytest.raises(InputError, match=r"zoom\.vtt: ") as caught:
        read_isolated(FILES / "zoom.vtt", ReadOptions())
    assert says in str(caught.value)


def test_a_damaged_file_that_would_kill_its_parser_is_one_error(tmp_path: Path) -> None:
    whole = (FILES / "spss.sav").read_bytes()
    path = tmp_path / "cut.sav"
    # Without its first variable the library for SPSS files ends the process it runs in.
    path.write_bytes(whole[:176] + whole[208:])
    with pytest.raises(InputError, match=r"cut\.sav: an SPSS file that cannot be read"):
        read_isolated(path, ReadOptions())


def test_a_silent_child_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _stand_in(monkeypatch, "import signal; signal.pause()")
    with pytest.raises(InputError, match=r"reading it takes over 0\.2 s"):
        read_isolated(FILES / "zoom.vtt", ReadOptions(), limits=Limits(wall_s=0.2))


def test_a_child_cannot_make_its_caller_run_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    attack = b"\x80\x04cposix\nsystem\n(X\x02\x00\x00\x00idtR."
    frame = len(attack).to_bytes(8, "big") + attack
    _stand_in(monkeypatch, f"import os; os.write(1, {frame!r})")
    with pytest.raises(InputError, match=r"found posix\.system among the records"):
        read_isolated(FILES / "zoom.vtt", ReadOptions())


def test_a_reading_that_is_dropped_takes_its_child_along(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = dumps(Opened("webvtt", "webvtt", "interview"))
    note = tmp_path / "pid"
    _stand_in(
        monkeypatch,
        f"import os, signal; open({str(note)!r}, 'w').write(str(os.getpid())); "
        f"os.write(1, {opened!r}); signal.pause()",
    )
    reading = read_isolated(FILES / "zoom.vtt", ReadOptions())
    child = int(note.read_text())
    os.kill(child, 0)
    del reading
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_large_file_may_take_longer(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as out:
        out.truncate(500_000_000)
    assert usual_limits(path) == Limits(cpu_s=1_200, wall_s=3_000.0)
    assert usual_limits(FILES / "zoom.vtt") == usual_limits(tmp_path / "none") == Limits()


def _is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended and was not waited for is still listed.
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or ") Z " not in state.read_text()


def _ends(process: int) -> bool:
    """Say whether a process ends within ten seconds."""
    end = time.monotonic() + 10
    while _is_there(process) and time.monotonic() < end:
        os.sched_yield()
    return not _is_there(process)


def test_a_child_that_dies_in_the_middle_of_its_talk_is_one_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    reading = read_file(FILES / "zoom.vtt", ReadOptions())
    opened = dumps(Opened(reading.reader, reading.source, reading.kind))
    talk = opened + dumps(tuple(reading.items)) + dumps(None)
    said = tmp_path / "said"
    said.write_bytes(talk)
    for length in (
        0,
        1,
        7,
        8,
        9,
        len(opened) - 1,
        len(opened),
        len(opened) + 8,
        len(talk) - 20,
        len(talk) - 1,
    ):
        _stand_in(monkeypatch, f"import os; os.write(1, open({str(said)!r}, 'rb').read()[:{length}])")
        with pytest.raises(InputError, match=r"zoom\.vtt: cannot be read"):
            tuple(read_isolated(FILES / "zoom.vtt", ReadOptions()).items)
    _stand_in(monkeypatch, f"import os; os.write(1, open({str(said)!r}, 'rb').read())")
    assert len(tuple(read_isolated(FILES / "zoom.vtt", ReadOptions()).items)) == 1


def test_the_caller_holds_a_few_records_while_many_stream(write: Write) -> None:
    rows = "".join(f"{n},The export number {n} is far too slow for us\n" for n in range(20_000))
    items = read_isolated(write("t.csv", "id,comment\n" + rows), ReadOptions()).items
    tracemalloc.start()
    count = sum(1 for _ in items)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert peak < 5_000_000


def test_no_ended_child_is_left_behind(write: Write) -> None:
    rows = "".join(f"{n},It is too slow\n" for n in range(3_000))
    path = write("t.csv", "id,comment\n" + rows)
    tuple(read_isolated(path, ReadOptions()).items)
    next(read_isolated(path, ReadOptions()).items)
    with pytest.raises(InputError):
        read_isolated(write("none.csv", ""), ReadOptions())
    gc.collect()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


READS = """
import gc, signal, subprocess, sys
from pathlib import Path
from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
items = read_isolated(Path(sys.argv[1]), ReadOptions()).items
next(items)
print(*(thing.pid for thing in gc.get_objects() if isinstance(thing, subprocess.Popen)), flush=True)
signal.pause()
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill"])
def test_a_child_ends_with_its_caller(sent: signal.Signals, write: Write) -> None:
    # So much that the child waits until the caller takes more.
    path = write("t.csv", "id,comment\n" + "1,It is too slow for all of us here\n" * 200_000)
    with subprocess.Popen(
        [sys.executable, "-c", READS, path],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as caller:
        assert caller.stdout
        child = int(caller.stdout.readline())
        assert _is_there(child)
        caller.send_signal(sent)
    assert _ends(child)


def test_a_folder_of_modules_offers_none_to_the_child(tmp_path: Path) -> None:
    for name in ("json", "csv", "encodings", "pickle", "voc", "ingestion", "sitecustomize", "webvtt"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken over')")
    (tmp_path / "zoom.vtt").write_bytes((FILES / "zoom.vtt").read_bytes())
    ask = (
        "import sys; sys.path.insert(0, ''); from pathlib import Path; sys.path.remove('');"
        "from ingestion.isolation import read_isolated; from ingestion.reader import ReadOptions;"
        "sys.path.insert(0, ''); print(read_isolated(Path('zoom.vtt'), ReadOptions()).reader)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("webvtt\n", "")
