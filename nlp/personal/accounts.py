"""Payment cards and bank accounts, by form and checksum."""

import re
from collections.abc import Iterator

from nlp.personal.datum import IDENTIFIER_BEFORE, Datum, before, digits, luhn

IBAN = re.compile(
    r"(?<![\w-])[A-Z]{2}\d{2}(?:[ \u00a0.-]{0,2}[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE | re.ASCII
)
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

CARD_BEFORE = re.compile(
    r"\b(?:cards?|visa|master\s?card|amex|american express|maestro|karte|kreditkarte|carte|tarjeta"
    r"|kaart|carta)\b",
    re.IGNORECASE,
)
CARD_LOOK_BACK = 80


def ibans(text: str) -> Iterator[Datum]:
    """Yield the bank account numbers whose length and checksum are those of their country."""
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


def cards(text: str) -> Iterator[Datum]:
    """Yield the card numbers with a right check digit, of a known brand or after a word for a card."""
    for match in CARD.finditer(text):
        value = digits(match[0])
        if not luhn(value) or before(IDENTIFIER_BEFORE, text, match.start()):
            continue
        if CARD_BRANDS.match(value) or CARD_BEFORE.search(
            text[max(0, match.start() - CARD_LOOK_BACK) : match.start()]
        ):
            yield Datum(*match.span(), "CARD", value)
