"""What a table's columns would be taken for, their first values and what is doubtful, before it is read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ingestion.files import open_input
from ingestion.headers import asks_openly, names_text
from ingestion.layout import Layout, short
from ingestion.reader import Input, ReadOptions, Suggestion
from ingestion.readers import (
    generic_csv,
    generic_json,
    google_forms,
    limesurvey_csv,
    microsoft_forms,
    qualtrics_csv,
    spss_sav,
    surveymonkey_csv,
    typeform_csv,
)
from ingestion.reading import sniff
from ingestion.sample import Sample
from ingestion.survey_table import LayOut
from ingestion.times import find_order, has_open_order, read_moment

EXAMPLES = 3
_LAY_OUTS: Mapping[str, LayOut] = {
    qualtrics_csv.READER.name: qualtrics_csv.lay_out,
    surveymonkey_csv.READER.name: surveymonkey_csv.lay_out,
    typeform_csv.READER.name: typeform_csv.lay_out,
    limesurvey_csv.READER.name: limesurvey_csv.lay_out,
    google_forms.READER.name: google_forms.lay_out,
    microsoft_forms.READER.name: microsoft_forms.lay_out,
    spss_sav.READER.name: spss_sav.lay_out,
    generic_csv.READER.name: generic_csv.lay_out,
    generic_json.READER.name: generic_csv.lay_out,
}


def suggest_mapping(path: Path, options: ReadOptions, *, reader: str | None = None) -> Suggestion | None:
    """Return what a table's columns are taken for, judged by its first records; None for what is no table.

    A mapping in the options wins, as it does in the reading. Raises InputError where the file cannot be
    used or the mapping names a column that cannot be what it says.
    """
    file = open_input(path, encoding=options.encoding, max_bytes=options.max_bytes)
    name = reader or sniff(file.head)[0][1].name
    if name not in _LAY_OUTS:
        return None
    table = _LAY_OUTS[name](file, options)
    words = _words(table.layout)
    used = {column for columns in words.values() for column in columns}
    kept = {attribute.column for attribute in table.layout.attributes} - used
    named = {word: tuple(table.layout.names[column] for column in columns) for word, columns in words.items()}
    examples = {
        table.layout.names[column]: tuple(short(v, 80) for v in table.sample.filled(column)[:EXAMPLES])
        for column in sorted(used)
        if table.sample.filled(column)
    }
    rest = set(range(len(table.layout.names))) - used - kept
    return Suggestion(
        reader=name,
        columns=named,
        attributes=tuple(table.layout.names[column] for column in sorted(kept)),
        left_out=tuple(heading for column in sorted(rest) if (heading := table.layout.names[column])),
        examples=examples,
        doubts=tuple(_doubts(file, table.layout, table.sample, vendor=not name.startswith("generic_"))),
    )


def _words(layout: Layout) -> dict[str, tuple[int, ...]]:
    """Return the columns that have a word of ours, by it."""
    single = {
        "id": layout.id,
        "participant": layout.participant,
        "email": layout.email,
        "question": layout.question,
        "title": layout.title,
        "link": layout.link,
    }
    words: dict[str, tuple[int, ...]] = {
        "text": tuple(answers.column for answers in layout.answers),
        "said_at": layout.said_at,
        "account": layout.account,
        **{word: (column,) for word, column in single.items() if column is not None},
    }
    for scale in layout.scales:
        words[scale.kind] = (*words.get(scale.kind, ()), scale.column)
    return {word: columns for word, columns in words.items() if columns}


def _doubts(file: Input, layout: Layout, sample: Sample, *, vendor: bool) -> Iterator[str]:
    """Yield what could be otherwise than it is taken."""
    if not layout.answers:
        yield "no column of open answers: the responses give scores and attributes alone"
    for answers in layout.answers:
        heading = layout.names[answers.column]
        if not vendor and not names_text(heading) and not asks_openly(heading):
            yield f"{_shown(heading)} is taken as open answers for what it holds, its heading does not say so"
    yield from _doubts_of_dates(layout, sample)
    if layout.id is None:
        yield "no column of ids: a record that changes will count as a new one"
    if not layout.account and layout.email is None:
        yield "no column of accounts: what is said will not be tied to tiers and segments"
    for scale in layout.scales:
        if scale.derived:
            ends = f"{scale.low:g} to {scale.high:g}"
            yield f"{_shown(layout.names[scale.column])} is read as {scale.kind} from {ends} by its values"
    for sheet in file.head.further:
        yield f"the sheet {sheet!r} is not read, only the first"


def _doubts_of_dates(layout: Layout, sample: Sample) -> Iterator[str]:
    values = {column: sample.filled(column) for column in layout.said_at}
    if not any(values.values()):
        yield "no dates: the responses will be undated, out of trends"
        return
    everything = [value for column in values.values() for value in column]
    open_order = next((value for value in everything if has_open_order(value)), None)
    if open_order and find_order(everything) is None:
        order = layout.order.replace("_", " ")
        yield f"day and month of {open_order!r} could be exchanged: {order} is taken"
    moments = (read_moment(value, order=layout.order, zone=layout.zone) for value in everything)
    if any(moment and moment.assumed for moment in moments):
        yield f"the times state no zone: {layout.zone.name} is taken, --zone names another"


def _shown(heading: str) -> str:
    return repr(short(heading, 60))
