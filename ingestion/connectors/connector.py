"""What a connector is, and what it is given: one frozen value for each system."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from ingestion.connectors.calls import Calls
from ingestion.jsontext import Fields
from voc.errors import InputError
from voc.records import Document, Reject, SourceKind


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that its system deleted: what is stored of it goes too."""

    external_id: str


@dataclass(frozen=True, slots=True)
class Billing:
    """Events of a billing system as it sent them, to be read as the context file that would hold them."""

    kind: Literal["stripe_events", "chargebee_events"]
    events: tuple[Fields, ...]


PulledItem: TypeAlias = Document | Reject | Gone | Billing


@dataclass(frozen=True, slots=True)
class Page:
    """Records and the cursor that asks for what comes after them.

    The cursor is the connector's own text. It is stored in the transaction that stores the records, so a
    pull that breaks off asks again for nothing that is stored, and skips nothing that is not.
    """

    items: tuple[PulledItem, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Field:
    """A setting of a connector: its name, what it is, and whether it may be left out."""

    name: str
    about: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """What a pull is asked for.

    ``settings`` are the source's, by the names of the connector's fields. ``cursor`` is the last page's,
    None at the first pull, which then begins at ``since`` (None: at the beginning). ``zone`` is taken for
    times without one; ``staff`` are the names, mail domains and companies of one's own people.
    """

    source: str
    settings: Mapping[str, str] = field(default_factory=dict)
    cursor: str | None = None
    since: datetime | None = None
    zone: str = "UTC"
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """Where a system answers, and how a call shows who asks; the secret itself is in no record of voc."""

    url: str
    headers: Mapping[str, str]


def api_address(settings: Mapping[str, str], usual: str) -> str:
    """Return the address of a system's API: the setting ``url``, else the usual one.

    Raises InputError for an address that is no https one; plain http goes to this machine alone, as the
    token could be read on the way.
    """
    url = settings.get("url") or usual
    parts = urlsplit(url)
    here = parts.hostname in ("127.0.0.1", "::1", "localhost")
    if not parts.hostname or parts.scheme not in (("http", "https") if here else ("https",)):
        raise InputError(f"url: found {url!r}, need an address such as https://api.example.com")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InputError("url: found a user, a query or a fragment in it, need the address alone")
    return url


@dataclass(frozen=True, slots=True)
class Connector:
    """A system that feedback is pulled from.

    ``secret`` is the environment variable that is asked for the token unless the source names another one;
    an ``open`` system answers without a token too. Where it ``tells_deletions`` a pull learns of them, else
    only a pull from the beginning can (``voc pull --full``).
    ``access`` says, from settings and secret, where and how to call; ``pages`` streams what is new. Both
    raise InputError for a setting of the wrong form; ``pages`` raises SourceError where the system does
    not answer as it should.
    """

    name: str
    kind: SourceKind | Literal["context"]
    about: str
    fields: tuple[Field, ...]
    secret: str
    access: Callable[[Mapping[str, str], str], Access]
    pages: Callable[[Calls, Ask], Iterator[Page]]
    open: bool = False
    tells_deletions: bool = False
