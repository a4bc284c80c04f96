"""Packaging changes: what they could move, and how many accounts they touched."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from reports.answers import ChangeAnswer
from voc.records import Change, ChangeKind
from voc.store.context import read_changes
from voc.store.times import write_day

# What a change of each kind could plausibly move, proposed where nobody wrote it down.
AFFECTED: Mapping[ChangeKind, tuple[str, ...]] = {
    "price": ("friction.price",),
    "limit": ("friction.limits", "readiness.limit_reached"),
    "feature_moved": ("friction.packaging", "readiness.feature_interest"),
    "tier_added": ("friction.packaging", "readiness.buying_intent"),
    "tier_retired": ("friction.packaging", "friction.migration"),
    "tier_renamed": ("friction.packaging",),
    "addon": ("friction.packaging", "friction.price"),
    "bundle": ("friction.packaging", "friction.price"),
    "trial": ("readiness.buying_intent", "friction.onboarding"),
    "incentive": ("readiness.buying_intent",),
    "terms": ("friction.contract",),
}

# Who is in an exposed tier on the day; for new_only and grandfathered, who first came to one after it;
# grandfathered accounts are reached on :ends, when the old terms end.
EXPOSED = """
WITH held AS (
    SELECT account_id, since, until FROM spells WHERE tier IN (SELECT value FROM json_each(:tiers))
), touched AS (
    SELECT account_id FROM held
    WHERE :mode IN ('all', 'opt_in') AND since <= :day AND (until IS NULL OR :day < until)
    UNION
    SELECT account_id FROM held
    WHERE :mode IN ('new_only', 'grandfathered') GROUP BY account_id HAVING MIN(since) >= :day
    UNION
    SELECT account_id FROM held
    WHERE :mode = 'grandfathered' AND since <= :ends AND (until IS NULL OR :ends < until)
)
SELECT COUNT(*) FROM touched WHERE NOT EXISTS (
    SELECT 1 FROM json_each(:segments) AS wanted WHERE NOT EXISTS (
        SELECT 1 FROM account_segments WHERE account_segments.account_id = touched.account_id
        AND account_segments.name = wanted.key
        AND account_segments.value IN (SELECT value FROM json_each(wanted.value))))
"""


def changes(db: Database) -> tuple[ChangeAnswer, ...]:
    """Return the packaging changes in the order in which they took effect."""
    return tuple(_answer(db, change) for change in read_changes(db))


def _answer(db: Database, change: Change) -> ChangeAnswer:
    return ChangeAnswer(
        id=change.id,
        name=change.name,
        kind=change.kind,
        announced_on=change.announced_on,
        effective_on=change.effective_on,
        billed_on=change.billed_on,
        tiers=change.tiers,
        mode=change.mode,
        affects=change.affects or AFFECTED[change.kind],
        hypothesis=change.hypothesis,
        before=change.before,
        after=change.after,
        exposed_accounts=_exposed(db, change),
        affects_by_default=not change.affects,
    )


def _exposed(db: Database, change: Change) -> int:
    """Count the accounts that the change touched, from their spells and segments.

    With ``all`` and ``opt_in`` they are those in an exposed tier on the effective day; with ``new_only``
    those whose first stay in an exposed tier begins on that day or later; with ``grandfathered`` the new
    ones, and those still there when the old terms end.
    """
    named = {
        "tiers": json.dumps(change.tiers),
        "mode": change.mode,
        "day": write_day(change.effective_on),
        "ends": write_day(change.until),
        "segments": json.dumps(dict(change.segments)),
    }
    return int(db.execute(EXPOSED, named).fetchone()[0])
