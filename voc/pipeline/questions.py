"""After an ingest: its questions known again as those of earlier waves, changed scales of scores noticed."""

from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from ingestion.questions import Wording, is_same_question, read_wording
from voc.store import questions as store
from voc.store.scales import ScaleUse, read_scales

# A table whose every record has a question of its own would be compared with itself for minutes.
MAX_COMPARED = 2_000


@dataclass(frozen=True, slots=True)
class Joined:
    """A wording that is counted with a question that was asked before in other words."""

    wording: str
    question: str


def note_survey(db: Database, *, source: str, ingest: int) -> tuple[str, ...]:
    """Identify the questions of an ingest and return sentences on what changed since earlier waves."""
    joined = identify_questions(db)
    return (*_reworded(joined), *scale_notices(db, source=source, ingest=ingest))


def identify_questions(db: Database) -> tuple[Joined, ...]:
    """Give every answer in a survey its question; return the wordings that are counted with another's.

    Questions are those of one source. A wording is compared with those known; where none is the same
    it makes a question of its own. Asked again it finds everything done.
    """
    known: defaultdict[str, list[tuple[int, Wording]]] = defaultdict(list)
    for question, asked in store.known_wordings(db):
        known[asked.source].append((question, read_wording(asked.wording, asked.ref or None)))
    joined = []
    for asked in store.new_wordings(db):
        wording = read_wording(asked.wording, asked.ref or None)
        same = _find(wording, known[asked.source])
        if same is None:
            question = store.add_question(db, asked)
        else:
            question, before = same
            store.add_wording(db, question, asked)
            if before.normal != wording.normal:
                joined.append(Joined(asked.wording, before.text))
        known[asked.source].append((question, wording))
    store.tie_answers(db)
    return tuple(joined)


def scale_notices(db: Database, *, source: str, ingest: int) -> tuple[str, ...]:
    """Return a sentence for each kind of score that came on another scale than before."""
    found: defaultdict[str, list[ScaleUse]] = defaultdict(list)
    for use in read_scales(db, source=source, ingest=ingest):
        found[use.kind].append(use)
    notices = []
    for kind, uses in found.items():
        before = [_span(use) for use in uses if not use.new]
        now = [span for use in uses if use.new and (span := _span(use)) not in before]
        if before and now:
            notices.append(
                f"{kind} of source {source}: scale {' and '.join(before)} until now, "
                f"{' and '.join(now)} in this file; kept apart"
            )
    return tuple(notices)


def _find(wording: Wording, known: list[tuple[int, Wording]]) -> tuple[int, Wording] | None:
    """Return the question that a wording asks: one of the same normal form first, then a near one."""
    equal = (entry for entry in known if entry[1].normal == wording.normal)
    if found := next((entry for entry in equal if is_same_question(wording, entry[1])), None):
        return found
    if len(known) > MAX_COMPARED:
        return None
    return next((entry for entry in known if is_same_question(wording, entry[1])), None)


def _reworded(joined: tuple[Joined, ...]) -> tuple[str, ...]:
    if not joined:
        return ()
    first = f"{_short(joined[0].wording)} with {_short(joined[0].question)}"
    more = f" (and {len(joined) - 1} more)" if len(joined) > 1 else ""
    return (f"questions reworded since they were asked before are counted together: {first}{more}",)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "\u2026")


def _span(use: ScaleUse) -> str:
    return f"{use.low:g} to {use.high:g}"
