"""What each column of a feedback table is, and how a record of it becomes a document."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingestion.cells import is_blank, is_personal, mail_domain
from ingestion.identity import content_id
from ingestion.reader import Item
from ingestion.times import NEEDED, DateOrder, Moment, Zone, read_moment
from voc.records import Document, DocumentStatus, Origin, Reject, Score, ScoreKind, SourceKind, Utterance

MAX_KEY = 80
MAX_VALUE = 200
# LimeSurvey writes this where a survey was set not to stamp dates.
_NO_STAMP = "1980-01-01 00:00:00"
_LEADING_NUMBER = re.compile(
    r"\s*(-?\d{1,9}(?:[.,]\d{1,18})?)(?:\s*(?:[-:\u2013/(].*|stars?|points?))?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answers:
    """A column of open answers, the question that they answer, and the vendor's name of it."""

    column: int
    question: str | None
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A column of scores with the ends of its scale, ``derived`` where its values alone tell them."""

    column: int
    kind: ScoreKind
    low: float
    high: float
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column kept as an attribute; columns of one key (a question's options) are joined."""

    column: int
    key: str


def always_complete(_: Sequence[str]) -> DocumentStatus:
    """Return the status of records of a format that knows no other."""
    return "complete"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by what they hold; of several date or account columns the first filled wins.

    ``width`` is the number of columns of the header, ``names`` their headings for messages.
    """

    names: tuple[str, ...]
    answers: tuple[Answers, ...]
    zone: Zone
    order: DateOrder = "month_first"
    said_at: tuple[int, ...] = ()
    id: int | None = None
    account: tuple[int, ...] = ()
    participant: int | None = None
    email: int | None = None
    question: int | None = None
    title: int | None = None
    link: int | None = None
    scales: tuple[Scale, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    status: Callable[[Sequence[str]], DocumentStatus] = always_complete


def read_record(
    layout: Layout, cells: Sequence[str], origin: Origin, *, source: str, kind: SourceKind
) -> Item:
    """Return the document of one record, or a reject for one that is empty, too wide or of no date."""
    if not any(cell.strip() for cell in cells):
        return Reject(origin, "an empty record: found no filled cell, need at least one")
    if any(cell.strip() for cell in cells[len(layout.names) :]):
        reason = f"too many cells: found {len(cells)}, need the {len(layout.names)} of the header"
        return Reject(origin, f"{reason} (is a text with the delimiter left unquoted?)", _raw(cells))
    moment = _moment(layout, cells)
    if isinstance(moment, str):
        return Reject(origin, moment, _raw(cells))
    scores, unread = _scores(layout, cells)
    return Document(
        source=source,
        external_id=_cell(cells, layout.id) or content_id(cells, row=origin.row or 0),
        kind=kind,
        origin=origin,
        utterances=_utterances(layout, cells),
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=_account(layout, cells),
        participant=_cell(cells, layout.participant),
        title=_cell(cells, layout.title),
        link=_cell(cells, layout.link),
        status=layout.status(cells),
        scores=scores,
        attributes=_attributes(layout, cells) | unread,
    )


def short(text: str, limit: int) -> str:
    """Return a text in one line, cut to a length."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def leading_number(value: str) -> float | None:
    """Return the number that a score's cell starts with (``10 - Extremely likely``), None without one."""
    match = _LEADING_NUMBER.fullmatch(value)
    return float(match[1].replace(",", ".")) if match else None


def _cell(cells: Sequence[str], column: int | None) -> str | None:
    if column is None or column >= len(cells) or not cells[column]:
        return None
    text = cells[column].strip()
    return None if is_blank(text) else text


def _raw(cells: Sequence[str]) -> str:
    return short(" | ".join(cells), 500)


def _moment(layout: Layout, cells: Sequence[str]) -> Moment | str | None:
    """Return the record's moment, None where every date cell is blank, a reason where one cannot be read."""
    for column in layout.said_at:
        value = _cell(cells, column)
        if value is None or value == _NO_STAMP:
            continue
        moment = read_moment(value, order=layout.order, zone=layout.zone)
        return moment or f"no date in {layout.names[column]!r}: found {short(value, 60)!r}, need {NEEDED}"
    return None


def _utterances(layout: Layout, cells: Sequence[str]) -> tuple[Utterance, ...]:
    """Return the answers as they stand; a "n/a" is one too, set aside and counted later."""
    asked = _cell(cells, layout.question)
    return tuple(
        Utterance(
            text=text,
            role="customer",
            question=asked or answers.question,
            question_ref=None if asked else answers.ref,
        )
        for answers in layout.answers
        if answers.column < len(cells) and (text := cells[answers.column].strip())
    )


def _account(layout: Layout, cells: Sequence[str]) -> str | None:
    for column in layout.account:
        if value := _cell(cells, column):
            return mail_domain(value) if is_personal(value) else value
    email = _cell(cells, layout.email)
    return mail_domain(email) if email else None


def _scores(layout: Layout, cells: Sequence[str]) -> tuple[tuple[Score, ...], dict[str, str]]:
    """Return one score of each kind, and as attributes the cells that are beside it or off the scale."""
    scores: list[Score] = []
    unread: dict[str, str] = {}
    for scale in layout.scales:
        value = _cell(cells, scale.column)
        if value is None:
            continue
        number = leading_number(value)
        repeated = any(score.kind == scale.kind for score in scores)
        if number is not None and scale.low <= number <= scale.high and not repeated:
            scores.append(Score(scale.kind, number, scale.low, scale.high))
        else:
            unread[short(layout.names[scale.column], MAX_KEY)] = short(value, MAX_VALUE)
    return tuple(scores), unread


def _attributes(layout: Layout, cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in layout.attributes:
        value = _cell(cells, attribute.column)
        if value is None or is_personal(value):
            continue
        before = found.get(attribute.key)
        found[attribute.key] = short(f"{before}; {value}" if before else value, MAX_VALUE)
    return found
