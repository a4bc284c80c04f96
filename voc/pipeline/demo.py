"""The demo company: its files, as the vendors export them, read into a workspace and analysed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import voc
from ingestion.reader import ReadOptions
from voc.errors import InputError
from voc.pipeline.analyze import RunReport, analyze
from voc.pipeline.file_report import FileReport
from voc.pipeline.ingest import IngestOptions, ingest_file
from voc.pipeline.progress import Progress, silent
from voc.pipeline.workspace import init_workspace, open_workspace, redaction_key
from voc.settings import Settings

# Accounts and tiers first, so that every document finds its account and tier as it comes.
ORDER = ("catalogue.yaml", "accounts.csv", "tier_events.csv", "usage.csv", "changes.yaml")
FOLDERS = (("surveys", "nps-survey"), ("tickets", "help-desk"), ("interviews", "interviews"))


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the demo company's files gave, and how long each step took in seconds."""

    files: tuple[FileReport, ...]
    run: RunReport
    ingest_seconds: float
    analyze_seconds: float


def company_folder() -> Path:
    """Return the folder of the demo company: inside the installed package, or in the source tree."""
    package = Path(voc.__file__).parent
    for folder in (package / "demo_company", package.parent / "fixtures" / "corvane"):
        if folder.is_dir():
            return folder
    raise InputError("the demo company's files are not there: install voc from its wheel or its source tree")


def build_demo(settings: Settings, *, progress: Progress = silent) -> DemoReport:
    """Make a workspace of the demo company; in one that is there already, only what is new is done."""
    init_workspace(settings)
    db = open_workspace(settings)
    key = redaction_key(settings)
    clock = perf_counter()
    files = []
    for number, (path, source) in enumerate(paths := list(_files(company_folder()))):
        progress("read", number, len(paths))
        read = ReadOptions(source=source, zone=settings.time_zone)
        options = IngestOptions(read=read, key=key, isolated=False)
        files.append(ingest_file(db, path, options))
    progress("read", len(paths), len(paths))
    ingested = perf_counter()
    run = analyze(db, settings, progress=progress)
    db.close()
    return DemoReport(tuple(files), run, ingested - clock, perf_counter() - ingested)


def _files(folder: Path) -> Iterator[tuple[Path, str | None]]:
    yield from ((folder / name, None) for name in ORDER)
    for name, source in FOLDERS:
        yield from ((path, source) for path in sorted((folder / name).iterdir()))
