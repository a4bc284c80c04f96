"""Which process works on a job, and whether that process still lives."""

import os
import socket
from pathlib import Path
from typing import Literal, TypeAlias

Life: TypeAlias = Literal["alive", "gone", "unknown"]
# The fields of /proc/PID/stat after the command's name, which may hold blanks: the state, and the start.
STATE, START = 0, 19
DEAD = "ZXx"
HALTED = "Tt"


def this_worker() -> str:
    """Return this process as jobs name it: host, process id and when it started."""
    found = _stat(os.getpid())
    return f"{socket.gethostname()} {os.getpid()} {found[START] if found else ''}".rstrip()


def life_of(worker: str) -> Life:
    """Return whether a worker's process lives.

    Unknown where it is another host's, where this system does not tell, or where it is halted: there its
    last sign of life has to do. The start tells a process from a later one of the same number.
    """
    host, _, rest = worker.partition(" ")
    number, _, start = rest.partition(" ")
    if host != socket.gethostname() or not start or not number.isdecimal():
        return "unknown"
    found = _stat(int(number))
    if not found or found[START] != start or found[STATE] in DEAD:
        return "gone"
    return "unknown" if found[STATE] in HALTED else "alive"


def _stat(process: int) -> list[str]:
    """Return what Linux tells of a process; nothing where there is none, or no Linux."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []
