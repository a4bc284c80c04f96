"""Rev: monologues of text and punctuation elements, times in seconds."""

from collections.abc import Iterator, Mapping

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, plain_facts, seconds, talk_documents, voice
from ingestion.turns import Turn


def _sniff(head: Head) -> float:
    return 0.95 if has_keys(head, "monologues", "elements", "value") else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from talk_documents(file, options, READER, map(_talk, load_talks(file)))


READER = Reader(
    name="rev_json",
    kind="interview",
    about="a Rev transcript as JSON",
    sniff=_sniff,
    read=_read,
)


def _talk(value: object) -> Talk:
    top = fields(value)
    names = {
        number: name
        for speaker in map(fields, items(top.get("speakers")))
        if (number := text_of(speaker.get("id"))) and (name := text_of(speaker.get("name")))
    }
    pieces = tuple(_monologue(fields(entry), names) for entry in items(top.get("monologues")))
    return Talk(Preface(plain_facts(top, id="id", date="created_on", language="language")), pieces)


def _monologue(entry: Fields, names: Mapping[str, str]) -> Turn:
    """Return one monologue; blanks are elements of their own, so values are joined as they stand."""
    elements = [fields(element) for element in items(entry.get("elements"))]
    text = "".join(value for e in elements if isinstance(value := e.get("value"), str))
    starts = [ms for e in elements if (ms := seconds(e.get("ts"))) is not None]
    ends = [ms for e in elements if (ms := seconds(e.get("end_ts"))) is not None]
    number = text_of(entry.get("speaker"))
    given = text_of(fields(entry.get("speaker_info")).get("display_name"))
    speaker = given or names.get(number or "") or voice(number)
    return Turn(text, speaker, min(starts, default=None), max(ends, default=None))
