"""E-mail and IP addresses, written as machines read them."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from nlp.personal.datum import Datum, before

EMAIL = re.compile(
    r"(?:\"[^\"\s@]{1,40}(?:[ ][^\"\s@]{1,20}){0,3}\"(?=@)"
    r"|[\w+][\w.+%'-]{0,63})@(?:[\w-]{1,63}\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})\b"
)
# ``icon@2x.png`` is a picture, ``git@host.org:team/repo`` a way into a repository.
FILE_ENDING = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|bmp|js|ts|tsx|jsx|css|py|zip|gz|tgz|exe|dll|log)\Z", re.IGNORECASE
)
REPOSITORY = re.compile(r"git@[\w.-]+\Z", re.IGNORECASE)
OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
IPV4 = re.compile(rf"(?<![\w.-])(?:{OCTET}\.){{3}}{OCTET}(?![\w-]|\.\w)")
# This machine itself, any address, masks: they name no person.
NOBODY = re.compile(r"127\.|0\.0\.0\.0|255\.")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{1,4}:{1,2}){1,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
VERSION_BEFORE = re.compile(
    r"(?:\bv|\b(?:ver|versions?|releases?|build|firmware|driver|patch|section|chapter|clause"
    r"|step|figure|table"
    r"|control|requirement|paragraph|para|annex|item|point|article|rule|chrome|firefox|safari"
    r"|edge|kernel|windows|ios"
    r"|android|app|client|plugin|sdk|api|runtime|engine|installer|library|package|module|beta|rc"
    r"|hotfix|bundle|java"
    r"|\u00a7)\.?"
    r"|\b(?:upgrad|updat|downgrad)\w*(?:\s+(?:to|from))?)\s*$",
    re.IGNORECASE,
)
# Words near by that make four numbers a version, and words directly before that make them an address.
VERSION_NEAR = re.compile(
    r"\b(?:versions?|firmware|releases?|changelog|downgrad\w+|upgrad\w+|roll(?:ed)? back|patch(?:ed)?)\b",
    re.IGNORECASE,
)
VERSION_AFTER = re.compile(
    r"\s*(?:came out|was released|is out|release|build|update|introduced|or (?:later|newer))\b", re.IGNORECASE
)
ADDRESS_BEFORE = re.compile(
    r"(?:\bips?\b|(?<!not an )\baddress(?:es)?\b|\b(?:host|server|node|proxy|gateway|dns|subnet"
    r"|ping|router|traffic"
    r"|listen\w*|connect\w*|allow\w*|whitelist\w*|block\w*)\b|//)[^.\n]{0,20}\Z",
    re.IGNORECASE,
)
VERSION_RANGE = re.compile(
    rf"(?!\d{{3}})(?:{OCTET}\.){{3}}{OCTET}\s(?:to|->|\u2192)\s(?:{OCTET}\.){{3}}{OCTET}(?!\w)"
)
PRIVATE = frozenset({"10", "172", "192"})
BEFORE, AFTER = 60, 30


def emails(text: str) -> Iterator[Datum]:
    """Yield e-mail addresses; the value is in lower case."""
    for match in EMAIL.finditer(text):
        if FILE_ENDING.search(match[0]):
            continue
        if REPOSITORY.match(match[0]) and text[match.end() : match.end() + 1] == ":":
            continue
        yield Datum(*match.span(), "EMAIL", match[0].lower())


def addresses(text: str) -> Iterator[Datum]:
    """Yield IPv4 and IPv6 addresses; a version of four parts is told by the words beside it."""
    found = list(IPV4.finditer(text))
    versions = {_family(match[0]) for match in found if _is_version(text, match)}
    for match in found:
        if _family(match[0]) not in versions and not NOBODY.match(match[0]):
            yield Datum(*match.span(), "IP", match[0])
    for match in IPV6.finditer(text):
        if not re.search(r"\d", match[0]) or not re.search(r"[0-9a-f]{3}", match[0], re.IGNORECASE):
            continue  # ``std::add`` or a mistyped time
        try:
            value = IPv6Address(match[0]).compressed
        except AddressValueError:
            continue
        yield Datum(*match.span(), "IP", value)


def _is_version(text: str, match: re.Match[str]) -> bool:
    if VERSION_RANGE.match(text, match.start()) and not before(ADDRESS_BEFORE, text, match.start()):
        return True
    if before(VERSION_BEFORE, text, match.start()):
        return True
    if before(ADDRESS_BEFORE, text, match.start()):
        return False
    around = text[max(0, match.start() - BEFORE) : match.end() + AFTER]
    return VERSION_AFTER.match(text, match.end()) is not None or VERSION_NEAR.search(around) is not None


def _family(number: str) -> str:
    """Return the first part, of private networks the first two: versions of one product share them."""
    parts = number.split(".")
    return parts[0] if parts[0] not in PRIVATE else ".".join(parts[:2])
