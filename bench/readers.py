"""What every file of some folders gives: ``python -m bench.readers FOLDER... [--json]``.

Each file is read in a process of its own. ``records`` are the rows of the file,
``lost`` those that are neither header, document nor reject: it must be 0.
"""

import argparse
import json
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ingestion.files import open_input
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from ingestion.sample import table_rows
from nlp.segmentation import segment
from voc.errors import VocError
from voc.records import Document

STATUSES = ("complete", "partial", "test", "spam")
TABLES = frozenset({
    "qualtrics_csv", "surveymonkey_csv", "typeform_csv", "limesurvey_csv", "google_forms", "microsoft_forms",
    "spss_sav", "generic_csv", "generic_json",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One file's line; ``why`` is the reason for which it is not read, ``lost`` is None where it has no rows.

    Seconds and megabytes are those of the reading, the process's own start included in the latter.
    """

    file: str
    reader: str = ""
    why: str = ""
    statuses: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    customer: int = 0
    others: int = 0
    verbatims: int = 0
    scores: dict[str, int] = field(default_factory=dict)
    rejects: dict[str, int] = field(default_factory=dict)
    records: int | None = None
    headers: int | None = None
    lost: int | None = None
    seconds: float = 0.0
    megabytes: float = 0.0


def measure(path: Path) -> tuple[Row, list[str]]:
    """Return a file's line without its verbatims, and the customers' texts; run in a process of its own."""
    began = time.perf_counter()
    try:
        reading = read_file(path, ReadOptions())
        items = list(reading.items)
    except VocError as error:
        return Row(_name(path), why=f"{type(error).__name__}: {error}"), []
    except Exception as error:  # noqa: BLE001  (a crash is what this looks for)
        return Row(_name(path), why=f"CRASH {type(error).__name__}: {error}"), []
    seconds = time.perf_counter() - began
    megabytes = _peak()
    documents = [item for item in items if isinstance(item, Document)]
    said = [utterance for document in documents for utterance in document.utterances]
    rejects = [item for item in items if not isinstance(item, Document)]
    rows = {item.origin.row for item in items if item.origin.row is not None}
    records = sum(1 for _ in table_rows(open_input(path))) if reading.reader in TABLES else None
    headers = None if records is None else records - (max(rows, default=-1) + 1)
    row = Row(
        file=_name(path),
        reader=reading.reader,
        statuses=dict(Counter(document.status for document in documents)),
        undated=sum(1 for document in documents if document.said_at is None),
        customer=sum(1 for utterance in said if utterance.role == "customer"),
        others=sum(1 for utterance in said if utterance.role != "customer"),
        scores=dict(
            Counter(
                f"{score.kind} {score.low:g}-{score.high:g}"
                for document in documents
                for score in document.scores
            )
        ),
        rejects=dict(Counter(reject.reason.split(": found")[0] for reject in rejects)),
        records=records,
        headers=headers,
        lost=None if records is None or headers is None else records - headers - len(rows),
        seconds=round(seconds, 2),
        megabytes=round(megabytes, 1),
    )
    return row, [utterance.text for utterance in said if utterance.role == "customer"]


def read_all(paths: Sequence[Path]) -> Iterator[Row]:
    """Yield the line of each file; one that brings its process down has that as its reason."""
    spawn = multiprocessing.get_context("spawn")
    for path in paths:
        try:
            with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
                row, texts = pool.submit(measure, path).result()
        except BrokenProcessPool:
            yield Row(_name(path), why="CRASH: the process broke down")
            continue
        yield replace(row, verbatims=sum(len(spans) for spans in segment(texts)))


def _peak() -> float:
    """Return the most memory that this process ever held, in MB; that of getrusage is inherited."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _counts(counted: dict[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counted.items())


def show(rows: Sequence[Row]) -> None:
    """Print the lines as a table, files that are not read below it."""
    print("| file | reader | " + " | ".join(STATUSES) + " | undated | customer | others | verbatims |"
          " records | headers | lost | s | MB | scores | rejects |")  # fmt: skip
    print("|---" * 17 + "|")
    for row in rows:
        if row.why:
            continue
        cells: list[object] = [row.file, row.reader, *(row.statuses.get(status, 0) for status in STATUSES)]
        cells += [row.undated, row.customer, row.others, row.verbatims, row.records, row.headers, row.lost]
        cells += [row.seconds, row.megabytes, _counts(row.scores), _counts(row.rejects)]
        print("| " + " | ".join("-" if cell is None else str(cell) for cell in cells) + " |")
    print("\nNot read:")
    for row in rows:
        if row.why:
            print(f"- {row.file}: {row.why}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    paths = sorted(path for folder in options.folders for path in folder.rglob("*") if path.is_file())
    rows = list(read_all(paths))
    if options.json:
        print(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
    else:
        show(rows)


if __name__ == "__main__":
    main()
