"""Thousands of damaged files read by every reader: ``python -m bench.mutations [--count N] [--seed N]``."""

import argparse
import io
import itertools
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from pathlib import Path
from types import FrameType

from bench.damage import DAMAGES
from bench.samples import FOLDERS, load_samples
from ingestion.context.billing import Terms
from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.context.chargebee import read_chargebee_events
from ingestion.context.price_list import read_price_list
from ingestion.context.stripe import read_stripe_events
from ingestion.context.tables import read_accounts, read_tier_events, read_usage
from ingestion.context.tier_names import tier_names
from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from voc.errors import VocError
from voc.records import Catalogue, Document, Reject, Tier

SLOW_S = 5.0
STOP_S = 10.0
MAX_ITEMS = 300_000
MEMORY = 4_000_000_000
# A process of its own for each takes a hundred times as long.
SHARE_OF_ISOLATED = 0.01


def _no_history(_account: str, _day: date, _without: frozenset[str]) -> Terms | None:
    return Terms("t0", frozenset(), 3, 900.0)


NAMES = tier_names(Catalogue(tuple(Tier(f"t{n}", f"T{n}", n, (f"t{n}-EUR-Monthly",)) for n in range(3))))
CONTEXT: Mapping[str, Callable[[Path], Iterator[object]]] = {
    "accounts": read_accounts,
    "tier_events": read_tier_events,
    "usage": read_usage,
    "catalogue": read_catalogue,
    "changes": read_changes,
    "price_list": lambda path: iter((read_price_list(path),)),
    "stripe_events": lambda path: read_stripe_events(path, NAMES, _no_history),
    "chargebee_events": lambda path: read_chargebee_events(path, NAMES, _no_history),
}


class Endless(BaseException):
    """Reading takes too long; no exception that a reader may catch."""


@dataclass(slots=True)
class Tally:
    """What came of the damaged files."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")


def main() -> int:
    """Read damaged files and return how many ended otherwise than they may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--folder", type=Path, action="append", help="of files to damage, instead of ours")
    parser.add_argument("--only", type=int, help="the number of one damaged file, to see what it does")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _stop)
    warnings.simplefilter("error")
    samples = load_samples(given.folder)
    numbers = range(given.count) if given.only is None else (given.only,)
    tally = Tally()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            _try(samples, given.seed, number, Path(folder), tally)
    print(
        f"{len(samples)} files, {len(numbers):,} damaged with seed {given.seed}: "
        + ", ".join(f"{tally.counts[what]:,} {what}" for what in ("read", "refused", "failures"))
        + f"; {tally.counts['documents']:,} documents and rows, {tally.counts['rejects']:,} rejected; "
        f"slowest {tally.slowest[0]:.2f} s ({tally.slowest[1]}); {time.perf_counter() - began:.0f} s"
    )
    return tally.counts["failures"]


def _computed() -> float:
    """Return the seconds computed so far, in children too: a clock would blame a busy machine on a file."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Endless(f"still reading after {STOP_S:g} s of computing")


def _try(samples: Mapping[str, bytes], seed: int, number: int, folder: Path, tally: Tally) -> None:
    """Damage a file and read it; say on a line how to do so again where that goes wrong."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311  (no secret)
    names = [
        name for name in samples if not name.endswith(".sav") or chance.random() < SHARE_OF_ISOLATED * 30
    ]
    name = chance.choice(names)
    damaged, done = _damage(samples[name], chance)
    path = folder / Path(name).name
    path.write_bytes(damaged)
    reader = _known_reader(name) if chance.random() < 0.3 else None
    began = _computed()
    signal.setitimer(signal.ITIMER_PROF, STOP_S)
    try:
        documents, rejects = _read(path, reader)
    except VocError as error:
        wrong = "" if str(error) and "\n" not in str(error) else f"a message of several lines: {error}"
        tally.counts["refused"] += 1
    except (Exception, Endless):  # noqa: BLE001  (whatever it is, it is what this looks for)
        wrong = traceback.format_exc(limit=-6)
    else:
        wrong = ""
        tally.counts["read"] += 1
        tally.counts.update(documents=documents, rejects=rejects)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = _computed() - began
    tally.slowest = max(tally.slowest, (took, f"{name}, --only {number}"))
    if took > SLOW_S and not wrong:
        wrong = f"reading took {took:.1f} s"
    if wrong:
        tally.counts["failures"] += 1
        print(
            f"--seed {seed} --only {number}: {name} as {reader}, {' then '.join(done)}\n{wrong}", flush=True
        )


def _known_reader(name: str) -> str | None:
    """Return the reader that a file's whole form is read by, None where that is context."""
    for folder in FOLDERS:
        for path in folder.rglob(Path(name).name):
            reading = read_file(path, ReadOptions())
            return None if reading.context else reading.reader
    return None


def _damage(data: bytes, chance: random.Random) -> tuple[bytes, list[str]]:
    """Return a damaged file and the names of what was done to it; of an archive, mostly to its parts."""
    done = chance.choices(sorted(DAMAGES), k=chance.randint(1, 4))
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry: archive.read(entry) for entry in archive.namelist()}
        hit = chance.choice(sorted(parts))
        parts[hit] = _damaged(parts[hit], done, chance)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in parts.items():
                archive.writestr(entry, content)
        return out.getvalue(), [hit, *done]
    return _damaged(data, done, chance), done


def _damaged(data: bytes, done: list[str], chance: random.Random) -> bytes:
    for name in done:
        data = DAMAGES[name](data, chance)
    return data


def _read(path: Path, reader: str | None) -> tuple[int, int]:
    """Return how many documents (or rows of context) and how many rejects a file gives."""
    open_file = read_isolated if path.suffix == ".sav" else read_file
    reading = open_file(path, ReadOptions(), reader=reader)
    found: Iterator[object] = CONTEXT[reading.context](path) if reading.context else reading.items
    counts: Counter[bool] = Counter()
    for item in itertools.islice(found, MAX_ITEMS):
        counts[isinstance(item, Reject)] += 1
        _check(item)
    if counts.total() == MAX_ITEMS:
        raise Endless(f"more than {MAX_ITEMS:,} items")
    return counts[False], counts[True]


def _check(item: object) -> None:
    """Raise ValueError where an item could not be stored: no text of Unicode, no words, no id, no UTC."""
    if is_dataclass(item) and not isinstance(item, type):
        json.dumps(asdict(item), default=str, ensure_ascii=False).encode()
    if isinstance(item, Document):
        texts = [utterance.text for utterance in item.utterances]
        if not item.external_id or not all(texts) or any(text != text.strip() for text in texts):
            raise ValueError(f"an empty id or empty words: {item}")
        numbers = [score.value for score in item.scores]
        numbers += [ms for said in item.utterances for ms in (said.start_ms, said.end_ms) if ms is not None]
        if not all(abs(number) < 1e15 for number in numbers):
            raise ValueError(f"a number without end: {item}")
        if item.said_at and str(item.said_at.tzinfo) != "UTC":
            raise ValueError(f"a time that is not in UTC: {item.said_at!r}")


if __name__ == "__main__":
    sys.exit(min(main(), 1))
