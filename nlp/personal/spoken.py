"""Numbers as they are said: "double oh seven", "null eins sieben"."""

import re
from collections.abc import Iterator, Mapping

from nlp.personal.datum import IDENTIFIER_BEFORE, Datum, before
from nlp.personal.number_words import LANGUAGES, TIMES

FILLER = (
    r"(?:u+h+|u+m+|uhm|er+m?|e+h+m?|h?mm+|\u00e4h+m?|\u00f6h+|euh|eeh|este|so|like|and|then"
    r"|and then|also|dann|puis|luego"
    r"|wait|ok(?:ay)?|again|nochmal)"
)
GAP = (
    rf"(?:(?:\s{{1,2}}|,\s?|-|\.{{1,3}}\s?|\u2026\s?|\s[-\u2013\u2014]\s"
    rf"|/\s?)(?:{FILLER}[,.\u2026]{{0,3}}\s){{0,2}})"
)


def _run(words: Mapping[str, str]) -> re.Pattern[str]:
    """Return the form of three and more number words of a language, said one after the other."""
    word = "|".join(sorted(words, key=len, reverse=True))
    times = "|".join(TIMES)
    item = rf"(?:(?:{times})[\s-])?(?:{word}|\d{{1,4}})"
    joined = rf"{GAP}(?:(?:and|et|und|og|och|y|e|i)\s)?"
    return re.compile(
        rf"(?<![\w-])(?:\+|(?:plus|m\u00e1s|mais|pi\u00f9)\s)?{item}(?:{joined}{item}){{2,24}}(?!\w)",
        re.IGNORECASE,
    )


RUNS = tuple((words, _run(words)) for words in LANGUAGES)
NUMBER_WORDS = frozenset(word for words in LANGUAGES for word in words)
SPACED_DIGITS = re.compile(r"(?:\d ){6}")
SAID_WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 3
WORDS_BEFORE = 60
CARD_BEFORE = re.compile(
    r"\b(?:card|karte|kreditkarte|carte|tarjeta|kaart|carta|cart\u00e3o|karta|kort)\b", re.IGNORECASE
)
NATIONAL_BEFORE = re.compile(
    r"\b(?:ssn|social(?: security)?|national insurance|tax (?:id|number|file)|bsn|aadhaar|passport"
    r"|steuer-?id|cpf|dni|nif|pesel|personnummer|nhs|medicare|tfn|sin)\b",
    re.IGNORECASE,
)
PHONE_BEFORE = re.compile(
    r"\b(?:number|phone|telephone|tel|mobile|cell|landline|call|ring|dial|reach|text|whatsapp|fax"
    r"|hotline|line|reachable|joignable|erreichbar"
    r"|(?:\w{0,8})numm(?:er|eret|ret)|telefon|handy|num\u00e9ro|t\u00e9l\u00e9phone|portable"
    r"|tel\u00e9fono|m\u00f3vil|numero"
    r"|n\u00famero|telefone|telefoon|celular|numer|telefonu|puhelin|puhelinnumero"
    r"|\u010d\u00edslo|numaram|telefonum|mobil"
    r"|ruf|anrufen|bel|ring|llama(?:me)?|ll\u00e1mame|appelez)\b",
    re.IGNORECASE,
)
# What the words before say that digits are, and how many there are of each kind.
NAMED_BY = {"PHONE": PHONE_BEFORE, "CARD": CARD_BEFORE, "NATIONAL_ID": NATIONAL_BEFORE}
SIZES = {"PHONE": (7, 15), "CARD": (15, 16), "NATIONAL_ID": (8, 15)}
# Said digit by digit, eight are a telephone number; "two hundred, three hundred" may be anything.
FEWEST_UNNAMED, FEWEST_BY_DIGIT = 9, 8
COUNTING = "123456789101112131415", "151413121110987654321"


def spoken_phones(text: str) -> Iterator[Datum]:
    """Yield numbers said in words: telephone, card and national numbers, by the words before them."""
    said = SAID_WORD.findall(text.lower())
    numbers = {word for word in said if word in NUMBER_WORDS}
    spaced = SPACED_DIGITS.search(text) is not None
    for place, (words, pattern) in enumerate(RUNS):
        spoken = sum(word in words for word in said) if len(numbers & words.keys()) > 1 else 0
        if spoken < FEWEST_WORDS and not (spaced and place == 0):
            continue
        for match in pattern.finditer(text):
            value = _number(match[0].lower(), words)
            spelled = sum(not part.isdigit() for part in re.findall(r"\w+", match[0]))
            alone = re.fullmatch(r"(?:\+\s?)?0?(?:\s?\d){9,14}", match[0]) and re.search(
                r"(?:\d\s){8}", match[0]
            )
            kind = _kind(value, text, match) if spelled > 1 or alone else None
            if kind is not None:
                yield Datum(*match.span(), kind, value)


def _number(said: str, words: Mapping[str, str]) -> str:
    """Return the digits of what was said: "double oh" is 00, "forty four" 44, "nine hundred" 900."""
    value, times = "", 1
    tens = False
    for part in re.findall(r"[^\W\d_]+|\d+", said):
        if part in TIMES:
            times = TIMES[part]
            continue
        number = part if part.isdigit() else words.get(part, "")
        if not number:
            continue  # "uh", "and"
        if tens and len(number) == 1 and number != "0" and not part.isdigit():
            value = value[:-1] + number
        else:
            value += number * times
        tens = len(number) == 2 and number[1] == "0" and number != "00" and times == 1
        times = 1
    return value


def _kind(value: str, text: str, match: re.Match[str]) -> str | None:
    """Tell what digits said one by one are, by their number and the words before; None for counting."""
    ahead = text[max(0, match.start() - WORDS_BEFORE) : match.start()]
    if before(IDENTIFIER_BEFORE, text, match.start()) or any(value in run for run in COUNTING):
        return None
    places = {kind: _last_end(form, ahead) for kind, form in NAMED_BY.items()}
    for kind in sorted(places, key=lambda kind: places[kind], reverse=True):
        fewest, most = SIZES[kind]
        if places[kind] >= 0 and fewest <= len(value) <= most:
            return kind
    by_digit = len(re.findall(r"\w+", match[0])) >= len(value) and len(set(value)) > 2
    fewest = FEWEST_BY_DIGIT if by_digit else FEWEST_UNNAMED
    return "PHONE" if fewest <= len(value) <= SIZES["PHONE"][1] else None


def _last_end(form: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in form.finditer(text)), default=-1)
