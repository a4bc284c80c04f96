"""Families of wording: what is said many times in the same words is one thing said."""

import numpy as np

from nlp.clusterers import Neighbours
from nlp.wording import wording_families


def families(*texts: str) -> list[int]:
    n = len(texts)
    rows = np.array([[other for other in range(n) if other != row] for row in range(n)])
    found: list[int] = wording_families(texts, Neighbours(rows, np.ones((n, n - 1), np.float32))).tolist()
    return found


def test_a_template_with_other_numbers_and_another_opening_is_one_family() -> None:
    assert families(
        "We have 12 seats left and cannot add the new colleagues.",
        "Hello all. We have 340 seats left and cannot add the new colleagues.",
        "The export of our monthly report never finishes on time.",
    ) == [0, 0, 1]


def test_a_paraphrase_is_a_family_of_its_own() -> None:
    assert families(
        "No more licences for the people who start next week.",
        "People who start next week get no licence, we are full.",
    ) == [0, 1]


def test_short_remarks_are_never_lumped() -> None:
    assert families("Too expensive for us", "Too expensive for us now") == [0, 1]
