"""Names in whole documents: found in each text, then looked for in all texts of the same document."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlp.personal.datum import Datum
from nlp.personal.names import Names
from nlp.personal.people import People, people, stated, union
from nlp.personal.reading import Reading
from nlp.personal.stated import customers_names, others_names
from nlp.personal_data import find, placeholders
from nlp.spacy_model import load_persons
from voc.records import Document, Span

SPOKEN = frozenset({"customer", "agent", "interviewer", "unknown"})


@dataclass(frozen=True, slots=True)
class DocumentNames:
    """A document's people, its named agents and interviewers, and where what is personal stands in it.

    ``full`` are the stated names of two words and more.
    """

    people: People
    speakers: frozenset[str]
    full: tuple[str, ...]
    spans: Mapping[str, tuple[Span, ...]]
    data: Mapping[str, tuple[Datum, ...]]

    def find(self, text: str) -> list[Datum]:
        """Return what is personal in a text of the document, names included, in order."""
        data = self.data.get(text)
        persons = (
            Datum(span.start, span.end, "PERSON", self.people.owner(text[span.start : span.end]))
            for span in self.spans.get(text, ())
        )
        return merged(find(text) if data is None else data, persons)

    def find_full(self, text: str) -> list[Datum]:
        """Return what is personal by its form in a text, and where full stated names stand in it."""
        data = self.data.get(text)
        persons = (
            Datum(*match.span(), "PERSON", self.people.owner(match[0]))
            for name in self.full
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        )
        return merged(find(text) if data is None else data, persons)


def merged(data: Sequence[Datum], persons: Iterable[Datum]) -> list[Datum]:
    """Return data in order with the persons that overlap none of them."""
    taken = list(data)
    for person in persons:
        if all(person.end <= other.start or other.end <= person.start for other in taken):
            taken.append(person)
    return sorted(taken, key=lambda datum: datum.start)


def names_of(
    documents: Sequence[Document], names: Names, *, tagger: bool = True
) -> tuple[DocumentNames, ...]:
    """Return the names of each document: stated by it, or found in its title and utterances.

    A sentence goes to the tagger of persons only where a capitalised word is left that the lists do not
    explain; ``tagger=False`` leaves it out.
    """
    known: dict[str, tuple[Datum, ...]] = {}
    data = [_data(document, known) for document in documents]
    readings = [
        {text: _read(names, text, there[text]) for text in _spoken(document)}
        for document, there in zip(documents, data, strict=True)
    ]
    persons = _tagged(readings, names) if tagger else {}
    return tuple(
        _names(_Texts(document, texts, there), names, persons)
        for document, texts, there in zip(documents, readings, data, strict=True)
    )


def _tagged(readings: Sequence[Mapping[str, Reading]], names: Names) -> Mapping[str, tuple[Span, ...]]:
    """Return the tagger's persons in each text that has a sentence for it; each sentence is read once."""
    parts = {
        text: parts
        for texts in readings
        for text, reading in texts.items()
        if (parts := names.open_parts(reading))
    }
    unique = tuple(
        dict.fromkeys(text[part.start : part.end] for text, spans in parts.items() for part in spans)
    )
    found = dict(zip(unique, load_persons()(unique), strict=True)) if unique else {}
    return {
        text: tuple(
            Span(part.start + one.start, part.start + one.end)
            for part in spans
            for one in found[text[part.start : part.end]]
        )
        for text, spans in parts.items()
    }


def _data(document: Document, known: dict[str, tuple[Datum, ...]]) -> Mapping[str, tuple[Datum, ...]]:
    """Return what is personal by its form in each text of a document; ``known`` saves finding it again."""
    found = {}
    for text in (*_spoken(document), *_others(document)):
        if text not in known:
            known[text] = find(text)
        found[text] = known[text]
    return found


@dataclass(frozen=True, slots=True)
class _Texts:
    """A document with the readings of its spoken texts and the other data of all its texts."""

    document: Document
    readings: Mapping[str, Reading]
    data: Mapping[str, tuple[Datum, ...]]


def _names(texts: _Texts, names: Names, persons: Mapping[str, tuple[Span, ...]]) -> DocumentNames:
    found = {text: names.find(reading, persons.get(text, ())) for text, reading in texts.readings.items()}
    speakers = frozenset(filter(names.is_person, others_names(texts.document)))
    customers = filter(names.may_be_person, customers_names(texts.document))
    said = (*customers, *sorted(speakers))
    told = (text[span.start : span.end] for text, spans in found.items() for span in spans)
    known = people((*said, *told))
    spans = {}
    for text, data in texts.data.items():
        if known.may_be_in(text):
            reading = texts.readings.get(text) or _read(names, text, data)
            spans[text] = union((*found.get(text, ()), *stated(reading, known, names.lexicon)))
    full = tuple(name for name in said if " " in name)
    return DocumentNames(known, speakers, full, spans, texts.data)


def _read(names: Names, text: str, data: Sequence[Datum]) -> Reading:
    return names.read(text, (*(Span(datum.start, datum.end) for datum in data), *placeholders(text)))


def _spoken(document: Document) -> Iterator[str]:
    if document.title and document.kind != "survey":
        yield document.title
    for said in document.utterances:
        if said.role in SPOKEN:
            yield said.text


def _others(document: Document) -> Iterator[str]:
    """Yield the texts in which names are not looked for, only recognised."""
    if document.title:
        yield document.title
    for said in document.utterances:
        if said.question:
            yield said.question
        yield said.text
    yield from document.attributes.values()
