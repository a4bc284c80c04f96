"""Typeform responses as its API gives them: a page of items, or the payload of a webhook."""

from collections.abc import Iterator

from ingestion.jsontext import Fields, fields, items, load_json
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.typeform import questions_of, read_response
from voc.errors import InputError
from voc.records import Origin


def _sniff(head: Head) -> float:
    if head.form != "json":
        return 0.0
    known = ('"form_response"', '"landed_at"', '"submitted_at"', '"answers"')
    return 0.97 if sum(1 for key in known if key in head.text) >= 3 else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    data = fields(load_json(file.text(), file.name))
    source = options.source or READER.name
    responses = list(_responses(data))
    if not responses:
        raise InputError(f"{file.name}: found JSON without responses, need 'items' or 'form_response'")
    for row, (response, definition) in enumerate(responses):
        yield read_response(response, questions_of(definition), source=source, origin=Origin(file.name, row))


def _responses(data: Fields) -> Iterator[tuple[Fields, object]]:
    if sent := fields(data.get("form_response")):
        yield sent, sent.get("definition")
    for value in items(data.get("items")):
        response = fields(value)
        yield response, response.get("definition") or data.get("definition") or data.get("form")


READER = Reader(
    name="typeform_json",
    kind="survey",
    about="Typeform responses as JSON of its API or of a webhook",
    sniff=_sniff,
    read=_read,
)
