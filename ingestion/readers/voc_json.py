"""Documents in voc's own words, as JSON or one object a line: what is pushed, or written by any script."""

from collections.abc import Iterator
from typing import get_args

from ingestion.identity import content_id
from ingestion.jsontable import json_records
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import MAX_KEY, MAX_VALUE, short
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.times import NEEDED, Moment, Zone, local_zone, read_moment
from voc.records import (
    Consent,
    Document,
    DocumentStatus,
    Origin,
    Reject,
    Role,
    Score,
    ScoreKind,
    SourceKind,
    Utterance,
)

_SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "rating": (1.0, 5.0)}


def _sniff(head: Head) -> float:
    if head.form != "json":
        return 0.0
    return 0.99 if '"utterances"' in head.text and '"external_id"' in head.text else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    zone = local_zone(options.zone, options.source_zone)
    source = options.source or READER.name
    for row, record in enumerate(json_records(file)):
        origin = Origin(file.name, row)
        yield read_record(fields(record), origin, source=source, kind=options.kind, zone=zone)


READER = Reader(
    name="voc_json",
    kind="survey",
    about="documents with external_id and utterances, as JSON or one JSON object a line",
    sniff=_sniff,
    read=_read,
)


def read_record(record: Fields, origin: Origin, *, source: str, kind: SourceKind | None, zone: Zone) -> Item:
    """Return the document of one record, or a reject that names the field and what it should hold."""
    try:
        return _document(record, origin, source=source, kind=kind, zone=zone)
    except _Wrong as wrong:
        return Reject(origin, str(wrong), short(str(dict(record)), 500))


class _Wrong(Exception):
    """A field of the wrong form."""


def _document(
    record: Fields, origin: Origin, *, source: str, kind: SourceKind | None, zone: Zone
) -> Document:
    utterances = tuple(_utterances(record, zone))
    if not utterances:
        raise _Wrong("no words: found neither 'text' nor 'utterances', need one of them")
    moment = _moment(record.get("said_at"), "said_at", zone)
    said = tuple(utterance.text for utterance in utterances)
    return Document(
        source=source,
        external_id=text_of(record.get("external_id")) or content_id(said, row=origin.row or 0),
        kind=_one_of(record, "kind", get_args(SourceKind), kind or "survey"),  # type: ignore[arg-type]
        origin=origin,
        utterances=utterances,
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=text_of(record.get("account")),
        participant=text_of(record.get("participant")),
        title=text_of(record.get("title")),
        link=text_of(record.get("link")),
        status=_one_of(record, "status", get_args(DocumentStatus), "complete"),  # type: ignore[arg-type]
        consent=_one_of(record, "consent", get_args(Consent), "internal"),  # type: ignore[arg-type]
        scores=tuple(_scores(record)),
        attributes={
            short(key, MAX_KEY): short(text, MAX_VALUE)
            for key, value in fields(record.get("attributes")).items()
            if (text := text_of(value))
        },
    )


def _utterances(record: Fields, zone: Zone) -> Iterator[Utterance]:
    if words := (text_of(record.get("text")) or "").strip():
        yield Utterance(words, "customer", question=text_of(record.get("question")))
    for value in items(record.get("utterances")):
        said = fields(value)
        if words := (text_of(said.get("text")) or "").strip():
            moment = _moment(said.get("said_at"), "utterances.said_at", zone)
            yield Utterance(
                words,
                _one_of(said, "role", get_args(Role), "customer"),  # type: ignore[arg-type]
                speaker=text_of(said.get("speaker")),
                question=text_of(said.get("question")),
                said_at=moment.at if moment else None,
                start_ms=_whole(said, "start_ms"),
                end_ms=_whole(said, "end_ms"),
            )


def _scores(record: Fields) -> Iterator[Score]:
    for value in items(record.get("scores")):
        score = fields(value)
        kind = _one_of(score, "kind", get_args(ScoreKind), None)
        low, high = (
            _number(score, end, usual) for end, usual in zip(("low", "high"), _SCALES[kind], strict=True)
        )
        number = _number(score, "value", None)
        if not low <= number <= high:
            raise _Wrong(f"a score off its scale: found {number:g}, need {low:g} to {high:g}")
        yield Score(kind, number, low, high)  # type: ignore[arg-type]


def _one_of(record: Fields, name: str, known: tuple[str, ...], usual: str | None) -> str:
    value = text_of(record.get(name)) or usual
    if value is None or value not in known:
        raise _Wrong(f"no {name}: found {short(str(value), 60)!r}, need one of {', '.join(known)}")
    return value


def _number(record: Fields, name: str, usual: float | None) -> float:
    value = record.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e15:
        raise _Wrong(f"no number in {name!r}: found {short(str(value), 60)!r}, need a number")
    return float(value)


def _whole(record: Fields, name: str) -> int | None:
    return None if record.get(name) is None else int(_number(record, name, None))


def _moment(value: object, name: str, zone: Zone) -> Moment | None:
    text = text_of(value)
    if text is None:
        return None
    moment = read_moment(text, order="month_first", zone=zone)
    if moment is None:
        raise _Wrong(f"no date in {name!r}: found {short(text, 60)!r}, need {NEEDED}")
    return moment
