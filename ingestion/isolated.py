"""The child of a reading: takes one job from standard input, reads within its limits, sends records back."""

import contextlib
import gc
import os
import pickle
import resource
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

from ingestion.frames import Failed, Job, Limits, Opened, dumps
from ingestion.reader import Item
from ingestion.reading import read_file
from ingestion.suggestion import suggest_mapping
from voc.errors import InputError, VocError
from voc.records import Document

BATCH = 200
BATCH_CHARACTERS = 1_000_000


def main() -> None:
    """Read the file of the job; every failure that Python can still report goes back as one."""
    out = os.fdopen(os.dup(1), "wb")
    # What a parser prints must not run into the records.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301  (written by the caller, our own process)
    threading.Thread(target=_end_with_the_caller, daemon=True).start()
    _limit(job.limits)
    # Millions of small values are looked through again and again otherwise, though hardly any form rings.
    gc.freeze()
    gc.set_threshold(100_000, 50, 1_000)
    try:
        _work(job, out)
    except VocError as error:
        out.write(dumps(Failed(error)))
    except MemoryError:
        found = f"{job.path.name}: reading it takes over {job.limits.memory / 1e6:,.0f} MB of memory"
        out.write(dumps(Failed(InputError(f"{found}, need a smaller or simpler file"))))
    except Exception as error:  # noqa: BLE001  (whatever a parser raises, the caller is told in a sentence)
        found = f"{job.path.name}: cannot be read ({type(error).__name__}: {str(error)[:200]})"
        out.write(dumps(Failed(InputError(f"{found}; need a whole, readable file"))))
    else:
        out.write(dumps(None))
    out.flush()
    # Taking large structures apart would cost time that nobody waits for.
    os._exit(0)


def _end_with_the_caller() -> None:
    """Wait for the end of standard input, which comes when the caller is gone, and end then."""
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


def _limit(limits: Limits) -> None:
    """Bound this process; what a system does not know is left to the caller's clock."""
    wanted = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_s, limits.cpu_s + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _work(job: Job, out: BinaryIO) -> None:
    reading = read_file(job.path, job.options, reader=job.reader)
    suggestion = None
    if job.options.suggest and reading.columns and not reading.context:
        suggestion = suggest_mapping(job.path, job.options, reader=reading.reader)
    opened = Opened(
        reading.reader,
        reading.source,
        reading.kind,
        reading.columns,
        reading.mapping,
        reading.context,
        suggestion,
    )
    out.write(dumps(opened))
    for batch in _batches(reading.items):
        out.write(dumps(batch))
        out.flush()


def _batches(items: Iterator[Item]) -> Iterator[tuple[Item, ...]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += sum(len(u.text) for u in item.utterances) if isinstance(item, Document) else len(item.raw)
        if len(batch) >= BATCH or size >= BATCH_CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


if __name__ == "__main__":
    main()
