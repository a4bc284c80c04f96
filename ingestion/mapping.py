"""The user's mapping: which columns of a table hold our words."""

from collections.abc import Mapping, Sequence

from ingestion.headers import KNOWN, plain
from voc.errors import InputError

WORDS = ("text", *KNOWN)


def parse_mapping(text: str) -> Mapping[str, tuple[str, ...]]:
    """Return the mapping that ``text=Comment,text=Why,said_at=Created`` spells out.

    A comma that no ``word=`` follows belongs to the column's name. Raises InputError where the first
    part has no equals sign.
    """
    found: dict[str, tuple[str, ...]] = {}
    word = ""
    for part in text.split(","):
        left, equals, right = part.partition("=")
        if equals and left.strip().replace("_", "").isalnum():
            word = left.strip()
            found[word] = (*found.get(word, ()), right.strip())
        elif word:
            found[word] = (*found[word][:-1], f"{found[word][-1]},{part}")
        else:
            raise InputError(
                f"mapping: found {part!r}, need word=column such as text=Comment,said_at=Created"
            )
    return found


def find_columns(names: Sequence[str], wanted: str | tuple[str, ...], file: str) -> tuple[int, ...]:
    """Return the 0-based columns of headings: as written, else without regard to case and punctuation.

    Raises InputError naming the columns that the file has.
    """
    return tuple(_find(names, name, file) for name in ((wanted,) if isinstance(wanted, str) else wanted))


def list_columns(names: Sequence[str]) -> str:
    """Return headings as a message shows them."""
    shown = [repr(" ".join(name.split())[:60]) for name in names if name.strip()]
    return ", ".join(shown[:30]) + (f" and {len(shown) - 30} more" if len(shown) > 30 else "")


def _find(names: Sequence[str], wanted: str, file: str) -> int:
    exact = [i for i, name in enumerate(names) if name.strip() == wanted.strip()]
    if exact:
        return exact[0]
    near = [i for i, name in enumerate(names) if plain(name) == plain(wanted)]
    if near:
        return near[0]
    hint = "; is the delimiter none of comma, semicolon, tab and bar?" if len(names) == 1 else ""
    raise InputError(f"{file}: no column {wanted!r}; found {list_columns(names)}{hint}")
