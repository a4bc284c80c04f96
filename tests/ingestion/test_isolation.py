"""Reading in a process of its own: the same records, and a caller who outlives whatever the child does."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion import isolation
from ingestion.frames import Limits, Opened, dumps
from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from voc.errors import InputError, UnknownFormat

FILES = Path(__file__).parent / "files"
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


def test_a_damaged_file_that_kills_its_parser_is_one_error(tmp_path: Path) -> None:
    whole = (FILES / "spss.sav").read_bytes()
    path = tmp_path / "cut.sav"
    # Without its first variable the library for SPSS files ends the process it runs in.
    path.write_bytes(whole[:176] + whole[208:])
    with pytest.raises(InputError, match=r"cut\.sav: cannot be read"):
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
