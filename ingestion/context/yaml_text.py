"""Reading the context files that are YAML: loaded safely, every entry looked at before it is believed."""

from pathlib import Path

from ingestion.context.rows import BadCell
from ingestion.files import open_input
from ingestion.jsontext import Fields, text_of
from ingestion.layout import short
from voc.errors import InputError

MAX_YAML = 5_000_000


def load_yaml(path: Path) -> object:
    """Return a YAML file's value.

    Raises InputError where the file is too large, uses anchors (which a few lines can grow into
    gigabytes) or is no YAML; the message says the line.
    """
    import yaml

    file = open_input(path)
    text = file.text()
    if len(text) > MAX_YAML:
        raise InputError(f"{file.name}: found {len(text):,} characters, need at most {MAX_YAML:,}")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise InputError(f"{file.name}: found a YAML alias (*name), need every value written out")
        value: object = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise InputError(f"{file.name}: no YAML{where} ({problem}); need keys and lists") from error
    return value


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
