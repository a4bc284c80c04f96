"""The mix of codes that a theme's verbatims carry, and the kind that follows from it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from voc.records import ThemeKind
from voc.store.analysis import TAKES_PART

SMALLEST_SHARE = 0.05
LEADING_SHARE = 0.3

# What customers got out of the product shows value; it is no wish for more of it.
VALUE_CODES = ("readiness.value_realised", "readiness.advocacy")
KINDS: Mapping[str, ThemeKind] = {
    "friction": "friction",
    "readiness": "readiness",
    "churn_risk": "churn_risk",
    "value": "value",
}

MEMBERS = f"""
SELECT mentions.theme_id, COUNT(*) FROM mentions JOIN verbatims ON verbatims.id = mentions.verbatim_id
JOIN documents ON documents.id = verbatims.document_id WHERE {TAKES_PART} GROUP BY mentions.theme_id
"""

CARRIED = f"""
WITH carried AS (
    SELECT mentions.theme_id, mentions.verbatim_id, signals.code,
        CASE WHEN signals.code IN ('{VALUE_CODES[0]}', '{VALUE_CODES[1]}') THEN 'value'
        ELSE substr(signals.code, 1, instr(signals.code, '.') - 1) END AS kind
    FROM mentions JOIN signals ON signals.verbatim_id = mentions.verbatim_id
    JOIN verbatims ON verbatims.id = mentions.verbatim_id
    JOIN documents ON documents.id = verbatims.document_id WHERE {TAKES_PART}
)
SELECT theme_id, 'code', code, COUNT(*) FROM carried GROUP BY theme_id, code
UNION ALL
SELECT theme_id, 'kind', kind, COUNT(DISTINCT verbatim_id) FROM carried GROUP BY theme_id, kind
ORDER BY 1, 2, 4 DESC, 3
"""


@dataclass(slots=True)
class Mix:
    """The share of a theme's verbatims with each code, the largest first, and the theme's kind."""

    codes: dict[str, float] = field(default_factory=dict)
    kind: ThemeKind = "other"
    leading: float = 0.0


def theme_mixes(db: Database) -> Mapping[str, Mix]:
    """Return the mix of each theme over all its verbatims, whatever an answer is narrowed to.

    A code counts at either working point and is left out below 5 %. The kind is that of the largest
    group of codes (friction, readiness, churn_risk, value), or ``other`` where it is under 30 %.
    """
    members: dict[str, int] = dict(db.execute(MEMBERS).fetchall())
    mixes: dict[str, Mix] = defaultdict(Mix)
    for theme, what, name, count in db.execute(CARRIED):
        mix, share = mixes[theme], count / members[theme]
        if what == "code" and share >= SMALLEST_SHARE:
            mix.codes[name] = share
        elif what == "kind" and name in KINDS and share >= max(LEADING_SHARE, mix.leading + 1e-9):
            mix.kind, mix.leading = KINDS[name], share
    return mixes
