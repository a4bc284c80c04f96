"""Accounts with their tier, segments and the codes heard from them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, TypeAlias

from sqlite_utils import Database

from reports.answers import NO_FILTERS, AccountAnswer, Filters
from reports.dimensions import check_filters
from reports.narrowing import MATCHING_ACCOUNTS, ROLLUPS, parameters
from voc.errors import NotFound
from voc.store.times import read_day

Sort: TypeAlias = Literal["mentions", "name", "arr", "renewal_on", "last_said_on"]

ORDERS: Mapping[Sort, str] = {
    "mentions": "mentions DESC, lower(name), id",
    "name": "lower(name), id",
    "arr": "arr IS NULL, arr DESC, lower(name), id",
    "renewal_on": "renewal_on IS NULL, renewal_on, lower(name), id",
    "last_said_on": "last_said_on IS NULL, last_said_on DESC, lower(name), id",
}

# Tiers are those of the day before :until, else of the last day that feedback or tier events tell of.
LISTED = f"""
WITH today AS (
    SELECT COALESCE(date(:until, '-1 day'), max(
        COALESCE((SELECT MAX(day) FROM rollups WHERE measure = 'all'), ''),
        COALESCE((SELECT MAX(at) FROM tier_events), ''))) AS day
), heard AS (
    SELECT account_id, SUM(mentions) AS mentions, MAX(day) AS last_said_on FROM rollups
    WHERE measure = 'all' AND account_id IS NOT NULL
        AND (:source IS NULL OR source_id = :source)
        AND (:since IS NULL OR day >= :since) AND (:until IS NULL OR day < :until)
    GROUP BY account_id
), listed AS (
    SELECT accounts.id, accounts.name, accounts.arr, accounts.currency, accounts.renewal_on,
        COALESCE(heard.mentions, 0) AS mentions, heard.last_said_on, (
            SELECT spells.tier FROM spells, today WHERE spells.account_id = accounts.id
            AND spells.since <= today.day AND (spells.until IS NULL OR today.day < spells.until)
            ORDER BY spells.since DESC LIMIT 1) AS tier
    FROM accounts LEFT JOIN heard ON heard.account_id = accounts.id
    WHERE (:segments IS NULL OR accounts.id IN ({MATCHING_ACCOUNTS}))
        AND (:account IS NULL OR accounts.id = :account)
)
SELECT * FROM listed WHERE (:tier IS NULL OR tier = :tier)
"""

HEARD = f"""
SELECT rollups.account_id, substr(rollups.measure, 6), SUM(rollups.mentions) FROM rollups
WHERE rollups.measure >= 'code:' AND rollups.measure < 'code;' AND rollups.account_id IS NOT NULL
    AND (:account IS NULL OR rollups.account_id = :account) AND {ROLLUPS}
GROUP BY rollups.account_id, rollups.measure ORDER BY 1, 3 DESC, 2
"""


def accounts(
    db: Database, *, filters: Filters = NO_FILTERS, sort: Sort = "mentions", limit: int | None = None
) -> tuple[AccountAnswer, ...]:
    """Return the accounts; the ``tier`` of the filter is the one that an account is in now.

    ``mentions`` counts the dated verbatims heard from an account, ``codes`` the signals at the strict
    point. Raises NotFound for a filter value that the workspace does not have.
    """
    return _read(db, check_filters(db, filters), sort=sort, limit=limit)


def account(db: Database, account_id: str) -> AccountAnswer:
    """Return one account; NotFound where there is none of that id."""
    found = _read(db, NO_FILTERS, account=account_id)
    if not found:
        raise NotFound(f"no account {account_id!r}: need an account_id of accounts.csv")
    return found[0]


def _read(
    db: Database,
    filters: Filters,
    *,
    sort: Sort = "mentions",
    limit: int | None = None,
    account: str | None = None,
) -> tuple[AccountAnswer, ...]:
    named = {**parameters(filters), "account": account}
    rows = db.query(
        f"{LISTED} ORDER BY {ORDERS[sort]} LIMIT :limit", {**named, "limit": -1 if limit is None else limit}
    )
    codes, segments = _codes(db, {**named, "tier": None}), _segments(db, account)
    return tuple(
        AccountAnswer(
            id=row["id"],
            name=row["name"],
            tier=row["tier"],
            segments=segments.get(row["id"], {}),
            arr=row["arr"],
            currency=row["currency"],
            renewal_on=read_day(row["renewal_on"]),
            mentions=row["mentions"],
            last_said_on=read_day(row["last_said_on"]),
            codes=codes.get(row["id"], {}),
        )
        for row in rows
    )


def _codes(db: Database, named: Mapping[str, str | int | None]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for account, code, mentions in db.execute(HEARD, dict(named)):
        found[account][code] = mentions
    return found


def _segments(db: Database, account: str | None) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    rows = db.execute(
        "SELECT account_id, name, value FROM account_segments "
        "WHERE :account IS NULL OR account_id = :account ORDER BY name",
        {"account": account},
    )
    for owner, name, value in rows:
        found[owner][name] = value
    return found


def account_names(db: Database) -> Mapping[str, str]:
    """Return every account's name by its id."""
    return dict(db.execute("SELECT id, name FROM accounts").fetchall())
