"""Telling a speaker's label from any other words before a colon."""

import re
from collections import Counter
from collections.abc import Iterable

from ingestion.roles import is_role_label

# Words that begin many a line with a colon and name nobody.
_NOT_NAMES = frozenset((
    "note", "notes", "nb", "ps", "regards", "thanks", "example", "warning", "error", "update", "subject",
    "re", "fwd", "fw", "from", "to", "cc", "bcc", "sent", "date", "time", "question", "answer", "summary",
    "background", "http", "https", "url", "so", "well", "okay", "ok", "and", "but", "or", "first", "second",
    "third", "next", "also", "yes", "no", "because", "step", "task", "goal", "goals", "problem", "problems",
    "result", "results", "total", "hint", "tip", "todo", "agenda", "title", "duration", "location", "topic",
    "consent", "recording", "transcript", "attendees", "description", "link", "links", "source", "version",
    "status", "break", "music", "intro", "outro",
))  # fmt: skip
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "zu", "of", "the", "and", "&", "y", "e",
))  # fmt: skip
_STOPPED = re.compile(r"(?:dr|mr|mrs|ms|prof|jr|sr|st|ing|[^\W\d_])\.|[^.]*|[^.]+\.[^.]+", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_LONGEST = 200
_SIDE = re.compile(r"\s*(?:\([^)]*\)|\|.*|/.*|<[^>]*>)")


def find_speakers(labels: Iterable[str]) -> frozenset[str]:
    """Return those labels of a file that name speakers.

    A role's label does, and a name of up to five capitalised words; other words do where they come
    back three times or more.
    """
    counts = Counter(labels)
    return frozenset(
        label
        for label, times in counts.items()
        if is_role_label(label)
        or looks_like_name(label)
        or _ADDRESS.fullmatch(label)
        or (times >= 3 and _may_repeat(label))
    )


def looks_like_name(label: str) -> bool:
    """Say whether a label is written like a person's name, a company in brackets behind it or not."""
    bare = "" if len(label) > _LONGEST else _SIDE.sub("", label).strip()
    words = re.split(r"[\s,]+", bare)
    if not bare or len(words) > 5 or words[0].lower() in _NOT_NAMES or bare.lower() in _NOT_NAMES:
        return False
    if not all(_STOPPED.fullmatch(word) for word in words):
        return False
    return all(_capital(word) or word.lower() in _PARTICLES for word in words) and _capital(words[0])


def _capital(word: str) -> bool:
    first = word.lstrip("\"'\u2019([#@_-")[:1]
    return bool(first) and (not first.islower() or first.isdigit())


def _may_repeat(label: str) -> bool:
    return len(label.split()) <= 4 and label.split(maxsplit=1)[0].lower() not in _NOT_NAMES
