"""Where personal data stands in a text: addresses, numbers and secrets, found by form and checksum."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import TypeAlias

# A text without any of these holds nothing that is looked for: most texts end here.
CANDIDATE = re.compile(r"@|\d\W{0,3}\d|[?&#;][\w-]+=|://|\(\d")
MANY_DIGITS = re.compile(r"\d(?:[^\w\n]{0,3}\d){6}")

EMAIL = re.compile(r"[\w+][\w.+%'-]{0,63}@(?:[\w-]{1,63}\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})\b")
USER_PASSWORD = re.compile(r"(?<=://)[^\s/:@]{1,200}:[^\s/@]{1,200}(?=@)")
SENSITIVE_NAMES = (
    r"(?:access|auth|refresh|id|csrf|reset|invite|login|session|security|x-amz-security)?[_-]?token|api[_-]?key|apikey"
    r"|secret|client[_-]?secret|passw(?:or)?d|pwd|pass|sig|signature|x-amz-signature|x-amz-credential|auth|jwt"
    r"|session(?:[_-]?id)?|sid|otp|magic|code(?=\s*=[^\s&#]{12})|key(?=\s*=[^\s&#]{16})"
)
SECRET = re.compile(rf"(?<=[?&#;])(?:{SENSITIVE_NAMES})=([^\s&#;\"'<>\])]{{1,4000}})", re.IGNORECASE)

IBAN = re.compile(r"(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE | re.ASCII)
IBAN_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
CARD = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\w-])")
CARD_BRANDS = re.compile(
    r"(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}"
    r"|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|62\d{14,17})\Z"
)

OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
IPV4 = re.compile(rf"(?<![\w.-])(?:{OCTET}\.){{3}}{OCTET}(?![\w-]|\.\w)")
IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{1,4}:{1,2}){1,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
VERSION_BEFORE = re.compile(
    r"(?:\bv|\b(?:ver|version|versions|release|build|firmware|driver|patch|section|chapter|clause|§)\.?"
    r"|\b(?:upgrad|updat)\w*(?:\s+(?:to|from))?)\s*$",
    re.IGNORECASE,
)

# Forms of telephone numbers; each is checked again by _is_phone.
SEPARATOR = r"[ \u00a0./-]"
PHONE_EDGE = r"(?<![\w#/+.,-])(?<!\d[ \u00a0])"
PHONE_END = r"(?:\s?(?:x|ext\.?|extension)\s?\d{1,6})?(?![\w%€$£]|[-/.,:]\d)"
PHONES = tuple(
    re.compile(PHONE_EDGE + form + PHONE_END, re.IGNORECASE)
    for form in (
        rf"\+{SEPARATOR}?\(?\d{{1,3}}\)?(?:{SEPARATOR}{{0,2}}\(?\d{{1,9}}\)?){{1,6}}",
        rf"00[1-9]\d{{0,2}}(?:{SEPARATOR}{{0,2}}\(?\d{{1,9}}\)?){{1,6}}",
        r"(?:1[-. ])?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[-.])\d{3}[-. ]\d{4}",
        r"(?:1 )?[2-9]\d\d [2-9]\d\d \d{4}",
        rf"\(?0[1-9]\d{{0,4}}\)?(?:{SEPARATOR}{{0,2}}\d{{1,9}}){{1,5}}",
    )
)
SAID_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|phones|mobile|cell|cellphone|handy|fax|whatsapp|call|ring|dial|text|reach|hotline|landline)"
    r"(?:\s+(?:me|us|him|her|them|number|no|nr|is|was|back|on|at|under|my|our|direct|the|please))*[.:#]{0,2}\s*"
    rf"(\(?\d(?:{SEPARATOR}?\(?\d\)?){{6,14}}){PHONE_END}",
    re.IGNORECASE,
)
IDENTIFIER_BEFORE = re.compile(
    r"\b(?:orders?|tickets?|invoices?|cases?|customer|client|account|contract|references?|ref|ids?|tracking|parcel"
    r"|shipment|serial|sku|part|article|item|po|booking|confirmation|licen[cs]e|incident|request|transaction|batch"
    r"|build|policy|member|registration|tax|vat|isbn|ean|imei|gtin|asset|document|file|row|line|code|quote|receipt)"
    r"(?:\s+(?:id|ids|key|number|numbers|no|nr|code|ref|reference|is|was|and|under|the))*[\s.:#(/-]*$",
    re.IGNORECASE,
)
DATE_LIKE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b")
LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Datum:
    """A personal datum in a text: its span, its kind and its value in one normal form."""

    start: int
    end: int
    kind: str
    value: str


Finder: TypeAlias = Callable[[str], Iterator[Datum]]


def find(text: str) -> tuple[Datum, ...]:
    """Return what is personal in ``text``, in order and without overlaps.

    Kinds: SECRET, EMAIL, IBAN, CARD, IP, PHONE. Order and ticket numbers, versions, dates, times
    and prices are left alone.
    """
    if not CANDIDATE.search(text):
        return ()
    found: list[Datum] = []
    for finder in _finders(text):
        for datum in finder(text):
            if all(datum.end <= other.start or other.end <= datum.start for other in found):
                found.append(datum)
    return tuple(sorted(found, key=lambda datum: datum.start))


def _finders(text: str) -> Iterator[Finder]:
    """Yield the finders whose cheapest sign is there, the surest kinds first."""
    if "=" in text or "://" in text:
        yield _secrets
    if "@" in text:
        yield _emails
    if ":" in text or "." in text:
        yield _addresses
    if MANY_DIGITS.search(text):
        yield from (_ibans, _cards, _phones)


def _secrets(text: str) -> Iterator[Datum]:
    for match in USER_PASSWORD.finditer(text):
        yield Datum(*match.span(), "SECRET", match[0])
    for match in SECRET.finditer(text):
        yield Datum(*match.span(1), "SECRET", match[1])


def _emails(text: str) -> Iterator[Datum]:
    for match in EMAIL.finditer(text):
        yield Datum(*match.span(), "EMAIL", match[0].lower())


def _ibans(text: str) -> Iterator[Datum]:
    for match in IBAN.finditer(text):
        country = match[0][:2].upper()
        length = next((size for size, names in IBAN_LENGTHS.items() if country in names.split()), 0)
        places = [place for place in range(*match.span()) if text[place].isalnum()][:length]
        value = "".join(text[place] for place in places).upper()
        if len(value) == length > 0 and _mod97(value) == 1 and not text[places[-1] + 1 :][:1].isalnum():
            yield Datum(match.start(), places[-1] + 1, "IBAN", value)


def _mod97(iban: str) -> int:
    """Return the check of ISO 13616: country and check digits to the end, letters as 10 to 35."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97


def _cards(text: str) -> Iterator[Datum]:
    for match in CARD.finditer(text):
        value = _digits(match[0])
        if CARD_BRANDS.match(value) and _luhn(value) and not _before(IDENTIFIER_BEFORE, text, match.start()):
            yield Datum(*match.span(), "CARD", value)


def _luhn(number: str) -> bool:
    """Tell whether a number satisfies the check of ISO/IEC 7812 (H. P. Luhn)."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def _addresses(text: str) -> Iterator[Datum]:
    for match in IPV4.finditer(text):
        if not _before(VERSION_BEFORE, text, match.start()):
            yield Datum(*match.span(), "IP", match[0])
    for match in IPV6.finditer(text):
        if not re.search(r"\d", match[0]) or not re.search(r"[0-9a-f]{3}", match[0], re.IGNORECASE):
            continue  # ``std::add`` or a mistyped time
        try:
            value = IPv6Address(match[0]).compressed
        except AddressValueError:
            continue
        yield Datum(*match.span(), "IP", value)


def _phones(text: str) -> Iterator[Datum]:
    for form in PHONES:
        for match in form.finditer(text):
            if _is_phone(match[0]) and not _before(IDENTIFIER_BEFORE, text, match.start()):
                yield Datum(*match.span(), "PHONE", _phone_value(match[0]))
    for match in SAID_PHONE.finditer(text):
        if not DATE_LIKE.search(match[1]):
            yield Datum(match.start(1), match.end(), "PHONE", _phone_value(match[1]))


def _is_phone(number: str) -> bool:
    count = len(_digits(re.split(r"(?i)\s?(?:x|ext)", number)[0]))
    if DATE_LIKE.search(number):
        return False
    if number.startswith("+"):
        return 8 <= count <= 15
    return (11 if number.startswith("00") else 9) <= count <= 15


def _phone_value(number: str) -> str:
    digits = _digits(number.replace("(0)", ""))
    international = number.startswith(("+", "00"))
    return "+" + digits.removeprefix("00") if international else digits


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return pattern.search(text[max(0, start - LOOK_BACK) : start]) is not None
