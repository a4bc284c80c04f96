"""Twins: verbatims that say the same in nearly the same words, told of each other in the store."""

from collections.abc import Sequence
from hashlib import sha256

from sqlite_utils import Database

from nlp.near_duplicates import twins
from voc.store.analysis import Waiting
from voc.store.twins import read_twins_of, write_twins


def mark_twins(db: Database, verbatims: Sequence[Waiting]) -> None:
    """Tell every verbatim which earlier one says the same; the same verbatims are not compared twice."""
    mark = sha256("\n".join(f"{item.id} {item.digest}" for item in verbatims).encode()).hexdigest()
    if read_twins_of(db) == mark:
        return
    firsts = twins([item.text for item in verbatims])
    pairs = {
        item.id: verbatims[first].id
        for row, (item, first) in enumerate(zip(verbatims, firsts, strict=True))
        if row != first
    }
    write_twins(db, pairs, of=mark)
