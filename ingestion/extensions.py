"""Readers and connectors of other packages, found by their entry points."""

from collections.abc import Set as AbstractSet
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol, TypeVar

from voc.errors import SettingsError


class Named(Protocol):
    """A value of a table, known by its name."""

    @property
    def name(self) -> str:
        """The name that it is asked for by."""
        ...


T = TypeVar("T", bound=Named)


def installed(group: str, kind: type[T], *, taken: AbstractSet[str]) -> tuple[T, ...]:
    """Return the values that installed packages offer under a group of entry points, by name.

    Raises SettingsError for one that cannot be loaded, is of another kind, or has a name that is taken.
    """
    return tuple(_checked(value, kind, where, taken) for where, value in _loaded(group))


@cache
def _loaded(group: str) -> tuple[tuple[str, object], ...]:
    found = []
    for point in sorted(entry_points(group=group), key=lambda point: point.name):
        where = f"entry point {group}: {point.name} = {point.value}"
        try:
            found.append((where, point.load()))
        except Exception as error:
            # Another package's code may fail in any way at import; the user can only remove or mend it.
            raise SettingsError(f"{where} cannot be loaded ({type(error).__name__}: {error})") from error
    return tuple(found)


def _checked(value: object, kind: type[T], where: str, taken: AbstractSet[str]) -> T:
    if not isinstance(value, kind):
        raise SettingsError(f"{where} is a {type(value).__name__}, need a {kind.__name__}")
    if value.name in taken:
        raise SettingsError(f"{where}: the name {value.name!r} is taken, need another one")
    return value
