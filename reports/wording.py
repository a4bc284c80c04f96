"""Numbers as the findings say them: shares with their intervals, in plain words."""

from reports.answers import Unit
from reports.intervals import wilson


def percent(share: float) -> str:
    """Return a share as ``31.1 %``."""
    return f"{100 * share:.1f} %"


def share_of(hits: int, total: int, unit: Unit | str, *, confidence: float) -> str:
    """Return ``143 of 460 accounts (31.1 %, 95 % interval 27.0 to 35.5 %)``, by Wilson (1927)."""
    low, high = wilson(hits, total, confidence=confidence)
    return (
        f"{hits:,} of {total:,} {unit} ({percent(hits / total)}, {100 * confidence:g} % interval "
        f"{100 * low:.1f} to {percent(high)})"
    )


def listed(names: tuple[str, ...]) -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
