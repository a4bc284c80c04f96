"""The manual names every verb and every route, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from voc.api.app import create_app
from voc.cli.app import build
from voc.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_verb_is_in_the_manual() -> None:
    manual = (ROOT / "docs" / "commands.md").read_text("utf-8")
    verbs = [command.name for command in build().registered_commands]
    assert [verb for verb in verbs if f"`voc {verb}" not in manual] == []


def test_every_route_is_in_the_manual(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "api.md").read_text("utf-8")
    routes = create_app(Settings(workspace=tmp_path)).openapi()["paths"]
    assert [route for route in routes if route not in manual] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
