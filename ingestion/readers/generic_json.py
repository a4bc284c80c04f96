"""Any JSON records of feedback, an array or one a line: read as the table that their keys make."""

from collections.abc import Iterator

from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import lay_out
from ingestion.survey_table import read_survey
from voc.errors import UnknownFormat

# Questions without answers: the definition of a survey, as its editor saves it.
_DEFINITION = ('"SurveyElements"', '"SurveyEntry"')


def _sniff(head: Head) -> float:
    return 0.3 if head.form == "json" else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    if all(key in file.head.text for key in _DEFINITION):
        raise UnknownFormat(f"{file.name}: found the definition of a Qualtrics survey, need its responses")
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="generic_json",
    kind="survey",
    about="JSON records with a key of text, as an array or one on each line",
    sniff=_sniff,
    read=_read,
)
