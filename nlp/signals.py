"""Signals: which codes of the codebook a text carries, how surely, and where it says so."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import expit

from nlp.codebook import Codebook
from nlp.embedding import Encoder, Vectors
from nlp.evidence import evidence
from nlp.features import rule_row, word_matrix
from nlp.head import Floats, Head, head_version, load_head
from nlp.rules import Hit, Rule, find_hits, load_rules, rules_version
from voc.errors import SettingsError
from voc.records import Found

LEAST_CONFIDENCE = 0.1
BATCH_TEXTS = 1024
UNTRAINED_MOST = 0.6  # likeness to a sentence that describes a code is never more than a hint


@dataclass(frozen=True, slots=True)
class WorkingPoint:
    """A code's two thresholds, and what the strict one was measured to give.

    ``precision`` is stated at the natural prevalence; both are 0 for a code without a trained head.
    """

    balanced: float
    strict: float
    precision: float = 0.0
    recall: float = 0.0


@dataclass(frozen=True, slots=True)
class Detector:
    """Finds the codes of one codebook; made by ``load_detector``."""

    version: str
    working_points: Mapping[str, WorkingPoint]
    codes: tuple[str, ...]
    encoder: Encoder
    head: Head
    rules: tuple[Rule, ...]
    meanings: tuple[Vectors, ...]

    def detect(self, texts: Sequence[str], vectors: Vectors | None = None) -> tuple[tuple[Found, ...], ...]:
        """Return, for each text, every code with a confidence of 0.1 or more, the surest first.

        ``vectors`` are the texts' vectors by the detector's encoder, where the caller has them.
        Spans are half-open code points of the text as given; a blank text carries nothing.
        """
        return tuple(
            found
            for start in range(0, len(texts), BATCH_TEXTS)
            for found in self._batch(
                texts[start : start + BATCH_TEXTS],
                None if vectors is None else vectors[start : start + BATCH_TEXTS],
            )
        )

    def _batch(self, texts: Sequence[str], vectors: Vectors | None) -> Iterator[tuple[Found, ...]]:
        known = self.encoder.encode(texts) if vectors is None else vectors
        hits = [tuple(find_hits(text, self.rules)) for text in texts]
        rule_codes = tuple(rule.code for rule in self.rules)
        words = word_matrix(texts, self.head.rarity)
        rows = np.array(
            [rule_row(text, found, rule_codes) for text, found in zip(texts, hits, strict=True)], np.float32
        )
        scored = self.head.confidences(self.head.scores(known, words, rows))
        trained = {str(code): column for column, code in enumerate(self.head.codes)}
        confidences = np.column_stack(
            [
                scored[:, trained[code]] if code in trained else self._likeness(known, meaning)
                for code, meaning in zip(self.codes, self.meanings, strict=True)
            ]
        )
        for text, row, found in zip(texts, confidences, hits, strict=True):
            yield self._found(text, row, found) if text.strip() else ()

    def _likeness(self, vectors: Vectors, meaning: Vectors) -> Floats:
        nearest = (vectors @ meaning.T).max(axis=1)
        likely: Floats = expit(self.head.likeness[0] * nearest + self.head.likeness[1]).astype(np.float32)
        return np.minimum(likely, UNTRAINED_MOST)

    def _found(self, text: str, confidences: Floats, hits: tuple[Hit, ...]) -> tuple[Found, ...]:
        columns = [int(column) for column in np.flatnonzero(confidences >= LEAST_CONFIDENCE)]
        codes = [self.codes[column] for column in columns]
        spans = evidence(text, codes, hits, self.head)
        found = [
            Found(code, round(float(confidences[column]), 4), span.start, span.end)
            for code, column, span in zip(codes, columns, spans, strict=True)
        ]
        return tuple(sorted(found, key=lambda one: (-one.confidence, one.code)))


def load_detector(codebook: Codebook, encoder: Encoder) -> Detector:
    """Make the detector of a codebook.

    Codes that voc knows by name use its trained head and its rules. A code of a team's own is
    found by likeness to its ``means`` and ``examples`` alone, and its confidence stays low.
    Raises SettingsError where the encoder is not the one that the head was trained on.
    """
    head = load_head()
    trained_on = str(head.encoder[0])
    if encoder.version != trained_on:
        raise SettingsError(
            f"encoder {encoder.name!r} has version {encoder.version}, but signals were trained on "
            f"all-MiniLM-L6-v2 {trained_on}; give the detector that one"
        )
    meanings = tuple(encoder.encode([code.means, *code.examples]) for code in codebook.codes)
    digest = hashlib.sha256(f"{head_version()} {rules_version()} {encoder.version}".encode())
    for code in codebook.codes:
        digest.update(f"\n{code.code} {code.means} {code.examples}".encode())
    points = {str(code): _point(head, column) for column, code in enumerate(head.codes)}
    untrained = WorkingPoint(balanced=0.3, strict=1.0)
    return Detector(
        version=digest.hexdigest()[:12],
        working_points=MappingProxyType({code: points.get(code, untrained) for code in codebook.names}),
        codes=codebook.names,
        encoder=encoder,
        head=head,
        rules=load_rules(),
        meanings=meanings,
    )


def _point(head: Head, column: int) -> WorkingPoint:
    values = (head.balanced, head.strict, head.precision, head.recall)
    return WorkingPoint(*(round(float(value[column]), 4) for value in values))
