"""Where personal data stands in a text: addresses, numbers and secrets, found by form and checksum."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from nlp.personal.accounts import cards, ibans
from nlp.personal.addresses import addresses, emails
from nlp.personal.datum import Datum
from nlp.personal.national_ids import national_ids
from nlp.personal.secrets import secrets
from nlp.personal.spoken import spoken_phones
from nlp.personal.spoken_emails import spoken_emails
from nlp.personal.telephones import phones
from voc.records import Span

__all__ = ["Datum", "find"]

ENOUGH_DIGITS = re.compile(r"\d(?:[^\d\n]{0,8}\d){3}")
MANY_DIGITS = re.compile(r"\d(?:[^\w\n]{0,3}\d){6}")
BLANK = "\0"
PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]*_\d+\]")

Finder: TypeAlias = Callable[[str], Iterator[Datum]]


def find(text: str) -> tuple[Datum, ...]:
    """Return what is personal in ``text``, in order and without overlaps.

    Kinds: SECRET, EMAIL, IBAN, CARD, IP, NATIONAL_ID, PHONE. Order and ticket numbers, versions,
    hashes, dates, times and prices are left alone, and so are placeholders.
    """
    found: list[Datum] = []
    taken = [(span.start, span.end) for span in placeholders(text)]
    left = text
    while True:
        before = len(found)
        for finder in _finders(left):
            for datum in finder(left):
                if all(datum.end <= start or end <= datum.start for start, end in taken):
                    found.append(datum)
                    taken.append((datum.start, datum.end))
        if len(found) == before:
            return tuple(sorted(found, key=lambda datum: datum.start))
        left = _without(left, found[before:])


def _without(text: str, found: Sequence[Datum]) -> str:
    """Return a text with blanks in place of what was found, which may have hidden its neighbour."""
    for datum in found:
        text = text[: datum.start] + BLANK * (datum.end - datum.start) + text[datum.end :]
    return text


def placeholders(text: str) -> tuple[Span, ...]:
    """Return where placeholders of an earlier redaction stand."""
    return tuple(Span(*match.span()) for match in PLACEHOLDER.finditer(text)) if "[" in text else ()


def _finders(text: str) -> Iterator[Finder]:
    """Yield the finders whose cheapest sign is there, the surest kinds first."""
    yield secrets
    if "@" in text:
        yield emails
    yield spoken_emails
    if ":" in text or "." in text:
        yield addresses
    if ENOUGH_DIGITS.search(text):
        if MANY_DIGITS.search(text):
            yield from (ibans, cards)
        yield national_ids
        if MANY_DIGITS.search(text):
            yield phones
    yield spoken_phones
