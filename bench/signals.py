"""Scores of the signal detector on a labelled file: ``python bench/signals.py FILE.jsonl``."""

import sys
import time
from pathlib import Path

import numpy as np

from nlp.codebook import load_codebook
from nlp.embedding import load_encoder
from nlp.evaluation.corpus import read_labelled
from nlp.evaluation.score import calibration_error, score, truth
from nlp.signals import load_detector
from voc.settings import DEFAULT_ENCODER, load_settings


def main(path: Path) -> None:
    rows = read_labelled([path])
    encoder = load_encoder(DEFAULT_ENCODER, load_settings().models)
    detector = load_detector(load_codebook(), encoder)
    texts = [row.text for row in rows]
    started = time.perf_counter()
    vectors = encoder.encode(texts)
    embedded = time.perf_counter()
    answers = detector.detect(texts, vectors)
    finished = time.perf_counter()
    codes = detector.codes
    carried, counted = truth(rows, codes)
    places = {code: column for column, code in enumerate(codes)}
    sure = np.zeros(carried.shape)
    for row, answer in enumerate(answers):
        for found in answer:
            sure[row, places[found.code]] = found.confidence
    for name in ("balanced", "strict"):
        least = np.array([getattr(detector.working_points[code], name) for code in codes])
        result = score(sure >= least, carried, counted, codes)
        print(
            f"{name}: macro F1 {result.macro:.3f} ({result.macro_low:.3f} to {result.macro_high:.3f}), ",
            end="",
        )
        print(f"micro F1 {result.micro:.3f} ({result.micro_low:.3f} to {result.micro_high:.3f})")
        for one in result.by_code:
            print(
                f"  {one.code:28} texts {one.texts:4}"
                f"  P {one.precision:.2f}  R {one.recall:.2f}  F1 {one.f1:.2f}"
            )
    print(f"calibration error {calibration_error(sure, carried, counted):.3f}")
    print(f"embedding {len(texts) / (embedded - started):.0f} texts/s, ", end="")
    print(f"detection {len(texts) / (finished - embedded):.0f} texts/s, detector {detector.version}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python bench/signals.py FILE.jsonl")
    main(Path(sys.argv[1]))
