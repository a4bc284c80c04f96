"""The words that tell themes apart: class-based TF-IDF, the topic representation of BERTopic."""

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlp.clusterers import Labels
from voc.errors import ModelMissing

WORD = r"(?u)(?<![\w'])[^\W\d_][\w-]*[^\W_](?![\w'])"  # no contractions, no possessives
SMALL_TALK = """
    afternoon bit don evening good got guys hello help hey hi just know like ll look looking morning need
    needs ok okay please really regards sure thank thanks thing things try trying use ve want wanted way
"""


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The words of t themes, each theme's by falling weight, and every word's weight in each theme."""

    ranked: tuple[tuple[str, ...], ...]
    weights: tuple[dict[str, float], ...]


def topic_words(texts: Sequence[str], labels: Labels, *, most: int = 30) -> TopicWords:
    """Weigh the words and word pairs of every theme against all the others (Grootendorst 2022).

    ``labels`` counts themes from 0; the texts of -1 take part as one more class, so that what everybody
    says tells nothing. Weights are 1 for a theme's most telling term. English stop words and
    small talk are left out.
    """
    themes = int(labels.max(initial=-1)) + 1
    counted = _count(texts)
    if not themes or counted is None:
        return TopicWords(((),) * themes, ({},) * themes)
    counts, names = counted
    classes = np.where(labels >= 0, labels, themes)
    member = csr_matrix((np.ones(len(texts)), (classes, np.arange(len(texts)))))
    transformer = _bertopic_file("vectorizers/_ctfidf.py").ClassTfidfTransformer()
    weighed = csr_matrix(transformer.fit_transform(csr_matrix(member @ counts)))
    ranked: list[tuple[str, ...]] = []
    weights: list[dict[str, float]] = []
    for theme in range(themes):
        row = weighed[theme]
        # of equally telling terms the longer one: "seat limit" says more than "limit" and "seat"
        pairs = np.array([" " not in names[place] for place in row.indices], bool)
        order = np.lexsort((row.indices, pairs, -row.data.round(9)))[:most]
        top = max(float(row.data.max(initial=0.0)), 1e-12)
        ranked.append(tuple(str(names[row.indices[place]]) for place in order))
        weights.append({str(names[i]): float(w) / top for i, w in zip(row.indices, row.data, strict=True)})
    return TopicWords(tuple(ranked), tuple(weights))


def _count(texts: Sequence[str]) -> tuple[csr_matrix, NDArray[np.object_]] | None:
    # imported here because it takes a second
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer

    vectorizer = CountVectorizer(
        ngram_range=(1, 2),
        stop_words=sorted(ENGLISH_STOP_WORDS.union(SMALL_TALK.split())),
        token_pattern=WORD,
        dtype=np.float64,
    )
    try:
        counts = csr_matrix(vectorizer.fit_transform(texts))
    except ValueError:  # scikit-learn's answer to texts without a single word
        return None
    return counts, vectorizer.get_feature_names_out()


def _bertopic_file(path: str) -> ModuleType:
    """Load one file of BERTopic.

    The package's own ``__init__`` imports its plots, UMAP and every language-model client: seventeen
    seconds and torch, for a transformer of eighty lines.
    """
    name = "bertopic." + path.removesuffix(".py").replace("/", ".")
    if name in sys.modules:
        return sys.modules[name]
    package = importlib.util.find_spec("bertopic")
    if package is None or package.origin is None:
        raise ModelMissing("the package bertopic is not installed; install voc with its dependencies")
    spec = importlib.util.spec_from_file_location(name, Path(package.origin).parent / path)
    if spec is None or spec.loader is None:
        raise ModelMissing(f"bertopic has no file {path}; install the release that voc's wheel asks for")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
