"""Scores of redaction on marked texts, step by step: ``python bench/redaction.py FILE.jsonl [--show]``."""

import sys
import time
from pathlib import Path

from nlp.evaluation.redaction import PERSON, KindScore, found_by_voc, read_marked, score, together

STEPS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("patterns, stated full names", {"names": False}),
    ("+ lists of names, words around", {"tagger": False}),
    ("+ tagger of persons", {}),
)


def main(path: Path, *, show: bool) -> None:
    rows = read_marked(path)
    found_by_voc(rows[:3])  # loading is not measured
    for step, options in STEPS:
        started = time.perf_counter()
        answers = found_by_voc(rows, **options)
        taken = time.perf_counter() - started
        scores = score(rows, answers)
        patterns = together((one for one in scores if one.kind != PERSON), "patterns")
        names = together((one for one in scores if one.kind == PERSON), "names")
        print(f"{step}: {len(rows) / taken:.0f} texts/s, {1000 * taken / len(rows):.2f} ms a text")
        for one in (patterns, names):
            print(line(one))
    print("by kind, last step")
    for one in scores:
        print(line(one))
    if not show:
        return
    for row, answer in zip(rows, answers, strict=True):
        print(row.id, [(row.text[one.start : one.end], one.kind) for one in answer])


def line(one: KindScore) -> str:
    return (
        f"  {one.kind:12} marked {one.marked:4}  recall {one.recall:.3f}"
        f"  redacted {one.redacted:4}  precision {one.precision:.3f}"
    )


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit("usage: python bench/redaction.py FILE.jsonl [--show]")
    main(Path(sys.argv[1]), show="--show" in sys.argv)
