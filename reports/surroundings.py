"""Verbatims in their place: signals, themes, origin, and the turns before and after."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlite_utils import Database

from reports.answers import Quote, SignalMark, Turn, VerbatimAnswer

AROUND = 2

PLACED = """
SELECT verbatims.id, verbatims.text, COALESCE(utterances.said_at, documents.said_at) AS said_at,
    documents.account_id, documents.source_id, documents.link, verbatims.document_id, documents.external_id,
    documents.file, documents.row, utterances.position, verbatims.start, verbatims.until, utterances.language
FROM verbatims JOIN utterances ON utterances.id = verbatims.utterance_id
JOIN documents ON documents.id = verbatims.document_id
WHERE verbatims.id IN (SELECT value FROM json_each(:ids))
"""


def in_place(db: Database, scored: Sequence[tuple[int, float | None]]) -> tuple[VerbatimAnswer, ...]:
    """Return verbatims, given by id with their strength, in the order in which they come.

    Two turns of the document stand before and after each. Whether a text may be shown is for the caller
    to see to.
    """
    ids = {"ids": json.dumps([id_ for id_, _ in scored])}
    placed = {row["id"]: row for row in db.query(PLACED, ids)}
    signals, themes = _signals(db, ids), _themes(db, ids)
    documents = {"ids": json.dumps(sorted({row["document_id"] for row in placed.values()}))}
    turns, tiers = _turns(db, documents), _tiers(db, documents)
    found = []
    for id_, strength in scored:
        row, marks = placed[id_], signals.get(id_, ())
        near = turns[row["document_id"]]
        at = row["position"]
        found.append(
            VerbatimAnswer(
                quote=Quote(
                    verbatim_id=id_,
                    text=row["text"],
                    said_at=row["said_at"],
                    account_id=row["account_id"],
                    source=row["source_id"],
                    link=row["link"],
                    strength=strength,
                    themes=themes.get(id_, ()),
                    codes=tuple(mark.code for mark in marks),
                    language=row["language"],
                ),
                signals=marks,
                document_id=row["document_id"],
                external_id=row["external_id"],
                file=row["file"],
                row=row["row"],
                tier=_tier_on(row["said_at"], tiers.get(row["document_id"], ())),
                before=tuple(turn for place, turn in near if at - AROUND <= place < at),
                after=tuple(turn for place, turn in near if at < place <= at + AROUND),
                turn=next(turn for place, turn in near if place == at),
                start=row["start"],
                end=row["until"],
            )
        )
    return tuple(found)


def _signals(db: Database, ids: Mapping[str, str]) -> Mapping[int, tuple[SignalMark, ...]]:
    found: dict[int, list[SignalMark]] = defaultdict(list)
    for id_, code, confidence, start, end, point in db.execute(
        "SELECT verbatim_id, code, confidence, start, until, point FROM signals "
        "WHERE verbatim_id IN (SELECT value FROM json_each(:ids)) ORDER BY confidence DESC, code",
        dict(ids),
    ):
        found[id_].append(SignalMark(code, confidence, start, end, strict=point == "strict"))
    return {id_: tuple(marks) for id_, marks in found.items()}


def _themes(db: Database, ids: Mapping[str, str]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for id_, theme in db.execute(
        "SELECT verbatim_id, theme_id FROM mentions "
        "WHERE verbatim_id IN (SELECT value FROM json_each(:ids)) ORDER BY strength DESC, theme_id",
        dict(ids),
    ):
        found[id_].append(theme)
    return {id_: tuple(themes) for id_, themes in found.items()}


def _turns(db: Database, ids: Mapping[str, str]) -> Mapping[int, Sequence[tuple[int, Turn]]]:
    found: dict[int, list[tuple[int, Turn]]] = defaultdict(list)
    for document, position, *columns in db.execute(
        "SELECT document_id, position, role, speaker, question, text, start_ms FROM utterances "
        "WHERE document_id IN (SELECT value FROM json_each(:ids)) ORDER BY document_id, position",
        dict(ids),
    ):
        found[document].append((position, Turn(*columns)))
    return found


def _tiers(db: Database, ids: Mapping[str, str]) -> Mapping[int, Sequence[tuple[date, str | None]]]:
    found: dict[int, list[tuple[date, str | None]]] = defaultdict(list)
    for document, day, tier in db.execute(
        "SELECT document_id, day, tier FROM rollups "
        "WHERE document_id IN (SELECT value FROM json_each(:ids)) AND measure = 'all'",
        dict(ids),
    ):
        found[document].append((date.fromisoformat(day), tier))
    return found


def _tier_on(said_at: str | None, tiers: Sequence[tuple[date, str | None]]) -> str | None:
    """Return the tier of the document's day nearest to an instant.

    The zone that days were counted in is not known here, and a document seldom has two days.
    """
    if said_at is None or not tiers:
        return None
    said_on = date.fromisoformat(said_at[:10])
    return min(tiers, key=lambda one: abs(one[0] - said_on))[1]
