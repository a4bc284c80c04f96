"""Hostile files: read within the limits or refused, in under 5 s and 1 GB, with the caller alive."""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.context.catalogue import read_catalogue
from ingestion.context.changes import read_changes
from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from tests.ingestion.attack import Attack
from tests.ingestion.hostile import FILES, PATTERNS, TALK
from tests.ingestion.making import docx, paragraph
from voc.errors import InputError

Write = Callable[[str, str | bytes], Path]
UNIT = 1 if sys.platform == "darwin" else 1_024  # of ru_maxrss, in bytes
CONTEXT = {"catalogue": read_catalogue, "changes": read_changes}
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/hostname">]>'


def _computed() -> float:
    """Return the seconds computed so far, in children too; unlike a clock they feel no busy machine."""
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def attempt(path: Path) -> str | tuple[object, ...]:
    """Return what reading a file says or gives: feedback in a child, the workspace's context here."""
    try:
        reading = read_isolated(path, ReadOptions())
        if reading.context in CONTEXT:
            return tuple(CONTEXT[reading.context](path))
        return tuple(reading.items)
    except InputError as error:
        return str(error)


def _held(
    path: Path, read: Callable[[Path], str | tuple[object, ...]] = attempt, *, most_s: float = 5
) -> str | tuple[object, ...]:
    """Return what reading a file says or gives, having held it to its time and memory."""
    before = _computed()
    outcome = read(path)
    assert _computed() - before < most_s
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # A child's peak starts with what its parent holds when it is started, and these tests hold bombs.
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak * UNIT < 1_000_000_000 or peak <= ours
    return outcome


def _within(path: Path) -> str | tuple[object, ...]:
    """Return what reading a file says or gives, without a child of its own."""
    try:
        return tuple(read_file(path, ReadOptions()).items)
    except InputError as error:
        return str(error)


@pytest.mark.parametrize("attack", FILES, ids=str)
def test_an_attack_is_refused_in_time_or_harmless(attack: Attack, tmp_path: Path) -> None:
    path = tmp_path / attack.file
    attack.write(path)
    outcome = _held(path)
    if isinstance(outcome, str):
        assert path.name in outcome
        assert "\n" not in outcome
        assert (attack.says or "") in outcome
    else:
        assert attack.says is None, outcome[:1]


@pytest.mark.parametrize("attack", PATTERNS, ids=str)
def test_text_made_against_patterns_costs_no_time(attack: Attack, tmp_path: Path) -> None:
    path = tmp_path / attack.file
    attack.write(path)
    # What runs in this process is traced for its coverage, which makes it some three times slower.
    assert _held(path, _within, most_s=15)


def test_an_entity_from_outside_is_not_read(write: Write) -> None:
    body = TALK + paragraph("P1: it says OUT").replace("OUT", "&out;")
    outcome = _held(write("outside.docx", docx(body, prolog=OUTSIDE)))
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "root"
    assert secret not in str(outcome)
