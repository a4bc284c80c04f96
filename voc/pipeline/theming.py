"""Themes: found once, kept in the ledger, and every verbatim held against them."""

from base64 import b32encode
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from sqlite_utils import Database

from nlp.assignment import Centroids, assign, fit_centroids
from nlp.discovery import discover
from nlp.embedding import Encoder, Vectors
from nlp.naming import name_themes
from nlp.near_duplicates import without_twins
from voc.errors import SettingsError
from voc.pipeline.progress import Progress
from voc.settings import Settings
from voc.store import analysis as store
from voc.store.analysis import NewMention, Waiting
from voc.store.discoveries import read_sought_in, write_sought_in
from voc.store.themes import (
    NewTheme,
    centroid_models,
    enter_themes,
    ledger_version,
    read_centroids,
    read_themes,
)

# A proposal out of the unthemed pool needs as many verbatims; see the manual, "Themes".
FEWEST_FOR_PROPOSAL = 15
FIRST = "rule:first-discovery"
LATER = "rule:unthemed-pool"
ID_LENGTH = 6


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme that discovery found, with the name that its verbatims give it."""

    id: str
    label: str
    description: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundThemes:
    """Themes and the frozen centres that verbatims are held against, in the same order."""

    themes: tuple[FoundTheme, ...]
    centroids: Centroids


@dataclass(frozen=True, slots=True)
class Mention:
    """A verbatim, by its row in the vectors, and a theme, by its row in the centres."""

    row: int
    theme: int
    strength: float


def found_themes(
    texts: Sequence[str], vectors: Vectors, *, encoder: Encoder, settings: Settings
) -> FoundThemes:
    """Find and name the themes of texts.

    Ids come from the members' texts, so that the same input gives the same ids.
    """
    discovery = discover(texts, vectors, seed=settings.seed, granularity=settings.granularity)
    names = name_themes(texts, vectors, discovery.labels, encoder=encoder)
    members: dict[int, list[str]] = {}
    for text, label in zip(texts, discovery.labels.tolist(), strict=True):
        members.setdefault(label, []).append(text)
    ids = _ids([members[theme] for theme in range(len(names))])
    themes = tuple(
        FoundTheme(identifier, name.label, name.description, name.keywords)
        for identifier, name in zip(ids, names, strict=True)
    )
    # Copies are one family in the discovery's tree. A letter that five hundred people sent is counted five
    # hundred times, and shapes its theme's centre once.
    shaping = without_twins(texts, discovery.labels)
    return FoundThemes(themes, fit_centroids(vectors, shaping, ids))


def _ids(groups: Sequence[Sequence[str]]) -> tuple[str, ...]:
    ids: list[str] = []
    for texts in groups:
        digest = b32encode(sha256("\0".join(sorted(texts)).encode()).digest()).decode().lower()
        length = ID_LENGTH
        while f"th_{digest[:length]}" in ids:
            length += 1
        ids.append(f"th_{digest[:length]}")
    return tuple(ids)


def hold_against(vectors: Vectors, centroids: Centroids) -> tuple[Mention, ...]:
    """Return the mentions of verbatims, a verbatim's strongest first; what fits no theme has none."""
    assigned = assign(vectors, centroids)
    mentions = []
    for row in np.flatnonzero(assigned.themes >= 0).tolist():
        mentions.append(Mention(row, int(assigned.themes[row]), float(assigned.strengths[row])))
        mentions += [
            Mention(row, theme, float(vectors[row] @ centroids.matrix[theme])) for theme in assigned.also[row]
        ]
    return tuple(mentions)


def find_themes(
    db: Database,
    verbatims: Sequence[Waiting],
    vectors: Vectors,
    *,
    encoder: Encoder,
    settings: Settings,
) -> int:
    """Enter new themes into the ledger and return how many.

    An empty ledger is filled from all verbatims, and the themes are active at once. Later the verbatims
    that fit no known theme may give proposals, which wait for a person; known themes stay as they are.
    """
    version = ledger_version(db)
    rows = {verbatim.id: row for row, verbatim in enumerate(verbatims)}
    pool = [verbatim for verbatim in store.unthemed(db) if verbatim.id in rows] if version else verbatims
    new: list[NewTheme] = []
    if version == 0 or len(pool) >= FEWEST_FOR_PROPOSAL:
        chosen = vectors[[rows[verbatim.id] for verbatim in pool]]
        fewest = FEWEST_FOR_PROPOSAL if version else 1
        new = _new_themes(db, pool, chosen, encoder=encoder, settings=settings, fewest=fewest)
    with db.atomic():
        if ledger_version(db) != version:
            return 0  # Another process entered what it found while this one was looking.
        after = enter_themes(
            db,
            new,
            kind="propose" if version else "adopt",
            author=LATER if version else FIRST,
            reason=f"found in {len(pool)} verbatims",
            model=f"{encoder.name}@{encoder.version}",
        )
        write_sought_in(db, _mark(verbatims, after))
    return len(new)


def search_is_due(db: Database, verbatims: Sequence[Waiting], *, met: int) -> bool:
    """Return whether themes have to be looked for: not where that was done for these verbatims and ledger.

    An analysis may end after its search and before verbatims were held against what that found; the next
    one goes on there, and must not search again in what those verbatims are to be taken from. ``met`` is
    how many were new, which decides where no mark was kept.
    """
    version = ledger_version(db)
    sought_in = read_sought_in(db)
    if version == 0 or sought_in is None:
        return version == 0 or met > 0
    return sought_in != _mark(verbatims, version)


def _mark(verbatims: Sequence[Waiting], ledger: int) -> str:
    return sha256(
        "\n".join((str(ledger), *(f"{item.id} {item.digest}" for item in verbatims))).encode()
    ).hexdigest()


def _new_themes(
    db: Database,
    verbatims: Sequence[Waiting],
    vectors: Vectors,
    *,
    encoder: Encoder,
    settings: Settings,
    fewest: int,
) -> list[NewTheme]:
    texts = [item.text for item in verbatims]
    found = found_themes(texts, vectors, encoder=encoder, settings=settings)
    taken = {theme.label for theme in read_themes(db)}
    sizes = Counter(mention.theme for mention in hold_against(vectors, found.centroids))
    return [
        NewTheme(
            id=theme.id,
            label=unused(theme.label, taken),
            description=theme.description,
            keywords=theme.keywords,
            vector=found.centroids.matrix[number],
            threshold=float(found.centroids.thresholds[number]),
            typical=float(found.centroids.typical[number]),
        )
        for number, theme in enumerate(found.themes)
        if sizes[number] >= fewest
    ]


def unused(label: str, taken: Collection[str]) -> str:
    """Return a label that no theme of the workspace has: itself, or with a number."""
    number, free = 1, label
    while free in taken:
        number += 1
        free = f"{label} ({number})"
    return free


def assign_waiting(
    db: Database,
    verbatims: Sequence[Waiting],
    vectors: Vectors,
    *,
    encoder: Encoder,
    progress: Progress,
) -> int:
    """Hold every verbatim that has not yet met this version of the ledger against its themes.

    Raises SettingsError where the themes were found with another encoder: its centres mean nothing here.
    """
    model = f"{encoder.name}@{encoder.version}"
    known = read_centroids(db, model=model)
    others = [found for found in centroid_models(db) if found != model]
    if others and not known.ids:
        raise SettingsError(
            f"setting 'encoder': found {model}, but this workspace's themes were found with {others[0]}; "
            "set that encoder again, or use a new workspace"
        )
    version = ledger_version(db)
    rows = {verbatim.id: row for row, verbatim in enumerate(verbatims)}
    # What came in since the analysis began is for the next one.
    waiting = [verbatim for verbatim in store.unassigned(db, ledger=version) if verbatim.id in rows]
    if not waiting:
        return 0
    progress("assign", 0, len(waiting))
    chosen = vectors[[rows[verbatim.id] for verbatim in waiting]]
    centroids = Centroids(known.matrix, known.thresholds, known.typical, known.ids)
    mentions = (
        NewMention(waiting[mention.row].id, known.ids[mention.theme], mention.strength)
        for mention in hold_against(chosen, centroids)
    )
    store.write_mentions(
        db,
        mentions,
        verbatims=[verbatim.id for verbatim in waiting],
        ledger=version,
        author=f"model:{model}",
    )
    progress("assign", len(waiting), len(waiting))
    return len(waiting)
