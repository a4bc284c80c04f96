"""SPSS files: variables with their labels as questions, values by their labels."""

from collections.abc import Iterator

from ingestion.headers import KNOWN, plain
from ingestion.plan import Plan, build_layout
from ingestion.reader import FORMS, Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import read_rows, take_sample
from voc.errors import UnknownFormat

_NAMES = frozenset(name for known in KNOWN.values() for name in known)


def _sniff(head: Head) -> float:
    return 0.6 if head.form == "sav" else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    if file.head.form != "sav":
        raise UnknownFormat(f"{file.name}: found {FORMS[file.head.form]}, need an SPSS file for this format")
    sample = take_sample(file, 2)
    names, labels = sample.headers
    # A variable named as one of our words is that, whatever its label says; else the label asks.
    headings = tuple(
        name if plain(name) in _NAMES else " ".join(label.split()) or name
        for name, label in zip(names, labels, strict=True)
    )
    plan = Plan(names=names, questions=headings, keys=headings, columns=guess_columns(headings, sample))
    layout = build_layout(file, options, sample, plan)
    source, kind = options.source or READER.name, options.kind or READER.kind
    yield from read_rows(file, layout, headers=2, source=source, kind=kind)


READER = Reader(
    name="spss_sav",
    kind="survey",
    about="an SPSS file with one response a case",
    sniff=_sniff,
    read=_read,
)
