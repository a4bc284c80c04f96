"""``voc sources`` and ``voc pull`` on the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.ingestion.connectors.fake_github import FakeGitHub
from tests.ingestion.connectors.server import TOKEN
from voc.cli.app import main
from voc.store.database import create_database

ROOT = Path(__file__).parents[3]
FULL = (
    "--full: need the one source that it is meant for, and no --since: it asks from the beginning and "
    "deletes what is gone"
)
Said: TypeAlias = tuple[int, str, str]
Run: TypeAlias = Callable[..., Said]


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    """A repository with four issues."""
    made = FakeGitHub()
    for number in (1, 2, 3, 4):
        made.put(number, f"The seat limit blocks our new hires {number}.")
    with made.serving():
        yield made


@pytest.fixture
def voc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on an empty workspace; give exit code, standard output and standard error."""
    create_database(tmp_path / "voc.db").close()
    (tmp_path / "redaction.key").write_bytes(b"k" * 32)
    monkeypatch.setenv("VOC_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)

    def run(*words: str) -> Said:
        monkeypatch.setattr("sys.argv", ["voc", *words])
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


def add(voc: Run, fake: FakeGitHub) -> Said:
    return voc(
        "sources", "add", "issues", "--connector", "github", "--set", "repository=acme/app",
        "--set", f"url={fake.url}",
    )  # fmt: skip


def test_a_source_is_added_pulled_listed_and_removed(voc: Run, fake: FakeGitHub) -> None:
    assert voc("sources")[1] == (
        "no sources yet: 'voc ingest FILE' reads a file, 'voc sources add' makes one that is pulled\n"
    )
    said = (
        "'voc pull issues' now pulls it from github, with the token in the environment variable "
        "GITHUB_TOKEN\n"
    )
    assert add(voc, fake) == (0, said, "")
    code, out, err = voc("pull", "--format", "json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "pulls": [
            {
                "source": "issues",
                "connector": "github",
                "pages": 1,
                "added": 4,
                "changed": 0,
                "unchanged": 0,
                "deleted": 0,
                "tier_events": 0,
                "rejects": 0,
            }
        ]
    }
    (source,) = json.loads(voc("sources", "--format", "json")[1])["sources"]
    assert source.pop("pulled_at")
    assert source == {
        "id": "issues",
        "kind": "ticket",
        "documents": 4,
        "verbatims": 4,
        "first_said_on": "2026-03-01",
        "last_said_on": "2026-03-01",
        "undated": 0,
        "rejects": 0,
        "gaps": [],
        "connector": "github",
        "cursor": '{"newest": "2026-03-02T09:04:00Z"}',
        "state": "ok",
        "failure": None,
    }
    assert voc("sources", "remove", "issues")[1] == (
        "issues is pulled no more and takes no webhooks; its documents stay\n"
    )
    assert voc("pull") == (
        2,
        "",
        "voc: no source is pulled: 'voc sources add NAME --connector ...' makes one\n",
    )


def test_what_is_gone_is_deleted_by_a_full_pull_alone(voc: Run, fake: FakeGitHub) -> None:
    add(voc, fake)
    voc("pull")
    fake.drop(2)
    assert voc("pull", "issues", "--format", "csv")[1].splitlines()[1] == "issues,github,1,0,0,1,0,0,0"
    full = voc("pull", "issues", "--full", "--format", "csv")[1]
    assert full.splitlines()[1] == "issues,github,1,0,0,3,1,0,0"


def test_a_pull_that_fails_is_one_line_and_stands_in_the_list(
    voc: Run, fake: FakeGitHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(voc, fake)
    monkeypatch.delenv("GITHUB_TOKEN")
    missing = "issues: no secret found, need it in the environment variable GITHUB_TOKEN"
    assert voc("pull") == (2, "", f"voc: {missing}\n")
    listed = voc("sources")[1]
    assert "failed" in listed
    assert listed.endswith(f"issues: the last pull failed: {missing}\n")
    assert voc("sources", "--format", "csv")[1].splitlines()[1].endswith(f',failed,"{missing}"')


def test_a_hiccup_says_nothing(voc: Run, fake: FakeGitHub, tmp_path: Path) -> None:
    add(voc, fake)
    fake.plan({0: "429 seconds"})
    left = subprocess.run(
        [sys.executable, "-m", "voc", "pull", "--workspace", str(tmp_path), "--format", "csv"],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (left.returncode, left.stderr) == (0, "")
    assert left.stdout.splitlines()[1] == "issues,github,1,4,0,0,0,0,0"
    assert len(fake.seen) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pull", "desk"), "no source 'desk' is pulled; found none: 'voc sources add' makes one"),
        (("pull", "--since", "soon"), "--since 'soon': need a day such as 2026-01-31"),
        (
            ("pull", "--full"),
            FULL,
        ),
        (
            ("sources", "add", "a/b", "--connector", "stripe"),
            "source 'a/b': need up to 80 letters, digits, blanks, points, colons and dashes, such as desk",
        ),
        (
            ("sources", "add", "b", "--connector", "github", "--set", "repository"),
            "--set 'repository': need name=value, such as subdomain=acme",
        ),
        (
            ("sources", "hook", "b", "jira"),
            "no webhooks of 'jira' are read, need one of formbricks, intercom, stripe, typeform, zendesk",
        ),
        (
            ("sources", "remove", "b"),
            "no source 'b' is pulled; found none: 'voc sources add' makes one",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_word_is_one_line(voc: Run, words: tuple[str, ...], said: str) -> None:
    assert voc(*words) == (2, "", f"voc: {said}\n")


def test_a_source_takes_webhooks_and_can_be_told_otherwise(voc: Run) -> None:
    assert voc("sources", "hook", "exit survey", "typeform")[1] == (
        "POST /api/v1/webhooks/exit%20survey takes webhooks of typeform, signed with the secret that the "
        "server has in the environment variable TYPEFORM_WEBHOOK_SECRET\n"
    )
    again = voc("sources", "hook", "exit survey", "typeform", "--secret", "EXIT_SECRET")
    assert again[1].endswith("environment variable EXIT_SECRET\n")
    (source,) = json.loads(voc("sources", "--format", "json")[1])["sources"]
    assert (source["id"], source["kind"], source["state"]) == ("exit survey", "survey", "file")
    assert voc("sources", "remove", "exit survey")[0] == 0
    assert voc("sources", "remove", "exit survey")[0] == 2
