"""What a rate can be asked of: a theme or a code, found by its id, its label or its name."""

from dataclasses import dataclass
from difflib import get_close_matches

from sqlite_utils import Database

from voc.errors import NotFound

THEME = "theme:"
CODE = "code:"


@dataclass(frozen=True, slots=True)
class Measure:
    """A theme (``theme:<id>``) or a code (``code:<code>``) under the name that people read."""

    id: str
    label: str

    @property
    def is_theme(self) -> bool:
        """Whether this is a theme; else it is a code."""
        return self.id.startswith(THEME)

    @property
    def key(self) -> str:
        """The theme's id or the code, without what stands before the colon."""
        return self.id.partition(":")[2]


def all_measures(db: Database) -> tuple[Measure, ...]:
    """Return the living themes in order of their labels, then the codes found in the feedback."""
    themes = db.execute(
        "SELECT id, label FROM themes WHERE status IN ('active', 'proposed') ORDER BY lower(label), id"
    )
    found = [Measure(THEME + row[0], row[1]) for row in themes]
    return (*found, *(Measure(CODE + code, code) for code in _codes(db)))


def _codes(db: Database) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute("SELECT DISTINCT code FROM signals ORDER BY code"))


def find_measure(db: Database, text: str) -> Measure:
    """Return the measure that a text means: ``theme:<id>``, ``code:<code>``, a bare id, label or code.

    Raises NotFound, with the nearest names, where there is none.
    """
    wanted = text.strip()
    for id_, label in db.execute("SELECT id, label FROM themes ORDER BY status = 'retired', id"):
        if wanted in (id_, THEME + id_) or wanted.casefold() == label.casefold():
            return Measure(THEME + id_, label)
    codes = _codes(db)
    if wanted.removeprefix(CODE) in codes:
        return Measure(CODE + wanted.removeprefix(CODE), wanted.removeprefix(CODE))
    raise NotFound(f"no theme or code {wanted!r}: {_near(db, wanted)}run 'voc themes' to see what there is")


def _near(db: Database, wanted: str) -> str:
    names = {name.casefold(): name for measure in all_measures(db) for name in (measure.label, measure.key)}
    near = [names[name] for name in get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5)]
    return f"near it are {', '.join(repr(name) for name in near)}; " if near else ""
