"""The worker: what each kind of job does, on the pipeline, and the process that does it."""

import os
import signal
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from threading import Event, Thread
from types import FrameType

from pydantic import BaseModel, ConfigDict, ValidationError

from voc.errors import InputError, NothingYet
from voc.jobs.loop import Worker
from voc.jobs.records import Job, Result, Run, Task
from voc.jobs.uploads import open_upload, remove_upload
from voc.records import SourceKind
from voc.settings import Settings
from voc.store.connections import read_connection
from voc.store.database import open_database
from voc.store.hooks import Hook

# How long a worker whose server was killed may take to reach the next batch of its job.
GRACE_SECONDS = 10.0


class Upload(BaseModel):
    """What a job of kind ``ingest`` is told: the file in the folder of uploads, and how to read it.

    The other words are those of ``voc ingest``; ``live`` says that nobody could know of it before, and
    ``analyze`` asks for the analysis to follow.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    name: str = "upload"
    source: str | None = None
    kind: SourceKind | None = None
    reader: str | None = None
    zone: str | None = None
    mapping: dict[str, str | tuple[str, ...]] | None = None
    staff: tuple[str, ...] = ()
    live: bool = False
    analyze: bool = False


def work(settings: Settings, *, on_ready: Callable[[], None], beside_server: bool = False) -> None:
    """Run the workspace's jobs until SIGTERM or SIGINT; a second SIGINT ends this at once.

    ``on_ready`` is called when it begins to look for jobs. Beside a server it also ends where standard
    input does. Raises WorkspaceMissing where there is no workspace.
    """
    stop = Event()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_IGN)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    if beside_server:
        Thread(target=_end_with_input, args=(stop,), name="server", daemon=True).start()
    with closing(Worker(settings, KINDS, stop=stop)) as worker:
        on_ready()
        worker.run()


def _end_with_input(stop: Event) -> None:
    """Stop the worker when its server is gone; what takes too long is left to whoever takes the job up."""
    while os.read(0, 1024):
        pass
    stop.set()
    Event().wait(GRACE_SECONDS)
    os._exit(1)


# The pipeline loads engines, which take seconds and memory: a worker that idles has none of them.


def ingest(task: Task) -> Result:
    """Read an uploaded file and return its report, with the ``analysis`` where the payload asks for one.

    Another attempt carries the reading on, or goes straight to the analysis. The file goes once it is read.
    """
    upload = _upload(task.job)
    report = task.job.result
    if report is None:
        report = _read(task, upload)
        task.keep(report)
    remove_upload(task.settings, upload.file)
    return _analysed(task, report) if upload.analyze else report


def pull(task: Task) -> Result:
    """Pull a source and analyse what came; the result is the pull's report with the ``analysis``."""
    report = task.job.result
    if report is None:
        report = _pull(task)
        task.keep(report)
    return _analysed(task, report)


def webhook(task: Task) -> Result:
    """Store a webhook's event and analyse what came; the result is its counts with the ``analysis``.

    An event that holds no whole record is a reason to pull the source.
    """
    report = task.job.result
    if report is None:
        report = _take_event(task)
        task.keep(report)
    remove_upload(task.settings, str(task.job.payload.get("file")))
    return _analysed(task, report)


def analyze(task: Task) -> Result:
    """Analyse what is new; the result is the run's report."""
    from voc.pipeline.analyze import analyze as run

    with closing(open_database(task.settings.database)) as db:
        return asdict(run(db, task.settings, progress=task.progress))


KINDS: Mapping[str, Run] = {"ingest": ingest, "pull": pull, "webhook": webhook, "analyze": analyze}


def _upload(job: Job) -> Upload:
    try:
        return Upload.model_validate(job.payload)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InputError(f"upload's {name!r}: {first['msg']}; found {first['input']!r}") from error


def _read(task: Task, upload: Upload) -> Result:
    from ingestion.reader import ReadOptions
    from voc.pipeline.ingest import IngestOptions, ingest_file, read_options
    from voc.pipeline.workspace import redaction_key

    settings = task.settings
    said = ReadOptions(
        source=upload.source,
        kind=upload.kind,
        source_zone=upload.zone,
        mapping=upload.mapping,
        staff=upload.staff,
    )
    options = IngestOptions(
        read_options(settings, said), redaction_key(settings), reader=upload.reader, live=upload.live
    )
    path = open_upload(settings, upload.file, upload.name)
    with closing(open_database(settings.database)) as db:
        report = ingest_file(db, path, options, progress=task.progress)
    return asdict(replace(report, path=path.name))


def _pull(task: Task) -> Result:
    from voc.pipeline.pull import PullOptions
    from voc.pipeline.pull import pull as run
    from voc.pipeline.workspace import redaction_key

    settings = task.settings
    options = PullOptions(redaction_key(settings), zone=settings.time_zone, staff=settings.staff)
    with closing(open_database(settings.database)) as db:
        connection = read_connection(db, str(task.job.payload.get("source")))
        return asdict(run(db, connection, options, progress=task.progress))


def _take_event(task: Task) -> Result:
    from voc.pipeline.events import take_event
    from voc.pipeline.pull import PullOptions
    from voc.pipeline.workspace import redaction_key

    settings, payload = task.settings, task.job.payload
    options = PullOptions(redaction_key(settings), zone=settings.time_zone, staff=settings.staff)
    path = open_upload(settings, str(payload.get("file")), "event.json")
    with closing(open_database(settings.database)) as db:
        hook = Hook(str(payload.get("source")), str(payload.get("system")), secret="")
        return take_event(db, hook, path.read_bytes(), options, progress=task.progress)


def _analysed(task: Task, report: Result) -> Result:
    """Return a report with the analysis that follows it; None where there is nothing to analyse yet."""
    try:
        return {**report, "analysis": analyze(task)}
    except NothingYet:
        return {**report, "analysis": None}
