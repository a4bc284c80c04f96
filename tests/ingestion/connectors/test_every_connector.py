"""What holds for every connector in the table."""

from datetime import UTC, datetime

import pytest

from ingestion.connectors.connector import Ask, Connector
from ingestion.connectors.exports import dump_cursor, first_since, load_cursor
from ingestion.connectors.table import CONNECTORS, connectors
from voc.errors import InputError

every_connector = pytest.mark.parametrize("connector", CONNECTORS, ids=lambda connector: connector.name)
# The least that each needs.
SETTINGS = {
    "github": {"repository": "acme/app"},
    "intercom": {},
    "qualtrics": {"survey": "SV_1", "data_centre": "fra1"},
    "stripe": {},
    "typeform": {"form": "lT4Z3j"},
    "zendesk": {"subdomain": "acme"},
}
HOSTS = {
    "github": "https://api.github.com",
    "intercom": "https://api.intercom.io",
    "qualtrics": "https://fra1.qualtrics.com",
    "stripe": "https://api.stripe.com",
    "typeform": "https://api.typeform.com",
    "zendesk": "https://acme.zendesk.com",
}


def test_names_are_unique_and_in_order() -> None:
    assert [connector.name for connector in CONNECTORS] == sorted(SETTINGS)
    assert connectors() == CONNECTORS


@every_connector
def test_its_words_are_filled_and_its_fields_are_unique(connector: Connector) -> None:
    names = [field.name for field in connector.fields]
    assert len(names) == len(set(names))
    assert all(field.about for field in connector.fields)
    assert connector.about
    assert connector.secret == connector.secret.upper()
    assert {field.name for field in connector.fields if field.required} <= set(SETTINGS[connector.name])


@every_connector
def test_the_token_goes_into_a_header_and_not_into_the_address(connector: Connector) -> None:
    access = connector.access(SETTINGS[connector.name], "tok_1")
    assert access.url == HOSTS[connector.name]
    assert len([value for value in access.headers.values() if "tok_1" in value]) == 1


@every_connector
def test_another_address_is_https_or_this_machine(connector: Connector) -> None:
    for url in ("https://proxy.example", "http://127.0.0.1:8080", "http://localhost:1"):
        assert connector.access({**SETTINGS[connector.name], "url": url}, "t").url == url
    for url in ("http://proxy.example", "ftp://proxy.example", "proxy.example", "https://", "file:///etc"):
        with pytest.raises(InputError, match="need an address such as"):
            connector.access({**SETTINGS[connector.name], "url": url}, "t")


def test_the_mail_address_of_a_zendesk_token_is_its_user() -> None:
    zendesk = next(connector for connector in CONNECTORS if connector.name == "zendesk")
    access = zendesk.access({"subdomain": "acme", "email": "ana@acme.example"}, "tok")
    assert access.headers["Authorization"] == "Basic YW5hQGFjbWUuZXhhbXBsZS90b2tlbjp0b2s="


@pytest.mark.parametrize("parts", [{}, {"since": "1"}, {"newest": "ü\n", "before": '"}'}])
def test_a_cursor_reads_as_it_was_written(parts: dict[str, str]) -> None:
    assert load_cursor(Ask("desk", cursor=dump_cursor(**parts, gone=None))) == parts
    assert load_cursor(Ask("desk")) == {}


def test_a_cursor_that_is_none_is_one_sentence() -> None:
    with pytest.raises(InputError) as error:
        load_cursor(Ask("desk", cursor="{"))
    assert str(error.value).startswith("desk: the stored cursor is no JSON (")


def test_instants_are_written_as_the_systems_take_them() -> None:
    assert first_since(Ask("desk", since=datetime(2026, 1, 31, 9, tzinfo=UTC))) == "2026-01-31T09:00:00Z"
    assert first_since(Ask("desk")) is None
