"""Tokens are made, listed and revoked by the command, and the server's first start makes one."""

import csv
import io
import json
import re
from collections.abc import Callable

import pytest

from voc.cli.app import main
from voc.settings import Settings
from voc.web import server

TOKEN = re.compile(r"voc_[0-9a-f]{10}_[0-9a-f]{64}")


@pytest.fixture
def workspace(empty_company: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("VOC_WORKSPACE", str(empty_company.workspace))
    return empty_company


@pytest.fixture
def ask(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command in the workspace and gives its exit code, output and error."""
    assert workspace

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["voc", *words])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the server would listen; it gets as far as its own check, and ends there."""
    asked: list[str] = []

    def run(settings: Settings, **_: object) -> None:
        server._check_guarded(settings)
        asked.append(settings.host)

    monkeypatch.setattr(server, "serve", run)
    return asked


def test_a_token_is_printed_alone_so_that_a_script_can_take_it(
    ask: Callable[..., tuple[int, str, str]],
) -> None:
    code, said, _ = ask("tokens", "add", "ana", "--scope", "read", "--scope", "quotes", "--expires", "90d")
    assert code == 0
    assert TOKEN.fullmatch(said.strip())
    code, text, _ = ask("tokens", "-f", "json")
    (token,) = json.loads(text)["tokens"]
    assert (token["id"], token["name"], token["scopes"]) == (said[4:14], "ana", ["quotes", "read"])
    assert (token["state"], token["used_at"], token["expires_at"][-1]) == ("valid", None, "Z")
    assert said.strip()[15:] not in text
    header, row = csv.reader(io.StringIO(ask("tokens", "-f", "csv")[1]))
    assert header == ["id", "name", "scopes", "made", "expires", "last used", "state"]
    assert row[:3] == [said[4:14], "ana", "quotes, read"]


def test_a_revoked_token_stays_listed(ask: Callable[..., tuple[int, str, str]]) -> None:
    id_ = ask("tokens", "add", "bo", "--scope", "all")[1][4:14]
    assert ask("tokens", "revoke", id_)[1] == f"token {id_} (bo) is revoked, and its sessions are ended\n"
    assert "revoked" in ask("tokens")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "x", "--scope", "write"), "voc: scope 'write': need one or more of read, quotes, upload, "),
        (
            ("add", "x", "--scope", "read", "--expires", "soon"),
            "voc: --expires 'soon': need a number of hours",
        ),
        (("revoke", "0000000000"), "voc: no token has this id: 'voc tokens' lists them"),
    ],
)
def test_what_is_wrong_is_one_line(
    ask: Callable[..., tuple[int, str, str]], words: tuple[str, ...], said: str
) -> None:
    code, out, error = ask("tokens", *words)
    assert (code, out) == (2, "")
    assert error.startswith(said)
    assert error.count("\n") == 1


def test_the_first_start_shows_a_token_once(
    ask: Callable[..., tuple[int, str, str]], served: list[str]
) -> None:
    assert len(TOKEN.findall(ask("serve", "--no-worker")[1])) == 1
    assert TOKEN.findall(ask("serve", "--no-worker")[1]) == []
    (token,) = json.loads(ask("tokens", "-f", "json")[1])["tokens"]
    assert (token["name"], len(token["scopes"])) == ("first", 6)
    assert served == ["127.0.0.1", "127.0.0.1"]


def test_open_makes_no_token(ask: Callable[..., tuple[int, str, str]], served: list[str]) -> None:
    assert TOKEN.findall(ask("serve", "--no-worker", "--open")[1]) == []
    assert ask("tokens")[1].startswith("no tokens: ")
    assert served == ["127.0.0.1"]


@pytest.mark.parametrize("words", [(), ("--open",)])
def test_without_a_token_it_listens_to_this_machine_alone(
    ask: Callable[..., tuple[int, str, str]], served: list[str], words: tuple[str, ...]
) -> None:
    code, out, error = ask("serve", "--no-worker", "--host", "0.0.0.0", *words)  # noqa: S104  (what the test is about)
    assert (code, out) == (2, "")
    assert error == (
        "voc: cannot listen on 0.0.0.0: the workspace has no token, and other machines could read it; "
        "make one with 'voc tokens add NAME --scope all', or listen on 127.0.0.1\n"
    )
    ask("tokens", "add", "ana", "--scope", "read")
    assert ask("serve", "--no-worker", "--host", "0.0.0.0", *words)[0] == 0  # noqa: S104  (as above)
    assert served == ["0.0.0.0"]  # noqa: S104  (as above)
