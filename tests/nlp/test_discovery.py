"""Discovery finds as many themes as there are, leaves strays out and gives the same answer twice."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from nlp import discovery
from nlp.clusterers import Labels, neighbours, settle, ward_tree
from nlp.discovery import discover
from nlp.embedding import Encoder, Vectors
from nlp.granularity import candidate_cuts, modularity, silhouette

SEATS = (
    "We cannot add new colleagues, every seat is taken.",
    "The seat limit blocks new hires.",
    "All our licences are used and two people share one login.",
    "No seats left for the new starters.",
)
EXPORT = (
    "The export to Excel times out.",
    "Exporting the monthly report never finishes.",
    "The CSV export stops at half of the rows.",
    "Our report export fails every morning.",
)
SUPPORT = (
    "Support takes a week to answer.",
    "Nobody replied to my ticket for days.",
    "I wait far too long for the help desk to respond.",
    "Your support team is slow to reply.",
)


def unit(vectors: Vectors) -> Vectors:
    normed: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normed.astype(np.float32)


def clouds(sizes: Sequence[int], *, noise: float = 0.8, strays: int = 0) -> tuple[list[str], Vectors, Labels]:
    """Return made-up texts round one direction for each size, and strays in directions of their own."""
    rng = np.random.default_rng(1)
    centres = unit(rng.normal(size=(len(sizes), 96)).astype(np.float32))
    gold = np.concatenate([np.repeat(np.arange(len(sizes)), sizes), np.full(strays, -1)])
    spread = rng.normal(size=(len(gold), 96)).astype(np.float32) / 96**0.5
    vectors = np.where(gold[:, None] >= 0, centres[gold] + noise * spread, spread)
    return [f"{word(row)} {word(row * 7 + 1)}" for row in range(len(gold))], unit(vectors), gold


def word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def test_the_number_of_themes_is_found_not_given() -> None:
    texts, vectors, gold = clouds([60, 50, 40, 40, 30, 20, 20])
    found = discover(texts, vectors, seed=20)
    assert found.themes == 7
    assert found.labels.tolist() == gold.tolist()


def test_the_largest_theme_comes_first() -> None:
    texts, vectors, _ = clouds([20, 60, 40])
    found = discover(texts, vectors, seed=20)
    assert np.bincount(found.labels[found.labels >= 0]).tolist() == [60, 40, 20]


def test_strays_are_unthemed_and_have_a_nearest_theme() -> None:
    texts, vectors, gold = clouds([60, 50, 40], strays=15)
    found = discover(texts, vectors, seed=20)
    assert (found.labels[gold < 0] == -1).all()
    assert (found.labels[gold >= 0] >= 0).all()
    assert (found.nearest >= 0).all()
    assert found.strengths[gold < 0].max() < 0.45 < found.strengths[gold >= 0].min()


def test_a_dozen_real_remarks_on_three_matters_are_never_mixed(encoder: Encoder) -> None:
    texts = SEATS + EXPORT + SUPPORT
    found = discover(texts, encoder.encode(texts), seed=20)
    assert found.labels.tolist() == [1, 1, -1, 1, 0, 0, 0, 0, 2, -1, 2, 2]


def test_texts_that_differ_in_numbers_and_case_alone_share_a_theme() -> None:
    texts, vectors, _ = clouds([30, 30, 30])
    texts = [*texts, "Ticket 1 is late", "TICKET 22 is late!", "ticket 333 is LATE"]
    vectors = np.vstack([vectors, vectors[[0, 40, 80]]])
    assert len(set(discover(texts, vectors, seed=20).labels[-3:].tolist())) == 1


def test_a_thousand_copies_of_one_text_are_one_theme_and_move_no_other() -> None:
    texts, vectors, _ = clouds([40, 40, 40])
    with_copies = discover([*texts, *[texts[0]] * 1000], np.vstack([vectors, *[vectors[:1]] * 1000]), seed=20)
    assert with_copies.themes == 3
    assert np.bincount(with_copies.labels).tolist() == [1040, 40, 40]


def test_no_text_has_no_theme() -> None:
    found = discover([], np.empty((0, 384), np.float32), seed=20)
    assert (found.themes, found.labels.tolist(), found.nearest.tolist()) == (0, [], [])


def test_one_text_is_no_theme() -> None:
    found = discover(["Too expensive."], np.eye(1, 384, dtype=np.float32), seed=20)
    assert (found.themes, found.labels.tolist(), found.nearest.tolist()) == (0, [-1], [-1])


def test_the_same_text_fifty_times_is_one_theme() -> None:
    found = discover(
        ["Too expensive."] * 50, np.repeat(np.eye(1, 384, dtype=np.float32), 50, axis=0), seed=20
    )
    assert (found.themes, set(found.labels.tolist())) == (1, {0})


def test_five_texts_on_two_matters_are_two_themes() -> None:
    directions = np.eye(2, 8, dtype=np.float32)[[0, 0, 1, 1, 1]]
    vectors = unit(directions + 0.1 * np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32))
    found = discover(["seat one", "seat two", "export one", "export two", "export three"], vectors, seed=20)
    assert found.labels.tolist() == [1, 1, 0, 0, 0]


def test_five_texts_on_five_matters_have_no_theme() -> None:
    found = discover(["aa", "bb", "cc", "dd", "ee"], np.eye(5, 8, dtype=np.float32), seed=20)
    assert found.labels.tolist() == [-1] * 5


@pytest.mark.parametrize("texts", [12, 13, 20, 31, 47, 60])
def test_a_few_unrelated_texts_neither_fail_nor_warn(texts: int) -> None:
    vectors = unit(np.random.default_rng(texts).normal(size=(texts, 384)).astype(np.float32))
    found = discover([word(row) * 2 for row in range(texts)], vectors, seed=20)
    assert len(found.labels) == texts


def test_granularity_turns_the_number_of_themes_up_and_down() -> None:
    texts, vectors, _ = clouds([25] * 12)
    numbers = [
        discover(texts, vectors, seed=20, granularity=g).themes for g in ("coarser", "balanced", "finer")
    ]
    assert numbers[0] < numbers[1] == 12 < numbers[2]


def test_beyond_the_fitted_sample_every_text_still_gets_its_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, vectors, gold = clouds([80, 70, 60])
    monkeypatch.setattr(discovery, "FITTED_TEXTS", 100)
    assert discover(texts, vectors, seed=20).labels.tolist() == gold.tolist()


def test_two_processes_give_the_same_labels() -> None:
    code = (
        "import hashlib, numpy as np; from nlp.discovery import discover;"
        "v = np.random.default_rng(3).normal(size=(400, 384)).astype('f4');"
        "v += np.repeat(np.random.default_rng(4).normal(size=(20, 384)), 20, axis=0);"
        "v /= np.linalg.norm(v, axis=1, keepdims=True);"
        "t = [''.join(chr(97 + int(d)) for d in str(i)) for i in range(400)];"
        "print(hashlib.sha256(discover(t, v.astype('f4'), seed=20).labels.tobytes()).hexdigest())"
    )
    answers = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in "12"
    }
    assert len(answers) == 1


def test_vectors_and_texts_must_match() -> None:
    with pytest.raises(ValueError, match="one vector for each text, found 2 for 1"):
        discover(["a"], np.eye(2, dtype=np.float32), seed=20)


def test_neighbours_are_the_nearest_and_never_the_row_itself() -> None:
    vectors = unit(np.array([[1, 0], [1, 0.1], [1, 0.3], [0, 1]], np.float32))
    near = neighbours(vectors, 2)
    assert near.rows.tolist() == [[1, 2], [0, 2], [1, 0], [2, 1]]


def test_the_tree_is_wards() -> None:
    from scipy.cluster.hierarchy import fcluster, linkage

    points = np.random.default_rng(5).normal(size=(60, 4)).astype(np.float32)
    tree, reference = ward_tree(points), linkage(points, "ward")
    for clusters in (2, 5, 9, 30):
        ours, theirs = tree.cut(clusters), fcluster(reference, clusters, "maxclust")
        assert len(set(zip(ours.tolist(), theirs.tolist(), strict=True))) == clusters


def test_settling_moves_a_row_to_its_nearest_centre() -> None:
    points = np.array([[0], [1], [9], [10], [11]], np.float32)
    assert settle(np.array([0, 0, 0, 1, 1]), points, rounds=3).tolist() == [0, 0, 1, 1, 1]


def test_modularity_of_two_separate_pairs_is_a_half() -> None:
    near = neighbours(unit(np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], np.float32)), 1)
    assert modularity(np.array([0, 0, 1, 1]), near.graph()) == pytest.approx(0.5)
    assert modularity(np.array([0, 0, 0, 0]), near.graph()) == pytest.approx(0.0)


def test_a_text_does_not_count_as_its_own_company() -> None:
    points = np.array([[0], [2], [10], [12]], np.float32)
    # own distance 2 (to the other one, not 1 to the middle), distances to the other middle 11, 9, 9, 11
    assert silhouette(np.array([0, 0, 1, 1]), points) == pytest.approx((9 / 11 + 7 / 9) / 2)


def test_cuts_worth_trying_grow_with_the_texts() -> None:
    assert (candidate_cuts(30)[0], candidate_cuts(30)[-1]) == (2, 10)
    assert (candidate_cuts(18_000)[0], candidate_cuts(18_000)[-1]) == (34, 1073)
