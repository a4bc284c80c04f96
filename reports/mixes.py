"""The mix of codes that a theme's verbatims carry, and the kind that follows from it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from voc.records import ThemeKind

SMALLEST_SHARE = 0.05
LEADING_SHARE = 0.3

# What customers got out of the product shows value; it is no wish for more of it.
VALUE_CODES = ("readiness.value_realised", "readiness.advocacy")
# Of groups that are equally large the first one leads.
KINDS: tuple[ThemeKind, ...] = ("friction", "churn_risk", "readiness", "value")

# Only verbatims that take part in the analysis are ever given mentions and signals.
MEMBERS = "SELECT theme_id, COUNT(*) FROM mentions GROUP BY theme_id"
CARRIED = """
SELECT mentions.theme_id, mentions.verbatim_id, signals.code FROM mentions
JOIN signals ON signals.verbatim_id = mentions.verbatim_id
"""


@dataclass(frozen=True, slots=True)
class Mix:
    """The share of a theme's verbatims with each code, the largest first, and the theme's kind."""

    codes: Mapping[str, float]
    kind: ThemeKind


NO_MIX = Mix(codes={}, kind="other")


def theme_mixes(db: Database) -> Mapping[str, Mix]:
    """Return the mix of each theme over all its verbatims, whatever an answer is narrowed to.

    A code counts at either working point and is left out below 5 %. The kind is that of the largest
    group of codes (friction, readiness, churn_risk, value), or ``other`` where it is under 30 %.
    """
    members: dict[str, int] = dict(db.execute(MEMBERS).fetchall())
    carried = db.execute(CARRIED).fetchall()
    kind_of = {code: _kind_of(code) for code in {code for _, _, code in carried}}
    codes = Counter((theme, code) for theme, _, code in carried)
    seen = {(theme, verbatim, kind_of[code]) for theme, verbatim, code in carried}
    kinds = Counter((theme, kind) for theme, _, kind in seen)
    shares: dict[str, dict[str, float]] = {theme: {} for theme in members}
    for (theme, code), count in sorted(codes.items(), key=lambda item: (-item[1], item[0])):
        if count / members[theme] >= SMALLEST_SHARE:
            shares[theme][code] = count / members[theme]
    return {
        theme: Mix(codes=shares[theme], kind=_leading({kind: kinds[theme, kind] / total for kind in KINDS}))
        for theme, total in members.items()
    }


def _kind_of(code: str) -> str:
    return "value" if code in VALUE_CODES else code.partition(".")[0]


def _leading(shares: Mapping[ThemeKind, float]) -> ThemeKind:
    kind = max(shares, key=lambda one: shares[one])
    return kind if shares[kind] >= LEADING_SHARE else "other"
