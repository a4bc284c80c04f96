"""Files that were sent in and wait for their job: under their own names for the readers, gone once read."""

import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from voc.errors import InputError
from voc.jobs.queue import read_jobs
from voc.jobs.records import State
from voc.jobs.states import MOST_READ
from voc.settings import Settings

FOLDER = "uploads"
# A file is kept under a number, and found under its own name in a folder beside it.
NUMBER = re.compile(r"[0-9a-zA-Z_-]{1,80}")
NAMED = ".named"
LONGEST_NAME = 120
# A job that failed or was cancelled may be tried again within a day; raw text is not kept for longer.
KEPT_SECONDS = 24 * 3600


def open_upload(settings: Settings, number: str, name: str) -> Path:
    """Return the path of an uploaded file that ends in its own name, which readers and rejects speak of.

    Raises InputError where the upload is gone, or is none.
    """
    kept = settings.workspace / FOLDER / number
    if not NUMBER.fullmatch(number) or not kept.is_file():
        raise InputError(f"upload {number!r} is not there any more: send the file again")
    folder = kept.with_name(number + NAMED)
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / _plain(name)
    with suppress(FileExistsError):
        path.symlink_to(Path("..") / number)
    return path


def remove_upload(settings: Settings, number: str) -> None:
    """Remove an uploaded file; one that is gone already is no error."""
    if NUMBER.fullmatch(number):
        _remove(settings.workspace / FOLDER / number)


def remove_left(db: Database, settings: Settings) -> None:
    """Remove the uploads that are older than a day and that no job waits for."""
    folder = settings.workspace / FOLDER
    old = [path for path in folder.glob("*") if path.is_file() and _is_old(path)]
    if not old:
        return
    states: tuple[State, ...] = ("queued", "running")
    waiting = [job for state in states for job in read_jobs(db, state=state, limit=MOST_READ)]
    wanted = {job.payload.get("file") for job in waiting}
    for path in old:
        if path.name not in wanted:
            _remove(path)


def _plain(name: str) -> str:
    """Return a file's name without folders and signs that no name should have; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    path = Path("".join(sign for sign in last if sign.isprintable()).strip(". ") or "upload")
    return path.stem[:LONGEST_NAME] + path.suffix[:LONGEST_NAME]


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > KEPT_SECONDS
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    shutil.rmtree(path.with_name(path.name + NAMED), ignore_errors=True)
    path.unlink(missing_ok=True)
