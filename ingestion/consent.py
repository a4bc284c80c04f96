"""Remarks by which somebody asks not to be quoted."""

import re
from collections.abc import Iterable

from voc.records import Consent

_NOT = (
    r"(?:\bnot|n['\u2019]t|\bnever|\bcannot|\bwithout|\bdeclin\w+|\brefus\w+|\bobject\w*|\bagainst"
    r"|\brather)\b"
)
# "does not mind being quoted" allows it, so nothing between the no and the quoting may be a mind.
_BETWEEN = r"(?:(?!\bmind)[^.!?\n]){0,40}?"
_REMARKS = re.compile(
    rf"{_NOT}{_BETWEEN}\b(?:be|being|get|getting)\s+(?:\w+ly\s+)?(?:quoted|cited|attributed)\b"
    # An order not to quote; "they never quote the full price" and "don't quote us a rate" are sales talk.
    r"|(?<!they )(?<!we )(?<!she )(?<!he )(?:\bdo not|\bdon['\u2019]t|\bnever|\bnot to|\bplease no)"
    r"\s+(?:\w+ly\s+)?quot(?:e|ing)\b"
    r"(?!\s+(?:\w+\s+){0,3}(?:prices?|rates?|discounts?|numbers?|figures?|seats?|licen[cs]es?)\b|\s+an?\b)"
    r"|\bnot\s+(?:for|to\s+be)\s+(?:\w+\s+)?(?:attribution|quotation|citation|quoted|attributed)\b"
    r"|\bno\s+(?:direct|verbatim|literal)\s+(?:quotes?|quoting|quotations?)\b"
    r"|\boff[\s-]the[\s-]record\b"
    r"|\bnicht\s+(?:\w+\s+){0,2}zitier",
    re.IGNORECASE,
)
_HEAD_REMARKS = re.compile(r"\bno\s+(?:quotes?|quoting|quotations?)\b", re.IGNORECASE)
_WORDS: dict[str, Consent] = {
    "internal": "internal", "internal only": "internal", "external": "external", "public": "external",
    "no_quote": "no_quote", "no quote": "no_quote", "no quotes": "no_quote", "none": "no_quote",
    "no": "no_quote", "withdrawn": "withdrawn",
}  # fmt: skip


def forbids_quoting(text: str) -> bool:
    """Say whether a text holds a remark that its speaker must not be quoted."""
    return bool(_REMARKS.search(text))


def find_consent(stated: str | None, head: Iterable[str], texts: Iterable[str]) -> Consent:
    """Return an interview's consent: what its head states, else no quote where anybody says so.

    ``stated`` is the value of a ``Consent:`` line; a withdrawn consent stands whatever else is said,
    and a remark against quoting wins over a leave to publish.
    """
    said = _WORDS.get(" ".join((stated or "").lower().split()).strip(" ."))
    if said in {"withdrawn", "no_quote"}:
        return said
    lines = (*head, stated or "")
    if any(forbids_quoting(line) or _HEAD_REMARKS.search(line) for line in lines):
        return "no_quote"
    if any(forbids_quoting(text) for text in texts):
        return "no_quote"
    return said or "internal"
