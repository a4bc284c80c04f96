"""Verbatims: short texts whole, long ones at sentence ends, offsets in code points."""

import subprocess
import sys
from itertools import pairwise

from nlp.segmentation import segment
from voc.records import Span

LONG = (
    "We moved forty sites to you in May and it went well enough for a first attempt at such a thing. "
    "The training was short. Nobody told us that the old reports would stop working after the move, though, "
    "and we noticed it only when the auditors asked.\n"
    "Please call us back, because we have waited for two weeks and the next audit is near.  "
)


def _pieces(text: str, max_words: int = 40) -> list[str]:
    return [text[span.start : span.end] for span in segment([text], max_words=max_words)[0]]


def test_a_short_text_is_one_verbatim_without_its_outer_white_space() -> None:
    assert segment(["  Too dear. Really.\n"]) == ((Span(2, 19),),)


def test_a_blank_text_has_no_verbatim() -> None:
    assert segment(["", " \n\t", "\u00a0"]) == ((), (), ())


def test_forty_words_stay_together_and_forty_one_are_cut_at_a_sentence_end() -> None:
    first = " ".join(["word"] * 19) + " end."
    second = "Then " + " ".join(["more"] * 18) + " end."
    assert len(_pieces(f"{first} {second}")) == 1
    assert _pieces(f"{first} {second[:-4]}to the end.") == [first, f"{second[:-4]}to the end."]


def test_consecutive_sentences_share_a_verbatim_while_they_fit() -> None:
    pieces = _pieces(LONG)
    assert pieces == [
        LONG[: LONG.index(" Nobody")],
        LONG[LONG.index("Nobody") :].rstrip(),
    ]


def test_a_sentence_longer_than_the_limit_stays_whole() -> None:
    sentence = "We " + "really " * 50 + "like it."
    assert _pieces(f"Hello there. {sentence} Bye now.") == ["Hello there.", sentence, "Bye now."]


def test_no_word_is_lost_and_spans_run_in_order() -> None:
    spans = segment([LONG * 5], max_words=12)[0]
    assert " ".join((LONG * 5)[span.start : span.end] for span in spans).split() == (LONG * 5).split()
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    text = "\U0001f600 " * 30 + "It broke again. " + "\U0001f680 " * 30 + "We left."
    assert "".join(_pieces(text)).replace(" ", "") == text.replace(" ", "")


def test_short_texts_load_no_engine_and_long_ones_no_framework() -> None:
    program = (
        "import sys; from nlp.segmentation import segment\n"
        "segment(['short']); print('spacy' in sys.modules)\n"
        "segment(['One sentence is here. ' * 20]); print('spacy' in sys.modules, 'torch' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\nTrue False\n"
