"""The analysis: vectors, themes, mentions, signals and rollups of whatever is new, and a manifest."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from time import perf_counter

from sqlite_utils import Database

from nlp.codebook import Codebook, load_codebook
from nlp.embedding import Encoder, Vectors, load_encoder
from nlp.signals import Detector, load_detector
from voc import __version__
from voc.errors import NothingYet
from voc.pipeline.progress import Progress, silent
from voc.pipeline.theming import assign_waiting, find_themes, search_is_due
from voc.pipeline.twinning import mark_twins
from voc.pipeline.vectors import vectors_of
from voc.settings import DEFAULT_ENCODER, Settings
from voc.store import analysis as store
from voc.store.rollups import refresh_rollups
from voc.store.themes import ledger_version, read_themes

CHUNK = 512


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run of the analysis did; ``results`` is equal for equal results."""

    verbatims: int
    assigned: int
    detected: int
    themes: int
    new_themes: int
    unthemed: float
    ledger_version: int
    detector_version: str
    seconds: float
    manifest: str
    results: str


def analyze(db: Database, settings: Settings, *, progress: Progress = silent) -> RunReport:
    """Bring themes, mentions, signals and rollups up to date with what was ingested.

    Only what is new is encoded, assigned and read. Raises NothingYet in an empty workspace.
    """
    begun, clock = store.started(), perf_counter()
    verbatims = store.all_verbatims(db)
    if not verbatims:
        raise NothingYet("nothing to analyse yet: run 'voc ingest FILE' first")
    encoder = load_encoder(settings.encoder, settings.models)
    codebook = load_codebook(settings.codebook)
    vectors = vectors_of(db, verbatims, encoder, progress=progress)
    new_themes, assigned = _theme(db, settings, verbatims, vectors, encoder=encoder, progress=progress)
    # The detectors were fitted on one encoder; themes may be found with another.
    shared = settings.encoder == DEFAULT_ENCODER
    reader = encoder if shared else load_encoder(DEFAULT_ENCODER, settings.models)
    detector = load_detector(codebook, reader)
    detected = _detect(db, verbatims, vectors if shared else None, detector, progress=progress)
    mark_twins(db, verbatims)
    progress("rollups", 0, None)
    refresh_rollups(db, zone=settings.time_zone)
    themes = [theme for theme in read_themes(db) if theme.status in ("active", "proposed")]
    results = store.results_digest(db)
    manifest = _manifest(db, settings, encoder, detector, codebook=codebook, results=results)
    seconds = perf_counter() - clock
    with db.atomic():
        digest = store.write_run(db, started_at=begun, seconds=seconds, manifest=manifest)
    return RunReport(
        verbatims=len(verbatims),
        assigned=assigned,
        detected=detected,
        themes=len(themes),
        new_themes=new_themes,
        unthemed=len(store.unthemed(db)) / len(verbatims),
        ledger_version=ledger_version(db),
        detector_version=detector.version,
        seconds=seconds,
        manifest=digest,
        results=results,
    )


def _theme(
    db: Database,
    settings: Settings,
    verbatims: Sequence[store.Waiting],
    vectors: Vectors,
    *,
    encoder: Encoder,
    progress: Progress,
) -> tuple[int, int]:
    """Hold what is new against the known themes, then look for new ones; return new themes and assigned."""
    met = assign_waiting(db, verbatims, vectors, encoder=encoder, progress=progress)
    if not search_is_due(db, verbatims, met=met):
        return 0, met
    progress("themes", 0, None)
    new_themes = find_themes(db, verbatims, vectors, encoder=encoder, settings=settings)
    again = assign_waiting(db, verbatims, vectors, encoder=encoder, progress=progress)
    return new_themes, max(met, again)


def _detect(
    db: Database,
    verbatims: Sequence[store.Waiting],
    vectors: Vectors | None,
    detector: Detector,
    *,
    progress: Progress,
) -> int:
    row = {verbatim.id: number for number, verbatim in enumerate(verbatims)}
    # What came in since the analysis began is for the next one.
    waiting = [item for item in store.undetected(db, detector=detector.version) if item.id in row]
    if waiting:
        progress("signals", 0, len(waiting))
    points = {code: (point.balanced, point.strict) for code, point in detector.working_points.items()}
    for first in range(0, len(waiting), CHUNK):
        chunk = waiting[first : first + CHUNK]
        known = None if vectors is None else vectors[[row[item.id] for item in chunk]]
        found = detector.detect([item.text for item in chunk], known)
        by_verbatim = {item.id: signals for item, signals in zip(chunk, found, strict=True)}
        store.write_signals(db, by_verbatim, points=points, detector=detector.version)
        progress("signals", min(first + CHUNK, len(waiting)), len(waiting))
    return len(waiting)


def _manifest(
    db: Database,
    settings: Settings,
    encoder: Encoder,
    detector: Detector,
    *,
    codebook: Codebook,
    results: str,
) -> dict[str, object]:
    return {
        "voc": __version__,
        "inputs": store.input_digests(db),
        "encoder": f"{encoder.name}@{encoder.version}",
        "detector_version": detector.version,
        "codebook": sha256(repr(codebook).encode()).hexdigest(),
        "ledger_version": ledger_version(db),
        "settings": {
            "time_zone": settings.time_zone,
            "granularity": settings.granularity,
            "seed": settings.seed,
        },
        "results": results,
    }
