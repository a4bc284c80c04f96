"""The interval beside a rate, against values worked out by hand and by others."""

import pytest

from reports.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        (14, 231, 0.0364, 0.0991),
        (0, 236, 0.0, 0.0160),
        (3, 240, 0.0043, 0.0361),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
    ],
)
def test_wilsons_interval_has_the_published_ends(hits: int, total: int, low: float, high: float) -> None:
    found = wilson(hits, total, confidence=0.95)
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_a_lower_confidence_gives_a_narrower_interval() -> None:
    low, high = wilson(5, 10, confidence=0.8)
    assert (round(low, 4), round(high, 4)) == (0.3122, 0.6878)


def test_nothing_is_known_of_an_empty_population() -> None:
    assert wilson(0, 0, confidence=0.95) == (0.0, 1.0)


def test_more_hits_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="5 of 4 is no proportion"):
        wilson(5, 4, confidence=0.95)
