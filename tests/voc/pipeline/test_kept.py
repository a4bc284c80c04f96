"""The names of a workspace's catalogue and accounts are kept by redaction."""

from contextlib import closing
from pathlib import Path

from nlp.redaction import Kept
from voc.pipeline.kept import kept_names
from voc.records import Account, Catalogue, Feature, Limit, Tier
from voc.store import context
from voc.store.database import create_database


def test_tiers_features_limits_and_accounts_are_kept_under_all_their_names(tmp_path: Path) -> None:
    catalogue = Catalogue(
        tiers=(Tier("max", "Max", 1),),
        features=(Feature("ada", "Ada", ("the assistant",), ("max",)),),
        limits=(Limit("seats", "Seats", ("users",), {"max": 10.0}),),
    )
    with closing(create_database(tmp_path / "voc.db")) as db:
        context.put_catalogue(db, catalogue)
        context.put_account(db, Account("a1", "Otto Group"))
        assert kept_names(db) == Kept(("Max", "Ada", "the assistant", "Seats", "users", "Otto Group"))


def test_an_empty_workspace_keeps_nothing(tmp_path: Path) -> None:
    with closing(create_database(tmp_path / "voc.db")) as db:
        assert kept_names(db) == Kept(())
