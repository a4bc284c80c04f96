"""The names that redaction keeps: what the company sells, and the companies that it sells to."""

from sqlite_utils import Database

from nlp.redaction import Kept
from voc.store import context as store


def kept_names(db: Database) -> Kept:
    """Return the names of tiers, features, limits and accounts of a workspace, other names included."""
    catalogue = store.read_catalogue(db)
    tiers = (tier.name for tier in catalogue.tiers)
    features = (name for item in catalogue.features for name in (item.name, *item.also))
    limits = (name for item in catalogue.limits for name in (item.name, *item.also))
    accounts = (row["name"] for row in db.query("SELECT name FROM accounts ORDER BY id"))
    names = dict.fromkeys(name.strip() for name in (*tiers, *features, *limits, *accounts) if name)
    return Kept(tuple(name for name in names if name))
