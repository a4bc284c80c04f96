"""Whether the columns that a mapping names can be what it says: one error instead of many rejects."""

from collections.abc import Mapping, Sequence

from ingestion.headers import SCORES
from ingestion.layout import leading_number, short
from ingestion.sample import Sample
from ingestion.times import NEEDED, Zone, read_moment
from voc.errors import InputError

_ANY_ZONE = Zone("UTC", assumed=True)
LOOKED_AT = 200


def check_mapped(
    name: str, headings: Sequence[str], mapped: Mapping[str, tuple[int, ...]], sample: Sample
) -> None:
    """Raise InputError where a mapped column cannot hold what its word says, judged by the first records.

    Dates must hold one date at least, scores a number, ids a value for each record, and the columns of
    text words; a column that is blank in all of the file holds none of them.
    """
    for word, columns in mapped.items():
        for column in columns:
            values = sample.filled(column)
            if values and (problem := _problem(word, values)):
                raise InputError(f"{name}: column {_shown(headings[column])} cannot be {word}: {problem}")
    texts = mapped.get("text", ())
    if texts and not sample.more and not any(sample.filled(column) for column in texts):
        shown = ", ".join(_shown(headings[column]) for column in texts)
        raise InputError(f"{name}: found no words in {shown}, need a column of open answers as text")


def _problem(word: str, values: Sequence[str]) -> str | None:
    """Return why no record of a column can be used as a word of ours, None where one can."""
    some = values[:LOOKED_AT]
    if word == "said_at" and not any(map(_is_date, some)):
        return f"found {short(values[0], 60)!r} and no date, need {NEEDED}"
    if word in SCORES and all(leading_number(value) is None for value in some):
        return f"found {short(values[0], 60)!r} and no number, need scores"
    if word == "text" and not any(letter.isalpha() for value in some for letter in value):
        return f"found {short(values[0], 60)!r} and no words, need open answers"
    if word == "id" and len(values) > 3 and len(set(values)) < 0.5 * len(values):
        found = f"found {len(set(values)):,} different values in {len(values):,} records"
        return f"{found}, need one for each record"
    return None


def _is_date(value: str) -> bool:
    return any(
        read_moment(value, order=order, zone=_ANY_ZONE) is not None for order in ("month_first", "day_first")
    )


def _shown(heading: str) -> str:
    return repr(short(heading, 60))
