"""The codebook reads, and says where it is wrong."""

from pathlib import Path

import pytest

from nlp.codebook import Code, load_codebook
from nlp.rules import load_rules
from voc.errors import InputError


def test_the_default_codebook_has_28_codes() -> None:
    codebook = load_codebook()
    assert len(codebook.codes) == 28
    assert codebook.names[0] == "friction.price"
    assert codebook.codes[0].not_ == "A neutral question about what a plan costs (readiness.buying_intent)."


def test_a_team_may_bring_its_own(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'version = 1\n[delight.design]\nmeans = "They like how it looks."\nexamples = ["So pretty!"]\n'
    )
    assert load_codebook(file).codes == (
        Code("delight.design", "They like how it looks.", "", ("So pretty!",)),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "version is None, need version = 1"),
        ("version = 1\n", r"no codes; need tables such as \[friction.price\]"),
        ("version = 1\nfriction = 3\n", "friction = 3; need a table"),
        ("version = 1\n[friction]\nprice = 3\n", r"\[friction.price\]: found 3, need a table"),
        ("version = 1\n[friction.price]\n", "means is None, need a sentence"),
        ('version = 1\n[friction.price]\nmeans = "x"\nmeaning = "y"\n', "unknown key 'meaning'"),
        ('version = 1\n[friction.price]\nmeans = "x"\nexamples = "y"\n', "examples is 'y', need a list"),
        ('version = 1\n[friction.price]\nmeans = "x"\nnot = 4\n', "not is 4, need a sentence"),
        ('version = 1\n[friction."Big Price"]\nmeans = "x"\n', "a code is group.name in small letters"),
        ("version = \n", "need TOML in UTF-8"),
    ],
)
def test_a_wrong_codebook_is_explained(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content)
    with pytest.raises(InputError, match=message):
        load_codebook(file)


def test_a_missing_codebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.toml: No such file"):
        load_codebook(tmp_path / "none.toml")


def test_every_code_has_rules_and_every_rule_a_code() -> None:
    assert tuple(rule.code for rule in load_rules()) == load_codebook().names
