"""Assignment keeps to frozen centroids and says when a verbatim fits none."""

import numpy as np
import pytest

from nlp.assignment import assign, fit_centroids
from nlp.embedding import Vectors


def at(*degrees: float) -> Vectors:
    """Return unit vectors of the plane at these angles."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


SEATS = (-20, -10, 0, 10, 20)
EXPORT = (70, 80, 90, 100, 110)
CENTROIDS = fit_centroids(at(*SEATS, *EXPORT), np.repeat([0, 1], 5), ("th_seats", "th_export"))


def test_a_theme_is_its_members_mean_direction() -> None:
    assert CENTROIDS.ids == ("th_seats", "th_export")
    np.testing.assert_allclose(CENTROIDS.matrix, [[1, 0], [0, 1]], atol=1e-6)


def test_the_threshold_is_what_95_percent_of_the_members_reach_to_the_centre_of_the_others() -> None:
    # the others of -20 degrees lie round +5, of -10 round +2.5, of 0 round 0
    expected = np.quantile(np.cos(np.radians([25, 12.5, 0, 12.5, 25])), 0.05)
    np.testing.assert_allclose(CENTROIDS.thresholds, [expected, expected], atol=1e-3)
    np.testing.assert_allclose(CENTROIDS.typical, np.cos(np.radians([12.5, 12.5])), atol=1e-3)


def test_a_loose_theme_has_the_floor_as_its_threshold() -> None:
    loose = fit_centroids(at(-80, 0, 80), np.zeros(3, np.int64), ("th_loose",))
    assert loose.thresholds.tolist() == [np.float32(0.45)]


def test_a_theme_of_one_has_the_floor_as_its_threshold() -> None:
    assert fit_centroids(at(0), np.zeros(1, np.int64), ("th_one",)).thresholds.tolist() == [np.float32(0.45)]


def test_unthemed_vectors_are_left_out_of_the_fit() -> None:
    fitted = fit_centroids(at(0, 45, 90), np.array([0, -1, 1]), ("a", "b"))
    np.testing.assert_allclose(fitted.matrix, [[1, 0], [0, 1]], atol=1e-6)


def test_a_verbatim_goes_to_its_nearest_theme_or_to_none() -> None:
    answer = assign(at(5, 85, 45, 180), CENTROIDS)
    assert answer.themes.tolist() == [0, 1, -1, -1]
    np.testing.assert_allclose(answer.strengths, np.cos(np.radians([5, 5, 45, 90])), atol=1e-6)


def test_between_two_themes_there_is_none() -> None:
    members = at(-60, -15, -15, -15, 30, 0, 45, 45, 45, 90)
    wide = fit_centroids(members, np.repeat([0, 1], 5), ("a", "b"))
    assert assign(at(14.9), wide).themes.tolist() == [-1]
    assert assign(at(14.9), wide, margin=0.0).themes.tolist() == [0]
    assert assign(at(10), wide).themes.tolist() == [0]


def test_a_verbatim_like_half_of_the_members_needs_no_margin() -> None:
    twins = fit_centroids(at(-10, 0, 10, -9, 1, 11), np.array([0, 0, 0, 1, 1, 1]), ("a", "b"))
    answer = assign(at(0.4), twins)
    assert answer.themes.tolist() == [0]
    assert answer.also == ((1,),)


def test_other_themes_are_named_only_where_the_verbatim_clearly_belongs() -> None:
    assert assign(at(5), CENTROIDS).also == ((),)


def test_without_themes_everything_is_unthemed() -> None:
    nothing = fit_centroids(at(0, 90), np.array([-1, -1]), ())
    answer = assign(at(0, 90), nothing)
    assert (answer.themes.tolist(), answer.strengths.tolist(), answer.also) == ([-1, -1], [0, 0], ((), ()))


def test_a_single_theme_needs_no_margin() -> None:
    one = fit_centroids(at(-5, 5), np.array([0, 0]), ("a",))
    assert assign(at(0, 90), one).themes.tolist() == [0, -1]


def test_a_theme_without_members_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one vector for each of 2 themes"):
        fit_centroids(at(0), np.array([0]), ("a", "b"))
