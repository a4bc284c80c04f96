"""Reading the context files that are YAML: loaded safely, every entry looked at before it is believed."""

from pathlib import Path
from typing import TYPE_CHECKING

from ingestion.context.rows import BadCell
from ingestion.files import open_input
from ingestion.jsontext import Fields, text_of
from ingestion.layout import short
from voc.errors import InputError

if TYPE_CHECKING:
    from yaml import CSafeLoader, SafeLoader

MAX_YAML = 1_000_000
MAX_DEPTH = 40
MAX_SCALAR = 20_000


def load_yaml(path: Path) -> object:
    """Return a YAML file's value.

    Raises InputError where the file is too large or nested too deep, uses anchors (which a few lines can
    grow into gigabytes) or is no YAML; the message says the line.
    """
    import yaml

    file = open_input(path)
    text = file.text()
    if len(text) > MAX_YAML:
        raise InputError(f"{file.name}: found {len(text):,} characters, need at most {MAX_YAML:,}")
    # The loader in C is a tenth of the work, where the package was built with it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_events(text, loader, file.name)
        value: object = yaml.load(text, Loader=loader)  # noqa: S506  (the safe one, either way)
    except InputError:
        raise
    except Exception as error:  # a value of a wrong tag makes the package raise anything
        mark = getattr(error, "problem_mark", None)
        last = text.rstrip().count("\n")
        where = f" in line {min(mark.line, last) + 1}" if mark else ""
        problem = short(getattr(error, "problem", None) or str(error), 200)
        raise InputError(f"{file.name}: no YAML{where} ({problem}); need keys and lists") from error
    return value


def _check_events(text: str, loader: "type[SafeLoader | CSafeLoader]", name: str) -> None:
    """Raise InputError where a file repeats values by name, nests without end, or has endless ones."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"{name}: found a YAML alias (*name), need every value written out")
        if depth > MAX_DEPTH:
            raise InputError(f"{name}: found lists within lists {depth} deep, need at most {MAX_DEPTH}")
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > MAX_SCALAR:
            found = f"found a value of {len(event.value):,} characters"
            raise InputError(f"{name}: {found}, need at most {MAX_SCALAR:,}")


def needed(entry: Fields, name: str) -> str:
    """Return an entry's text; raises BadCell where it is missing."""
    value = text_of(entry.get(name))
    if value is None:
        raise BadCell(f"no {name}: found {short(str(entry.get(name)), 60)!r}, need a value")
    return value


def texts(entry: Fields, name: str) -> tuple[str, ...]:
    """Return a list of texts, a single one as a list of one; raises BadCell for anything else."""
    value = entry.get(name)
    if value is None:
        return ()
    values = value if isinstance(value, list) else [value]
    found = tuple(text for part in values if (text := text_of(part)))
    if len(found) != len(values):
        raise BadCell(
            f"no list in {name!r}: found {short(str(value), 60)!r}, need one such as [team, business]"
        )
    return found
