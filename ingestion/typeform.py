"""Typeform's responses as its API and its webhooks give them."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.layout import MAX_KEY, MAX_VALUE, short
from ingestion.times import Zone, read_moment
from voc.records import Document, DocumentStatus, Origin, Reject, Score, ScoreKind, Utterance

# An answer, and the field of the form that it answers.
Asked: TypeAlias = tuple[Fields, Fields]

_OPEN = frozenset({"long_text", "short_text"})
_SCALES: dict[str, tuple[ScoreKind, float, float]] = {
    "nps": ("nps", 0, 10),
    "rating": ("rating", 1, 5),
    "opinion_scale": ("rating", 0, 10),
}
_ACCOUNT = ("account_id", "account", "company_id", "company", "organization", "org_id")
_PARTICIPANT = ("user_id", "participant", "contact_id", "email")
_UTC = Zone("UTC", assumed=False)
# What was never submitted may come with the first of all instants.
_NEVER = "0001-01-01"


def questions_of(definition: object) -> Mapping[str, Fields]:
    """Return a form's fields by id, those within groups too."""
    found: dict[str, Fields] = {}
    for value in items(fields(definition).get("fields")):
        field = fields(value)
        if name := text_of(field.get("id")):
            found[name] = field
        found |= questions_of(field.get("properties"))
    return found


def read_response(
    response: Fields, questions: Mapping[str, Fields], *, source: str, origin: Origin
) -> Document | Reject:
    """Return the document of one response; ``questions`` are the form's fields by id.

    What was typed is the customer's words, a choice or a date an attribute. A response without a time of
    submission is partial.
    """
    token = text_of(response.get("token")) or text_of(response.get("response_id"))
    if token is None:
        reason = "no response: found no 'token', need a response of Typeform"
        return Reject(origin, reason, short(str(dict(response)), 500))
    hidden = {key: text for key, value in fields(response.get("hidden")).items() if (text := text_of(value))}
    submitted = text_of(response.get("submitted_at")) or _NEVER
    status: DocumentStatus = "partial" if submitted.startswith(_NEVER) else "complete"
    when = submitted if status == "complete" else text_of(response.get("landed_at")) or ""
    moment = read_moment(when, order="month_first", zone=_UTC)
    answers = [fields(value) for value in items(response.get("answers"))]
    asked = [(answer, _field(answer, questions)) for answer in answers]
    scores, unscored = _scores(asked)
    return Document(
        source=source,
        external_id=token,
        kind="survey",
        origin=origin,
        utterances=tuple(_utterances(unscored)),
        said_at=moment.at if moment else None,
        zone="UTC" if moment else None,
        account=next((hidden[key] for key in _ACCOUNT if key in hidden), None),
        participant=next((hidden[key] for key in _PARTICIPANT if key in hidden), None),
        status=status,
        scores=scores,
        attributes={**_hidden(hidden), **_attributes(unscored)},
    )


def _scores(asked: list[Asked]) -> tuple[tuple[Score, ...], list[Asked]]:
    """Return one score of each kind, and the answers that are none of them."""
    scores: dict[ScoreKind, Score] = {}
    others = []
    for answer, field in asked:
        score = _score(answer, field)
        if score is None or score.kind in scores:
            others.append((answer, field))
        else:
            scores[score.kind] = score
    return tuple(scores.values()), others


def _utterances(asked: list[Asked]) -> Iterator[Utterance]:
    """Yield what somebody typed: an answer in words, or what stands beside the choices."""
    for answer, field in asked:
        typed = answer.get("text") if text_of(field.get("type")) in _OPEN else _other(answer)
        if words := text_of(typed):
            ref = text_of(field.get("ref")) or text_of(field.get("id"))
            yield Utterance(words, "customer", question=_title(field), question_ref=ref)


def _attributes(asked: list[Asked]) -> dict[str, str]:
    return {
        short(_title(field) or text_of(field.get("ref")) or "answer", MAX_KEY): short(plain, MAX_VALUE)
        for answer, field in asked
        if text_of(field.get("type")) not in _OPEN and (plain := _plain(answer))
    }


def _hidden(hidden: Mapping[str, str]) -> dict[str, str]:
    named = (*_ACCOUNT, *_PARTICIPANT)
    return {
        short(f"hidden {key}", MAX_KEY): short(value, MAX_VALUE)
        for key, value in hidden.items()
        if key not in named
    }


def _title(field: Fields) -> str | None:
    return " ".join((text_of(field.get("title")) or "").split()) or None


def _field(answer: Fields, questions: Mapping[str, Fields]) -> Fields:
    inside = fields(answer.get("field"))
    return {**inside, **questions.get(text_of(inside.get("id")) or "", {})}


def _score(answer: Fields, field: Fields) -> Score | None:
    number = answer.get("number")
    scale = _SCALES.get(text_of(field.get("type")) or "")
    if scale is None or not isinstance(number, int | float):
        return None
    kind, low, high = scale
    properties = fields(field.get("properties"))
    if kind == "rating" and isinstance(steps := properties.get("steps"), int):
        starts = properties.get("start_at_one") is True or field.get("type") == "rating"
        low, high = (1, steps) if starts else (0, steps - 1)
    return Score(kind, float(number), low, high) if low <= number <= high else None


def _other(answer: Fields) -> str | None:
    """Return what somebody typed beside the choices."""
    return text_of(fields(answer.get("choice")).get("other")) or text_of(
        fields(answer.get("choices")).get("other")
    )


def _plain(answer: Fields) -> str | None:
    kind = text_of(answer.get("type")) or ""
    if kind in ("email", "phone_number", "file_url", "payment", "url"):
        return None
    value = answer.get(kind)
    if isinstance(value, dict):
        labels = [text for label in items(value.get("labels")) if (text := text_of(label))]
        return text_of(value.get("label")) or "; ".join(labels) or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return text_of(value)
