"""SPSS files: variables with their labels as questions, values by their labels."""

from collections.abc import Iterator

from ingestion.headers import KNOWN, plain
from ingestion.layout import always_complete
from ingestion.plan import Plan, build_layout
from ingestion.reader import FORMS, Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import guess_columns
from ingestion.sample import Sample, take_sample
from ingestion.status import StatusOf, find_status, qualtrics_status_by
from ingestion.survey_table import SurveyTable, read_survey
from voc.errors import UnknownFormat

_NAMES = frozenset(name for known in KNOWN.values() for name in known)


def _sniff(head: Head) -> float:
    return 0.6 if head.form == "sav" else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    if file.head.form != "sav":
        raise UnknownFormat(f"{file.name}: found {FORMS[file.head.form]}, need an SPSS file for this format")
    sample = take_sample(file, 2)
    names, labels = sample.headers
    # A variable named as one of our words is that, whatever its label says; else the label asks.
    headings = tuple(
        name if plain(name) in _NAMES else " ".join(label.split()) or name
        for name, label in zip(names, labels, strict=True)
    )
    plan = Plan(
        names=names,
        questions=headings,
        keys=headings,
        columns=guess_columns(headings, sample),
        refs=names,
        status=_status(names, headings, sample),
    )
    return SurveyTable(build_layout(file, options, sample, plan), 2, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


def _status(names: tuple[str, ...], headings: tuple[str, ...], sample: Sample) -> StatusOf:
    """Return the function that tells a case's status: Qualtrics writes its system columns as variables."""
    position = {name.lower().replace("_", ""): column for column, name in reversed(list(enumerate(names)))}
    if "responseid" in position and ("finished" in position or "distributionchannel" in position):
        return qualtrics_status_by(position)
    return find_status(headings, sample) or always_complete


READER = Reader(
    name="spss_sav",
    kind="survey",
    about="an SPSS file with one response a case",
    sniff=_sniff,
    read=_read,
)
