"""Themes against gold labels, voc beside stock BERTopic: ``python bench/themes.py DATA.csv [--json]``.

``DATA.csv`` has the columns ``text`` and ``label`` (an empty label is not scored). Each product runs twice
in a process of its own: on every row, and on 80 % of them, for the stability of its themes.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

Labels = NDArray[np.int64]

PRODUCTS = ("voc", "bertopic")
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Run:
    """What one process answered: seconds and megabytes are its own, from its start to its last label."""

    seconds: float
    megabytes: float
    labels: Labels
    nearest: Labels
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One product's line of the table; ``all`` gives every unthemed row to its nearest theme."""

    product: str
    seconds: float
    megabytes: float
    themes: int
    gold: int
    unthemed: float
    nmi_themed: float
    ari_themed: float
    nmi_all: float
    ari_all: float
    stability: float
    names: tuple[str, ...]


def run_voc(texts: Sequence[str]) -> tuple[Labels, NDArray[np.float32], tuple[str, ...]]:
    from nlp.discovery import discover
    from nlp.embedding import load_encoder
    from nlp.naming import name_themes
    from voc.settings import DEFAULT_ENCODER, load_settings

    settings = load_settings()
    encoder = load_encoder(DEFAULT_ENCODER, settings.models)
    vectors = encoder.encode(texts)
    found = discover(texts, vectors, seed=settings.seed)
    names = name_themes(texts, vectors, found.labels, encoder=encoder)
    return found.labels, vectors, tuple(name.label for name in names)


def run_bertopic(texts: Sequence[str]) -> tuple[Labels, NDArray[np.float32], tuple[str, ...]]:
    """Run the three lines of BERTopic's README, with the local MiniLM and vectors computed once."""
    from bertopic import BERTopic  # type: ignore[import-untyped]  # it ships no types
    from sentence_transformers import SentenceTransformer

    from nlp.encoder_export import model_folder

    model = SentenceTransformer(str(model_folder()))
    vectors = np.asarray(model.encode(list(texts), show_progress_bar=False), np.float32)
    topics = BERTopic(embedding_model=model)
    labels = np.array(topics.fit_transform(list(texts), vectors)[0], np.int64)
    names = tuple(
        ", ".join(word for word, _ in topics.get_topic(topic)[:4]) for topic in range(int(labels.max()) + 1)
    )
    return labels, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), names


def child(product: str, given: Path, out: Path) -> None:
    """Run one product on a JSON list of texts and leave its answer beside."""
    texts = json.loads(given.read_text(encoding="utf-8"))
    labels, vectors, names = (run_voc if product == "voc" else run_bertopic)(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    finished = time.time()
    answer = {
        "finished": finished,
        "megabytes": peak,
        "labels": labels.tolist(),
        "nearest": nearest_themes(labels, vectors).tolist(),
        "names": names,
    }
    out.write_text(json.dumps(answer), encoding="utf-8")


def nearest_themes(labels: Labels, vectors: NDArray[np.float32]) -> Labels:
    """Return the labels with every -1 replaced by the theme whose mean vector is nearest."""
    themes = np.unique(labels[labels >= 0])
    outside = np.flatnonzero(labels < 0)
    if not len(themes) or not len(outside):
        return labels
    centres = np.stack([vectors[labels == theme].mean(axis=0) for theme in themes])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    filled = labels.copy()
    filled[outside] = themes[(vectors[outside] @ centres.T).argmax(axis=1)]
    return filled


def measure(product: str, texts: Sequence[str]) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder, "texts.json"), Path(folder, "answer.json")
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        started = time.time()
        subprocess.run(
            [sys.executable, __file__, "--child", product, str(given), str(out)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        answer = json.loads(out.read_text(encoding="utf-8"))
    return Run(
        answer["finished"] - started,
        answer["megabytes"],
        np.array(answer["labels"], np.int64),
        np.array(answer["nearest"], np.int64),
        tuple(answer["names"]),
    )


def compare(product: str, texts: Sequence[str], gold: Sequence[str]) -> Row:
    whole = measure(product, texts)
    part = np.sort(np.random.default_rng(0).choice(len(texts), int(len(texts) * 0.8), replace=False))
    again = measure(product, [texts[row] for row in part])
    labelled = np.array([bool(label) for label in gold])
    themed = labelled & (whole.labels >= 0)
    truth = np.array(gold)
    return Row(
        product=product,
        seconds=round(whole.seconds, 1),
        megabytes=round(whole.megabytes),
        themes=int(whole.labels.max(initial=-1)) + 1,
        gold=len(set(gold) - {""}),
        unthemed=round(float((whole.labels < 0).mean()), 3),
        nmi_themed=round(float(normalized_mutual_info_score(truth[themed], whole.labels[themed])), 3),
        ari_themed=round(float(adjusted_rand_score(truth[themed], whole.labels[themed])), 3),
        nmi_all=round(float(normalized_mutual_info_score(truth[labelled], whole.nearest[labelled])), 3),
        ari_all=round(float(adjusted_rand_score(truth[labelled], whole.nearest[labelled])), 3),
        stability=round(float(adjusted_rand_score(whole.nearest[part], again.nearest)), 3),
        names=whole.names[:SHOWN],
    )


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA.csv")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with arguments.data.open(encoding="utf-8", newline="") as file:
        records = [record for record in csv.DictReader(file) if record["text"].strip()]
    texts = [record["text"] for record in records]
    gold = [(record.get("label") or "").strip() for record in records]
    rows = [compare(product, texts, gold) for product in PRODUCTS]
    if arguments.json:
        print(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
        return
    figures = [name for name in Row.__dataclass_fields__ if name != "names"]
    for name in figures:
        print(f"{name:<12}" + "".join(f"{getattr(row, name):>12}" for row in rows))
    for row in rows:
        print(f"\nlargest themes of {row.product}")
        print("\n".join(f"  {name}" for name in row.names))


if __name__ == "__main__":
    main()
