"""``voc try``: the themes of one file in one go, without a workspace."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingestion.isolation import read_isolated
from ingestion.notes import read_notes
from ingestion.reader import ReadOptions
from ingestion.reading import Reading
from nlp.embedding import Encoder, Vectors, load_encoder
from voc.errors import InputError, UnknownFormat
from voc.pipeline.ingest import batches, read_options
from voc.pipeline.preparation import prepare
from voc.pipeline.progress import Progress, silent
from voc.pipeline.theming import FoundThemes, Mention, found_themes, hold_against
from voc.records import Document, Reject
from voc.settings import Settings

KEY = b"nothing of a trial is kept"
CHUNK = 2048
QUOTES = 3
NOTES = ("", ".txt", ".text", ".md")


@dataclass(frozen=True, slots=True)
class TrialTheme:
    """A theme of a trial: its size in verbatims and in records, and its most telling quotes."""

    id: str
    label: str
    description: str
    keywords: tuple[str, ...]
    verbatims: int
    records: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A theme that a record carries; ``strength`` is the cosine to the theme's centre."""

    row: int
    theme_id: str
    label: str
    strength: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The themes of a file, largest first.

    ``rows`` holds every mention by record, a record's strongest first; records are numbered from 0 to
    ``records`` - 1 in file order, and one without a theme stands in no row.
    """

    reader: str
    records: int
    verbatims: int
    set_aside: int
    rejects: int
    unthemed: float
    themes: tuple[TrialTheme, ...]
    rows: tuple[TrialRow, ...]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A file's verbatims, each with the record that it stands in."""

    texts: tuple[str, ...]
    rows: tuple[int, ...]
    records: int
    set_aside: int
    rejects: int


def try_file(
    path: Path, settings: Settings, *, text: Sequence[str] = (), progress: Progress = silent
) -> Trial:
    """Return the themes of a table, a text or a transcript.

    ``text`` names the columns of a table that hold the words; without it they are recognised. A record is
    a row of a table, or a customer's utterance of a transcript. Raises InputError where the file holds no
    customer's words at all.
    """
    options = read_options(settings, ReadOptions(mapping={"text": tuple(text)} if text else None))
    reading = _open(path, options)
    pieces = _pieces(reading.items, by_utterance=reading.kind == "interview", progress=progress)
    if not pieces.texts:
        raise InputError(f"{path.name}: no customer's words found in {pieces.records} records, need some")
    encoder = load_encoder(settings.encoder, settings.models)
    vectors = _encode(pieces.texts, encoder, progress=progress)
    progress("themes", 0, None)
    found = found_themes(pieces.texts, vectors, encoder=encoder, settings=settings)
    mentions = hold_against(vectors, found.centroids)
    rows = _rows(pieces, found, mentions)
    return Trial(
        reader=reading.reader,
        records=pieces.records,
        verbatims=len(pieces.texts),
        set_aside=pieces.set_aside,
        rejects=pieces.rejects,
        unthemed=1 - len({mention.row for mention in mentions}) / len(pieces.texts),
        themes=_themes(pieces, found, mentions, rows),
        rows=rows,
    )


def _open(path: Path, options: ReadOptions) -> Reading:
    """Read a file by its content; a plain text that is nothing else is one remark a line."""
    try:
        reading = read_isolated(path, options)
    except UnknownFormat:
        if path.suffix.lower() not in NOTES or options.mapping:
            raise
        return read_notes(path)
    if reading.context:
        raise UnknownFormat(
            f"{path.name}: found the workspace's context ({reading.context}), need feedback; "
            "'voc ingest' takes context files"
        )
    return reading


def _pieces(items: Iterator[Document | Reject], *, by_utterance: bool, progress: Progress) -> _Pieces:
    """Cut a file's records into verbatims; a record is a row, or a customer's utterance."""
    texts: list[str] = []
    rows: list[int] = []
    records = set_aside = rejects = said = 0
    for batch in batches(items):
        for reject in (item for item in batch if isinstance(item, Reject)):
            rejects += 1
            records = max(records, (reject.origin.row or 0) + 1)
        documents = [item for item in batch if isinstance(item, Document)]
        for number, entry in enumerate(
            prepare(documents, key=KEY, languages=False, names=False), start=records
        ):
            row = number if documents[0].origin.row is None else entry.document.origin.row or 0
            for utterance, spans, aside in zip(
                entry.document.utterances, entry.spans, entry.set_aside, strict=True
            ):
                if by_utterance and utterance.role == "customer":
                    row, said = said, said + 1
                counted = () if entry.document.status in ("test", "spam") else spans
                kept = [
                    span for span, why in zip(counted, aside or (None,) * len(spans), strict=False) if not why
                ]
                set_aside += len(spans) - len(kept)
                texts += [utterance.text[span.start : span.end] for span in kept]
                rows += [row] * len(kept)
            records = said if by_utterance else max(records, row + 1)
        progress("read", records, None)
    return _Pieces(tuple(texts), tuple(rows), records, set_aside, rejects)


def _encode(texts: Sequence[str], encoder: Encoder, *, progress: Progress) -> Vectors:
    unique = sorted(set(texts), key=lambda text: (len(text), text))
    place = {text: number for number, text in enumerate(unique)}
    parts = []
    for first in range(0, len(unique), CHUNK):
        parts.append(encoder.encode(unique[first : first + CHUNK]))
        progress("embed", min(first + CHUNK, len(unique)), len(unique))
    encoded = np.concatenate(parts)
    return encoded[[place[text] for text in texts]]


def _rows(pieces: _Pieces, found: FoundThemes, mentions: Sequence[Mention]) -> tuple[TrialRow, ...]:
    best: dict[tuple[int, int], float] = {}
    for mention in mentions:
        key = (pieces.rows[mention.row], mention.theme)
        best[key] = max(mention.strength, best.get(key, 0.0))
    ordered = sorted(best.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return tuple(
        TrialRow(row, found.themes[theme].id, found.themes[theme].label, round(strength, 4))
        for (row, theme), strength in ordered
    )


def _themes(
    pieces: _Pieces, found: FoundThemes, mentions: Sequence[Mention], rows: Sequence[TrialRow]
) -> tuple[TrialTheme, ...]:
    records = Counter(row.theme_id for row in rows)
    by_theme: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_theme.setdefault(mention.theme, []).append(mention)
    themes = [
        TrialTheme(
            id=theme.id,
            label=theme.label,
            description=theme.description,
            keywords=theme.keywords,
            verbatims=len(by_theme.get(number, ())),
            records=records[theme.id],
            quotes=_quotes(pieces, by_theme.get(number, ())),
        )
        for number, theme in enumerate(found.themes)
    ]
    return tuple(sorted(themes, key=lambda theme: (-theme.verbatims, theme.id)))


def _quotes(pieces: _Pieces, mentions: Sequence[Mention]) -> tuple[str, ...]:
    ordered = sorted(mentions, key=lambda mention: (-mention.strength, mention.row))
    return tuple(dict.fromkeys(pieces.texts[mention.row] for mention in ordered))[:QUOTES]
