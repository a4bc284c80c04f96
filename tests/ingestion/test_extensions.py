"""Readers and connectors of other packages."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from ingestion import extensions
from ingestion.connectors.connector import Connector
from ingestion.connectors.table import CONNECTORS
from ingestion.extensions import installed
from voc.errors import SettingsError

GROUP = "voc.connectors"
GITHUB = "ingestion.connectors.github:CONNECTOR"


def offer(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    points = EntryPoints(EntryPoint(f"one{number}", value, GROUP) for number, value in enumerate(values))
    monkeypatch.setattr(extensions, "entry_points", lambda group: points.select(group=group))
    extensions._loaded.cache_clear()


@pytest.fixture(autouse=True)
def _forget() -> None:
    extensions._loaded.cache_clear()


def test_nothing_is_installed_but_what_voc_has() -> None:
    assert installed(GROUP, Connector, taken=set()) == ()


def test_a_package_offers_a_connector_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, GITHUB)
    assert [one.name for one in installed(GROUP, Connector, taken={"zendesk"})] == ["github"]
    extensions._loaded.cache_clear()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nowhere.at.all:X", "cannot be loaded (ModuleNotFoundError: No module named 'nowhere')"),
        ("json:dumps", "is a function, need a Connector"),
        (GITHUB, "the name 'github' is taken, need another one"),
    ],
)
def test_one_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, value: str, said: str
) -> None:
    offer(monkeypatch, value)
    with pytest.raises(SettingsError) as error:
        installed(GROUP, Connector, taken={connector.name for connector in CONNECTORS})
    assert str(error.value).startswith(f"entry point voc.connectors: one0 = {value}")
    assert str(error.value).endswith(said)
    extensions._loaded.cache_clear()
