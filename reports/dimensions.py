"""By what an answer can be split and narrowed, and the words for what a workspace does not have."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from reports.answers import Filters
from voc.errors import InputError, NotFound

SEGMENT = "segment."
MOST_DIMENSIONS = 2


def dimensions(db: Database) -> tuple[str, ...]:
    """Return what the workspace can be split by: ``tier``, ``source``, ``segment.<name>``."""
    has_tiers = db.execute("SELECT EXISTS (SELECT 1 FROM spells)").fetchone()[0]
    names = [row[0] for row in db.execute("SELECT DISTINCT name FROM account_segments ORDER BY name")]
    return (*(("tier",) if has_tiers else ()), "source", *(f"{SEGMENT}{name}" for name in names))


def resolve_by(db: Database, by: Sequence[str]) -> tuple[str, ...]:
    """Return the full names of up to two dimensions; a segment may be named without ``segment.``.

    Raises NotFound for a dimension that the workspace lacks, InputError for more than two of them.
    """
    if len(by) > MOST_DIMENSIONS or len(set(by)) < len(by):
        raise InputError(f"split by {', '.join(by)}: need one or two different names")
    known = dimensions(db)
    resolved = []
    for name in by:
        full = name if name in known else f"{SEGMENT}{name}"
        if full not in known:
            raise NotFound(f"nothing to split by {name!r}: this workspace has {', '.join(known)}")
        resolved.append(full)
    return tuple(resolved)


def check_filters(db: Database, filters: Filters) -> Filters:
    """Return the filters as they are.

    Raises NotFound where a source, tier, segment or segment's value is unknown, InputError where the
    dates leave no day.
    """
    if filters.since and filters.until and filters.since >= filters.until:
        raise InputError(
            f"from {filters.since} to {filters.until} holds no day: 'to' is excluded and has to be later"
        )
    if filters.source is not None:
        _known(filters.source, _column(db, "SELECT id FROM sources ORDER BY id"), what="source")
    if filters.tier is not None:
        tiers = _column(db, "SELECT DISTINCT tier FROM spells ORDER BY tier")
        _known(filters.tier, tiers, what="tier")
    for name, value in (filters.segments or {}).items():
        names = _column(db, "SELECT DISTINCT name FROM account_segments ORDER BY name")
        _known(name, names, what="segment")
        values = (
            row[0]
            for row in db.execute(
                "SELECT DISTINCT value FROM account_segments WHERE name = :name ORDER BY value",
                {"name": name},
            )
        )
        _known(value, values, what=f"{SEGMENT}{name}")
    return filters


def _column(db: Database, statement: str) -> tuple[str, ...]:
    return tuple(row[0] for row in db.execute(statement))


def _known(value: str, known: Iterable[str], *, what: str) -> None:
    names = tuple(known)
    if value not in names:
        there = f"there is {', '.join(names[:12])}" if names else "the workspace has none"
        raise NotFound(f"no {what} {value!r}: {there}")


def tier_order(db: Database) -> tuple[str, ...]:
    """Return all tiers that accounts were in or that are sold, from the lowest rank up."""
    return _column(
        db,
        "SELECT tier FROM (SELECT DISTINCT tier FROM spells UNION SELECT id FROM tiers) "
        "LEFT JOIN tiers ON tiers.id = tier ORDER BY rank IS NULL, rank, tier",
    )


def tier_names(db: Database) -> dict[str, str]:
    """Return the catalogue's name of each tier by its id."""
    return dict(db.execute("SELECT id, name FROM tiers").fetchall())
