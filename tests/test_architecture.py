"""The house keeps its plan: modules inside the layers, files of a size, one place an engine, quick help."""

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("voc", "ingestion", "nlp", "reports")
LIGHT = {"voc", "voc.__main__"}
ENGINES = (
    "bertopic",
    "sentence_transformers",
    "spacy",
    "onnxruntime",
    "altair",
    "vl_convert",
    "torch",
    "evoc",
    "huey",
    "py3langid",
)
LONGEST_FILE = 300


def modules() -> list[tuple[str, Path]]:
    return [
        (".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def layers() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    road = next(contract for contract in contracts if contract["type"] == "layers")
    return [part.strip(" ()") for layer in road["layers"] for part in layer.split("|")]


def test_no_module_stands_outside_the_layers() -> None:
    known = layers()
    outside = [
        name
        for name, _ in modules()
        if name not in LIGHT and not any(name == layer or name.startswith(f"{layer}.") for layer in known)
    ]
    assert outside == []


def test_no_file_is_longer_than_it_should_be() -> None:
    long = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules()}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_a_file_opens_with_a_sentence_that_says_what_it_holds() -> None:
    silent = [name for name, path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_is_imported_inside_functions_and_never_at_import(engine: str) -> None:
    for name, path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            found = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(one.split(".")[0] == engine for one in found), f"{name} imports {engine} at import"


def test_an_engine_has_one_file() -> None:
    files: Counter[str] = Counter()
    for _, path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        found = {
            (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom) and not _for_types_only(tree, node)
        }
        files.update(found & set(ENGINES))
    assert {engine: number for engine, number in files.items() if number > 1} == {}


def _for_types_only(tree: ast.Module, wanted: ast.AST) -> bool:
    return any(
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        and wanted in ast.walk(node)
        for node in tree.body
    )


def test_the_help_loads_neither_models_nor_the_database() -> None:
    code = (
        "import sys; from voc.cli.app import build; build();"
        "print([name for name in ('numpy', 'pandas', 'sqlite_utils', 'torch', 'spacy', 'fastapi') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
