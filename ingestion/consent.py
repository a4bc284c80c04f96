"""Remarks by which somebody asks not to be quoted, or allows it, and where they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from voc.records import Consent, Utterance

_BEFORE = 60
# Without one of these stems nothing of what follows can be found.
_STEMS = re.compile(
    r"quot|cite|zitier|attribut|off.the.record|\bnam(?:e|ing)|anonym|identif|confiden|between (?:us|you)"
    r"|this room|publi|unter uns|reference|permission|website|\bsite\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:be|being|get|getting)\s+(?:\w+ly\s+)?(?:quoted|cited|attributed|named|identified)\b", re.IGNORECASE
)
_NOT = re.compile(
    r"(?:\bnot|n['\u2019]t|\bnever|\bcannot|\bwithout|\bdeclin\w+|\brefus\w+|\bobject\w*|\bagainst|\brather)\b",
    re.IGNORECASE,
)
_GLAD = re.compile(
    r"\b(?:happy|glad|fine|ok|okay|comfortable|willing|pleased|mind|agree|agrees|agreed)\b", re.IGNORECASE
)
_OTHERS = re.compile(r"\b(?:want|need|let|allow)s?\s+(?:our|the|their|your|my)\s+\w+\s+to\s*$", re.IGNORECASE)
# An order, to whoever listens; "they never quote the full price" and "don't quote us a rate" are sales talk.
_NO = r"(?<!they )(?<!we )(?<!she )(?<!he )(?<!i )(?:do not|don['\u2019]t|never|not to|please no)"
_FORBIDS = re.compile(
    rf"\b(?=[bcdklmnopst])(?:{_NO}\s+(?:\w+ly\s+)?quot(?:e|ing)(?=\s*(?:$|[.,;:!)])"
    r"|\s+(?:me|us|him|her|them|this|that|it|any|anything|my|our|by|directly)\b)"
    r"(?!\s+(?:\w+\s+){0,3}(?:prices?|rates?|discounts?|numbers?|figures?|seats?|licen[cs]es?)\b|\s+\w+\s+an?\b)"
    rf"|(?:{_NO}|(?<!i )(?<!we )(?:can['\u2019]t|cannot|may not|must not))\s+(?:use|mention|print|share)"
    r"\s+(?:my|our)\s+(?:company['\u2019]?s?\s+)?names?\b"
    r"|not\s+(?:for|to\s+be)\s+(?:\w+\s+)?(?:attribution|quotation|citation|publication|quoted|attributed"
    r"|published)\b"
    r"|not\s+attributed\s+to\s+(?:me|us)\b|no\s+(?:direct|verbatim|literal)\s+(?:quotes?|quoting|quotations?)\b"
    r"|please,?\s+no\s+quotes\b(?!\s+(?:in|around|from))|no\s+quotes,?\s+please\b"
    r"|off[\s-]the[\s-]record\b(?!\s+(?:button|page|field|type|lock|count|screen)s?\b)"
    r"|(?:stay|remain|be|kept)\s+anonymous\b|leave\s+(?:my|our)\s+names?\s+out\b"
    r"|keep\s+(?:this|that|it)\s+(?:strictly\s+)?(?:confidential|between\s+(?:us|you))"
    r"|(?:this|that)(?:['\u2019]s|\s+is|\s+stays|\s+remains)\s+(?:strictly\s+)?"
    r"(?:confidential\b(?!\s+\w)|between\s+(?:us|you)\b|in\s+this\s+room\b)"
    r"|nicht\s+(?:\w+\s+){0,2}zitier|bleibt\s+unter\s+uns\b|ne\s+pas\s+(?:me|nous)\s+citer\b"
    r"|no\s+(?:me|nos)\s+cite[sn]?\b)",
    re.IGNORECASE,
)
_HEAD_FORBIDS = re.compile(r"\bno\s+(?:quotes?|quoting|quotations?)\b", re.IGNORECASE)
_ALLOWS = re.compile(
    r"\b(?:you\s+(?:can|may|could)|feel\s+free\s+to|go\s+ahead\s+and)\s+(?:all\s+|also\s+|certainly\s+)?"
    r"(?:quote\s+(?:me|us|this|that)|use\s+(?:my|our)\s+(?:company\s+)?(?:names?|quotes?|words?|logo)"
    r"|name\s+(?:me|us)|use\s+us\s+as\s+a\s+reference|(?:put|use|publish)\s+(?:this|that|it)\s+(?:on|in)\s+your\b)"
    r"|\bpermission\s+to\s+(?:quote|publish|use\s+(?:this|that|it|my|our))\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?\n]")
_WORDS: dict[str, Consent] = {
    "internal": "internal", "internal only": "internal", "external": "external", "public": "external",
    "no_quote": "no_quote", "no quote": "no_quote", "no quotes": "no_quote", "none": "no_quote",
    "no": "no_quote", "withdrawn": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent, and the remark that it or a proposal rests on: ``no_quote, turn 4``; None without one."""

    consent: Consent
    remark: str | None = None


def forbids_quoting(text: str) -> bool:
    """Say whether a text holds a remark that its speaker must not be quoted or named."""
    if not _STEMS.search(text):
        return False
    return bool(_FORBIDS.search(text)) or any(
        _NOT.search(before) and not re.search(r"\bmind", before, re.IGNORECASE) and not _OTHERS.search(before)
        for before, _ in _passives(text)
    )


def allows_quoting(text: str) -> bool:
    """Say whether a text gives leave to quote its speaker; a question whether one may is none."""
    if not _STEMS.search(text):
        return False
    if any(not _asks(text, match.end()) for match in _ALLOWS.finditer(text)):
        return True
    return any(
        _GLAD.search(before)
        and (not _NOT.search(before) or re.search(r"\bmind", before, re.IGNORECASE))
        and not _asks(text, end)
        for before, end in _passives(text)
    )


def find_consent(stated: str | None, head: Iterable[str], said: Iterable[Utterance]) -> Asked:
    """Return an interview's consent: what its head states, else no quote where anybody says so.

    ``stated`` is the value of a ``Consent:`` line; a withdrawn consent stands whatever else is said,
    and a remark against quoting wins over a leave to publish. A customer's leave is a proposal alone: what
    may go outside is for people to decide.
    """
    known = _WORDS.get(" ".join((stated or "").lower().split()).strip(" ."))
    if known in {"withdrawn", "no_quote"}:
        return Asked(known, f"{known}, head")
    lines = (*head, stated or "")
    if any(forbids_quoting(line) or _HEAD_FORBIDS.search(line) for line in lines):
        return Asked("no_quote", "no_quote, head")
    leave: str | None = None
    for number, words in enumerate(said, start=1):
        if not _STEMS.search(words.text):
            continue
        if forbids_quoting(words.text):
            return Asked("no_quote", f"no_quote, {_place(number, words)}")
        if leave is None and words.role == "customer" and allows_quoting(words.text):
            leave = f"external proposed, {_place(number, words)}"
    return Asked(known or "internal", f"{known}, head" if known else leave)


def _place(number: int, words: Utterance) -> str:
    """Return where words stand in a talk: ``turn 4 at 0:03:10``, or ``turn 4`` where it has no times."""
    if words.start_ms is None:
        return f"turn {number}"
    seconds = words.start_ms // 1_000
    return f"turn {number} at {seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _passives(text: str) -> Iterable[tuple[str, int]]:
    """Yield what stands before each "be quoted" in its sentence, and where it ends."""
    for match in _PASSIVE.finditer(text):
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        yield _SENTENCE_END.split(before)[-1], match.end()


def _asks(text: str, end: int) -> bool:
    """Say whether the sentence that goes on at a place is a question."""
    stop = _SENTENCE_END.search(text, end, end + 200)
    return stop is not None and stop[0] == "?"
