"""Telephone numbers written in digits."""

import re
from collections.abc import Iterator

from nlp.personal.datum import IDENTIFIER_BEFORE, Datum, before, digits

# Forms of telephone numbers; each is checked again by _is_phone.
SEPARATOR = r"[ \u00a0./\u2010-\u2013-]"
PHONE_EDGE = r"(?<![\w#/+.,-])(?<!\d[ \u00a0])(?<!\d[A-Z][ ])"
PHONE_END = r"(?:\s?(?:x|ext\.?|extension|#)\s?\d{1,6})?(?![\w%\u20ac$\u00a3]|[-/.,:]\d)"
PHONES = tuple(
    re.compile(PHONE_EDGE + form + PHONE_END, re.IGNORECASE)
    for form in (
        rf"\+{SEPARATOR}?\(?\d{{1,3}}\)?(?:{SEPARATOR}{{0,3}}\(?\d{{1,9}}\)?){{1,6}}",
        rf"\(\+\d{{1,3}}\)(?:{SEPARATOR}{{0,3}}\(?\d{{1,9}}\)?){{1,6}}",
        rf"00[ ]?[1-9]\d{{0,2}}(?:{SEPARATOR}{{0,3}}\(?\d{{1,9}}\)?){{1,6}}",
        r"(?:1[-. ])?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[-.])\d{3}[-. ]\d{4}",
        r"\([2-9]\d\d\)\s?\d{4}",
        r"(?:1 )?[2-9]\d\d [2-9]\d\d \d{4}",
        rf"(?:\(0\)|\(?0)[1-9]\d{{0,4}}\)?(?:{SEPARATOR}{{0,3}}\d{{1,9}}){{1,5}}",
        r"\([1-9]\d\)[ ]?9?\d{4}[- ]?\d{4}",  # Brazil
        r"[679]\d\d \d\d \d\d \d\d",  # Spain
        r"[78][ -]?\([3489]\d\d\)[ -]?\d{3}[ -]?\d\d[ -]?\d\d",  # Russia
        r"1[38]00[ -]\d{3}[ -]\d{3}",  # Australia
        r"1[3-9]\d[ -]\d{4}[ -]\d{4}",  # China
    )
)
PHONE_WORD = (
    r"(?:tel|tlf|tfn|ph|mob|gsm|puh|rufnummer|nummer|n\u00famero|num\u00e9ro|cellulare|mobilnummer"
    r"|telefoonnummer|direct line|contact number|telephone|telefon|telefonnummer|tel\u00e9fono|telefone"
    r"|t\u00e9l\u00e9phone|t\u00e9l|phone|phones|phoned|mobile|mobil|mobiel|m\u00f3vil|celular"
    r"|telem\u00f3vel|portable"
    r"|cell|kom\u00f3rk\w|telefonu|puhelin|numer|fixo|fijo|ll[a\u00e1]ma(?:me|dme|r)|ligue|liga"
    r"|appelez|appeler"
    r"|joignable|erreichbar|reachable|bel|bellen|rappeler|contacter|anrufen|ring"
    r"|(?:my|our|his|her|their|new|direct|work|home|office|contact|personal|right|wrong"
    r"|other) (?:number|no|nr)"
    r"|cellphone|handy|fax|whatsapp|signal|viber|telegram|call|called|calling|rang|dial|dialled"
    r"|dialed|text|texted"
    r"|sms|reach|hotline|landline|festnetz|switchboard|pager|voicemail)"
)
LEADING = (
    r"(?:\s+(?:me|us|him|her|them|you|number|no|nr|is|was|back|on|at|under|my|our|direct|the"
    r"|please|instead|to|from"
    r"|al|au|aux|o|a|op|es|est|ist|is|er|\u00e4r|\u00e9|\u00e8|num\u00e9ro|n\u00famero|nummer"
    r"|via|per|mig|ons|mij|mich|uns|unter))*"
)
LOCAL = rf"\(?\d(?:{SEPARATOR}{{0,2}}\(?\d\)?){{6,14}}"
SAID_PHONE = re.compile(
    rf"\b{PHONE_WORD}{LEADING}[.:#,]{{0,2}}\s*(?:\(\s?)?({LOCAL}){PHONE_END}",
    re.IGNORECASE,
)
# "+34 612 34 56 78 or 612 34 56 79": what stands beside a number in its form is another.
NEXT_PHONE = re.compile(
    rf"\s?(?:,|;|/|\||\b(?:or|and|o|ou|oder|of|lub|eller|tai|und|y|et|e|en|then"
    rf"|also)\b)\s*({LOCAL}){PHONE_END}",
    re.IGNORECASE,
)
PHONE_AFTER = re.compile(
    rf"(?<![\w#/+.,\u20ac$\u00a3-])(?<!\d[ \u00a0])({LOCAL})(?![\w%\u20ac$\u00a3]|[-/.,:]\d)"
    r"(?:\s(?:in|por|via|on|per|is|\([^\W\d_]{2,12}\))(?:\s(?:my|our|the|his"
    r"|her))?(?:\s[^\W\d_]{2,12},?)?)?,?\s?\(?"
    r"(?:mobile|mobil|cell|cellphone|handy|whatsapp|m\u00f3vil|celular|landline|fax|phone"
    r"|portable|telefon)\b",
    re.IGNORECASE,
)
FEWEST_NEXT = 7
SHORT = re.compile(r"\(\d{3}\)\s?\d{4}")
DATE_LIKE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|^(?:19"
    r"|20)\d\d[ ,]+(?:19|20)\d\d\b"
)


def phones(text: str) -> Iterator[Datum]:
    """Yield telephone numbers; the value is digits, with a plus where the number is international."""
    for form in PHONES:
        for match in form.finditer(text):
            number = _closed(match[0])
            named = "+" in number or not before(IDENTIFIER_BEFORE, text, match.start())
            if named and _is_phone(number):
                yield from _with_next(text, match.start(), number)
    for match in SAID_PHONE.finditer(text):
        number = _closed(text[match.start(1) : match.end()])
        if not DATE_LIKE.search(number):
            yield from _with_next(text, match.start(1), number)
    for match in PHONE_AFTER.finditer(text):
        number = _closed(match[1])
        if not DATE_LIKE.search(number) and not before(IDENTIFIER_BEFORE, text, match.start()):
            yield Datum(match.start(1), match.start(1) + len(number), "PHONE", _value(number))


def _with_next(text: str, start: int, number: str) -> Iterator[Datum]:
    """Yield a number and those that follow it with nothing but "or" between them."""
    end = start + len(number)
    yield Datum(start, end, "PHONE", _value(number))
    match = NEXT_PHONE.match(text, end)
    while match is not None:
        number = _closed(text[match.start(1) : match.end()])
        if len(digits(number)) < FEWEST_NEXT or DATE_LIKE.search(number):
            return
        end = match.start(1) + len(number)
        yield Datum(match.start(1), end, "PHONE", _value(number))
        match = NEXT_PHONE.match(text, end)


def _closed(number: str) -> str:
    """Return a number without a bracket at its end that was opened before it."""
    return number[:-1] if number.endswith(")") and number.count(")") > number.count("(") else number


def _is_phone(number: str) -> bool:
    count = len(digits(re.split(r"(?i)\s?(?:x|ext|#)", number)[0]))
    if DATE_LIKE.search(number):
        return False
    if number.startswith(("+", "(+")):
        return 8 <= count <= 15
    if SHORT.fullmatch(number):
        return True
    return (11 if number.startswith("00") else 9) <= count <= 15


def _value(number: str) -> str:
    found = digits(number.replace("(0)", ""))
    international = number.startswith(("+", "(+", "00"))
    return "+" + found.removeprefix("00") if international else found
