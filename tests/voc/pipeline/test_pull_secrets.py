"""The token of a source is in its requests and nowhere else."""

import logging
from pathlib import Path

import pytest

from tests.ingestion.connectors.server import TOKEN, Asked, Reply
from tests.voc.pipeline.worlds import WORLDS, Site
from voc.errors import InputError, SettingsError, SourceError
from voc.pipeline.pull import check_settings, find_connector

every_system = pytest.mark.parametrize("name", WORLDS)
github = pytest.mark.parametrize("name", ["github"])


@every_system
def test_the_token_is_in_no_log_and_in_no_byte_of_the_workspace(
    desk: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for logger in ("httpx", "httpcore", "stamina", "voc"):
        caplog.set_level(logging.DEBUG, logger)
    caplog.set_level(logging.DEBUG)
    desk.fake.plan({0: "429", 1: "closed", 2: "html", 3: "cut"})
    desk.pull()
    desk.fake.plan(dict.fromkeys(range(40), "500"))
    with pytest.raises(SourceError) as error:
        desk.pull()
    told = [record.getMessage() + str(record.__dict__) for record in caplog.records]
    assert [record.name for record in caplog.records if record.name == "stamina"]
    assert [line for line in [*told, str(error.value)] if TOKEN in line] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"voc.db", "voc.db-wal"} <= {path.name for path in files}
    assert [path.name for path in files if TOKEN.encode() in path.read_bytes()] == []


@every_system
def test_a_token_that_the_answer_repeats_is_not_in_the_message(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(find_connector(desk.world.name).secret, "x" * 120 + TOKEN)
    with pytest.raises(SourceError) as error:
        desk.pull()
    assert "answered 401" in str(error.value)
    assert "xxx" not in str(error.value)
    assert "need a token that is valid: make a new one and put it into the variable" in str(error.value)
    assert len(desk.fake.seen) == 1


@every_system
def test_a_missing_variable_is_one_sentence(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = find_connector(desk.world.name).secret
    monkeypatch.delenv(variable)
    with pytest.raises(SettingsError) as error:
        desk.pull()
    assert str(error.value) == f"desk: no secret found, need it in the environment variable {variable}"
    assert desk.fake.seen == []


@github
@pytest.mark.parametrize("value", ["two words", "tok\x00en", "tök", "tok\nen"])
def test_a_variable_that_holds_no_token_is_not_repeated(
    desk: Site, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "\x00" in value:
        value = value.replace("\x00", "\x01")
    monkeypatch.setenv("GITHUB_TOKEN", value)
    with pytest.raises(SettingsError) as error:
        desk.pull()
    assert str(error.value) == (
        "desk: found blanks or other signs that no token has in the environment variable GITHUB_TOKEN, "
        "need the token alone"
    )


@github
def test_a_line_end_behind_the_token_is_taken_off(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN + "\n")
    assert desk.pull().added == 7


@github
@pytest.mark.parametrize(
    "link", ["http://127.0.0.2:{port}/x", "https://127.0.0.1:{port}/x", "//elsewhere.example/x", "http://[/"]
)
def test_a_link_to_another_place_is_refused_before_the_token_goes_there(desk: Site, link: str) -> None:
    port = desk.fake.url.rpartition(":")[2]
    issue = {**desk.fake.issues[1], "comments": 1, "comments_url": link.format(port=port)}
    desk.fake.issues = {1: issue}
    with pytest.raises(SourceError, match="need links"):
        desk.pull()
    assert [seen.path for seen in desk.fake.seen] == ["/repos/acme/app/issues"]


@github
def test_a_redirect_is_refused(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(asked: Asked) -> Reply:
        return Reply({"message": "Moved"}, 301, {"Location": f"https://elsewhere.example{asked.path}"})

    monkeypatch.setattr(desk.fake, "answer", moved)
    with pytest.raises(SourceError) as error:
        desk.pull()
    assert str(error.value) == (
        "desk: /repos/acme/app/issues answered 301 (a redirect to elsewhere.example); need an answer of 200"
    )
    assert len(desk.fake.seen) == 1


@github
@pytest.mark.parametrize(
    ("status", "need"),
    [
        (401, "a token that is valid: make a new one and put it into the variable"),
        (403, "a token that may read this: give it the scopes that the manual names"),
        (404, "an address that is there: look at the source's settings, and at what the token may see"),
        (
            410,
            "something that is still there: it was deleted or switched off, so look at the source's settings",
        ),
    ],
)
def test_a_refusal_is_one_sentence_and_is_not_asked_again(
    desk: Site, status: int, need: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.fake, "answer", lambda _: Reply({"message": "no"}, status))
    with pytest.raises(SourceError) as error:
        desk.pull()
    said = f'desk: /repos/acme/app/issues answered {status} ({{"message": "no"}}); need {need}'
    assert str(error.value) == said
    assert len(desk.fake.seen) == 1


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [
        ("github", {}, "github: missing repository (owner/name); give it with --set name=value"),
        ("github", {"repository": "acme"}, "repository: found 'acme', need owner/name"),
        ("github", {"repository": "../../x"}, "repository: found '../../x', need owner/name"),
        (
            "github",
            {"repository": "a/b", "branch": "x"},
            "github: found branch, need repository, url",
        ),
        (
            "github",
            {"repository": "a/b", "url": "http://git.acme.example"},
            "url: found 'http://git.acme.example', need an address such as https://api.example.com",
        ),
        (
            "github",
            {"repository": "a/b", "url": "https://me:tok@git.acme.example"},
            "url: found a user, a query or a fragment in it, need the address alone",
        ),
        ("zendesk", {}, "subdomain: found '', need the acme of acme.zendesk.com"),
        ("zendesk", {"subdomain": "a.b/x"}, "subdomain: found 'a.b/x', need the acme of acme.zendesk.com"),
        ("qualtrics", {"survey": "SV_1"}, "data_centre: found '', need one such as fra1"),
    ],
)
def test_a_wrong_setting_is_one_sentence(name: str, settings: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as error:
        check_settings(find_connector(name), settings, secret="TOKEN")  # noqa: S106  (a variable's name)
    assert str(error.value) == said


def test_only_an_open_system_may_be_asked_without_a_token() -> None:
    check_settings(find_connector("github"), {"repository": "a/b"}, secret="")
    with pytest.raises(InputError, match="typeform: found no variable for the token, need one"):
        check_settings(find_connector("typeform"), {"form": "x"}, secret="")


def test_an_unknown_system_is_answered_with_those_there_are() -> None:
    with pytest.raises(InputError) as error:
        find_connector("jira")
    assert str(error.value) == (
        "no connector 'jira', need one of github, intercom, qualtrics, stripe, typeform, zendesk"
    )
