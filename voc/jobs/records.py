"""What a job is: its record, what its function is given, and the ways in which a run of it breaks off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from voc.settings import Settings

State: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled"]
STATES: tuple[State, ...] = ("queued", "running", "done", "failed", "cancelled")

Payload: TypeAlias = Mapping[str, object]
Result: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the table ``jobs`` has it; instants are UTC, ISO 8601.

    ``stage``, ``done`` and ``total`` are its progress; ``attempt`` counts how often it was begun;
    ``result`` may hold the first half of what came out while the rest is still to do; ``failure`` is one
    sentence; ``worker`` names the process that has it (host, process id, start); ``beat_at`` is that
    process's last sign of life. ``cancel`` says that somebody asked a running job to end.
    """

    id: str
    kind: str
    payload: Payload
    state: State
    stage: str | None
    done: int
    total: int | None
    attempt: int
    result: Result | None
    failure: str | None
    author: str
    cancel: bool
    worker: str | None
    created_at: str
    started_at: str | None
    beat_at: str | None
    ended_at: str | None


class Tell(Protocol):
    """How a job tells of its progress; ends the job where it should not go on."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of the progress; raises BrokenOff."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a job's function is given: the job, the settings, and two ways to speak of it while it runs.

    ``keep`` stores the result so far, so that another attempt need not do it again.
    """

    job: Job
    settings: Settings
    progress: Tell
    keep: Callable[[Result], None]


Run: TypeAlias = Callable[[Task], Result]


class BrokenOff(Exception):
    """A job's run ends here, between two batches; no VocError, since nothing went wrong with the input."""


class Cancelled(BrokenOff):
    """Somebody asked for the job to end."""


class Stopped(BrokenOff):
    """The worker is told to end; the job goes back into the queue."""


class Lost(BrokenOff):
    """The job is another worker's by now."""
