"""The words that a signal rests on: the clause of the phrase that decided, or the likeliest clause."""

from collections.abc import Sequence

import numpy as np

from nlp.features import word_matrix
from nlp.head import Head
from nlp.polarity import around, clauses, plain, sentences
from nlp.rules import Hit
from voc.records import Span

FEWEST_WORDS = 4
DECIDES = 1.5
HINT = 0.5


def evidence(text: str, codes: Sequence[str], hits: Sequence[Hit], head: Head) -> list[Span]:
    """Return one span for each code: half-open code points of ``text``, without white space at its ends.

    Each clause is scored by the head's word weights and by the phrases in it, of which a deciding one
    mostly settles it. A clause of fewer than four words is extended to its sentence.
    """
    if not codes:
        return []
    units = _units(text)
    if len(units) == 1:
        return [units[0]] * len(codes)
    columns = {str(code): column for column, code in enumerate(head.codes)}
    weights = word_matrix([text[unit.start : unit.end] for unit in units], head.rarity) @ head.word_weights
    spans = []
    for code in codes:
        score = weights[:, columns[code]] if code in columns else np.zeros(len(units))
        mine = [hit for hit in hits if hit.code == code and hit.polarity == "affirmed"]
        phrases = [
            sum(DECIDES if hit.strong else HINT for hit in mine if _inside(hit, unit)) for unit in units
        ]
        spans.append(units[int(np.argmax(score + phrases))])
    return spans


def _inside(hit: Hit, unit: Span) -> bool:
    return unit.start <= hit.place.start < unit.end


def _units(text: str) -> tuple[Span, ...]:
    small = plain(text)
    whole = sentences(small)
    units: list[Span] = []
    for clause in clauses(small):
        unit = (
            clause if len(small[clause.start : clause.end].split()) >= FEWEST_WORDS else around(whole, clause)
        )
        if not units or unit.start >= units[-1].end:
            units.append(unit)
        else:  # its sentence takes in the clauses before it
            units[-1] = Span(min(units[-1].start, unit.start), max(units[-1].end, unit.end))
    return tuple(units)
