"""Rules: the phrases of each code, found in a text together with how they are meant."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.polarity import Polarity, around, clauses, plain, polarity, sentences
from voc.records import Span

RULES = Path(__file__).with_name("rules.toml")
NAME = re.compile(r"<([a-z_]+)>")
# A threat is often made with an "if": these groups are meant although they are conditional.
CONDITIONAL_GROUPS = frozenset({"churn_risk", "readiness"})


@dataclass(frozen=True, slots=True)
class Rule:
    """The phrases of a code: ``strong`` ones decide, ``weak`` ones hint."""

    code: str
    strong: re.Pattern[str]
    weak: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its place, its clause, whether it decides, and how it is meant."""

    code: str
    place: Span
    clause: Span
    strong: bool
    polarity: Polarity


@cache
def load_rules() -> tuple[Rule, ...]:
    """Read the rules that voc ships, in the order of their file."""
    tables = tomllib.loads(RULES.read_text(encoding="utf-8"))
    names = _expanded(tables["names"])
    return tuple(
        Rule(f"{group}.{name}", _compiled(table["strong"], names), _compiled(table["weak"], names))
        for group, members in tables.items()
        if group not in {"version", "names"}
        for name, table in members.items()
    )


def rules_version() -> str:
    """Return a hash of the rules' file."""
    return hashlib.sha256(RULES.read_bytes()).hexdigest()


def _expanded(names: Mapping[str, str]) -> dict[str, str]:
    done: dict[str, str] = {}
    for name, pattern in names.items():
        done[name] = NAME.sub(lambda match: done[match[1]], pattern)
    return done


def _compiled(patterns: list[str], names: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(NAME.sub(lambda match: names[match[1]], pattern) for pattern in patterns))


def find_hits(text: str, rules: tuple[Rule, ...]) -> Iterator[Hit]:
    """Yield the phrases of every rule in ``text``; offsets are code points of ``text``."""
    small = plain(text)
    clause_spans, sentence_spans = clauses(small), sentences(small)
    for rule in rules:
        for strong, pattern in ((True, rule.strong), (False, rule.weak)):
            for match in pattern.finditer(small):
                place = Span(*match.span())
                clause = around(clause_spans, place)
                meant: Polarity = "affirmed"
                if strong:
                    meant = polarity(small, place, clause, around(sentence_spans, place))
                    if meant == "supposed" and rule.code.split(".")[0] in CONDITIONAL_GROUPS:
                        meant = "affirmed"
                yield Hit(rule.code, place, clause, strong, meant)
