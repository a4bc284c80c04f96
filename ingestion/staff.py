"""Telling one's own people from a customer's by name, company or mail address."""

import re
from collections.abc import Sequence

_SIDE = re.compile(r"\(([^()]*)\)|\|(.*)")


def is_named(speaker: str, name: str) -> bool:
    """Say whether a label is a name or its first part, company and middle names left out.

    ``Nair, Priya`` and ``Priya Nair (Acme)`` are both named by ``Priya Nair``.
    """
    label, known = _words(speaker), _words(name)
    if not label or not known:
        return False
    return label == known[:1] or (len(label) > 1 and (label[0], label[-1]) == (known[0], known[-1]))


def is_staff(speaker: str, email: str | None, staff: Sequence[str]) -> bool:
    """Say whether a speaker is one of the staff: mail addresses, mail domains, names or a company's name.

    A company counts where the label carries it behind the name, as in ``Priya (Acme)``.
    """
    return any(_is_one(speaker, (email or "").casefold(), entry.strip().casefold()) for entry in staff)


def _is_one(speaker: str, email: str, entry: str) -> bool:
    if not entry:
        return False
    addresses = [email, *(word.strip("<>()") for word in speaker.casefold().split() if "@" in word)]
    if "@" in entry.lstrip("@"):
        return entry in addresses
    if entry.startswith("@") or (" " not in entry and "." in entry):
        domains = [address.rsplit("@", 1)[-1] for address in addresses if address]
        bare = entry.lstrip("@")
        return any(domain == bare or domain.endswith("." + bare) for domain in domains)
    return is_named(speaker, entry) or any(
        part.strip().casefold() == entry for pair in _SIDE.findall(speaker) for part in pair if part
    )


def _words(name: str) -> list[str]:
    bare = re.split(r"[(|]", name, maxsplit=1)[0].lower()
    family, comma, given = bare.partition(",")
    return (f"{given} {family}" if comma and given.strip() else bare.strip(", ")).split()
