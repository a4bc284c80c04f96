"""Numbers that states give to people: by form, by check digit, and by the words before where that is weak."""

import re
from collections.abc import Iterator

from nlp.personal.datum import IDENTIFIER_BEFORE, Datum, before, digits
from nlp.personal.national_checks import always
from nlp.personal.national_forms import FORMS, Form

# Signs that a pattern takes for a letter in whatever case: the Kelvin sign, the long s, the dotless i.
LOOK_ALIKES = {"\u212a": "K", "\u017f": "s", "\u0131": "i", "\u0130": "I"}
NAMED_AT, NAMED_AFTER = 60, 25
FEWEST_DIGITS, MOST_DIGITS = 6, 18
# A text without this has no number of any of the forms.
CANDIDATE = re.compile(
    r"(?:\d[ .\u00a0/-]?){5}\d|[A-Za-z]{5}\d{2,4}[A-Za-z]|[A-Za-z]\d\d[A-Za-z]\d\d|(?=[A-Z]*\d)[A-Z\d]{8}"
)
# Where these stand in a text, a number whose check digit is right is a national one.
CONTEXT = re.compile(
    r"(?<!\w)(?:(?:national|personal|identity|identification|citizen|resident|tax|insurance)[ -]"
    r"(?:ids?|numbers?|no|codes?|identi\w+)|id[ -](?:numbers?|no|nummer\w?)|(?-i:HR)|payroll|salar(?:y|ies)"
    r"|lohn\w*|gehalt\w*|n\u00f3minas?|fiches? de paie|staff import|employee (?:import|file|record)s?"
    r"|steuernummern?|personalbogen|background check|kyc)(?!\w)",
    re.IGNORECASE,
)
# What names a person's number, passport, licence or permit; whatever number stands behind it is one.
NAMES = (
    r"ssn|soc(?:ial)?[ -]sec(?:urity)?|social insurance|national insurance|nino|itin|bsn|burgerservicenummer"
    r"|sofinummer|pesel|cpf|a+dhaa?r|personnummer|samordningsnummer|f\u00f8dselsnummer|fnr"
    r"|cpr(?:-?nr|-?nummer)?|hetu"
    r"|henkil\u00f6tunnus|kennitala|rodn\u00e9 \u010d\u00edslo|isikukood|asmens kodas"
    r"|personas kods|jmbg|em\u0161o|svnr"
    r"|(?:sozial|renten)versicherungsnummer|steuer-?id\w*|steueridentifikationsnummer|ahv(?:-?\w+)?"
    r"|s\u00e9cu(?:rit\u00e9 sociale)?|carte vitale|curp|cuil|c[e\u00e9]dula|dni|codice fiscale"
    r"|resident registration"
    r"|\uc8fc\ubbfc\ub4f1\ub85d\ubc88\ud638|nric|mykad|hkid|\u8eab\u4efd\u8bc1\w*|my number card"
    r"|\u30de\u30a4\u30ca\u30f3\u30d0\u30fc"
    r"|teudat zehut|snils|\u0441\u043d\u0438\u043b\u0441|ppsn?|rijksregister\w*"
    r"|num\u00e9ro national|registre national"
    r"|contribuinte|nhs|medicare|tfn|tax file|sa id|t\.?c\.? ?kimlik\w*|kimlik (?:no|numara\w*)|tckn"
    r"|(?-i:SIN|NIR|NIE|NIF|CNP|EGN|OIB|AMKA|RUT|IRD|NISS|INSZ|RRN|NI|AVS|CF)"
    r"|passports?|reisepass\w*|passeport|pasaporte|passaporto|passaporte|paspoort|paszport\w*"
    r"|personalausweis\w*"
    r"|ausweis\w*|(?:national|identity|id)[- ]cards?|national ids?|carta d'identit\u00e0"
    r"|carte d'identit\u00e9"
    r"|documento de identidad|driv(?:er'?s|er\u2019s|ers?|ing)[ ]licen[cs]e|f\u00fchrerschein\w*"
    r"|permis(?: de conduire)?"
    r"|carnet de conducir|rijbewijs\w*|residence permit|titre de s\u00e9jour|aufenthaltstitel\w*|green card"
    r"|(?:emirates|voter|civil) id|iqama|carnet de identidad|identiteitskaart|dow\u00f3d osobisty"
    r"|ob\u010dansk\u00fd pr\u016fkaz|(?-i:RG|INE|CNH|EPIC)|alien (?:registration )?number"
)
NUMBER = (
    r"(?-i:(?:[A-Za-z]{1,4}[ .-])?[A-Za-z]{0,9}\d[A-Za-z0-9]*"
    r"(?:[ \u00a0](?=[A-Z]{0,2}\d\d|\d(?!\w)|[A-Z](?!\w))[A-Z0-9]+|[./-](?=[A-Z0-9]*\d"
    r"|[A-Z](?!\w))[A-Z0-9]+){0,6}"
    r"(?:\([\dA-Z]\))?)"
)
BETWEEN = r"[ \t\u00a0:#=,()'\u2019\u00b0\u00ba.-]"
# "SSN not needed, phone 0171 ...": another word names the number.
OTHER_NAME = re.compile(r"\b(?:phone|tel|mobile|cell|fax|call|ring|whatsapp|iban|card|born|dob)\b")
NAMED = re.compile(
    rf"(?<!\w)(?:{NAMES})(?!\w)((?:{BETWEEN}{{1,4}}[^\W\d_]{{1,14}}){{0,4}}?{BETWEEN}{{1,4}})({NUMBER})(?!\w)",
    re.IGNORECASE,
)
# Passports and identity cards: capitals and digits in one word.
DOCUMENT = re.compile(r"(?=(?:[A-Z]*\d){4})[A-Z0-9]{8,10}")
DATE_LIKE = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d){1,2}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:19|20)\d\d[- /](?:19|20)\d\d"
)


def national_ids(text: str) -> Iterator[Datum]:
    """Yield national numbers: identity, tax and social security numbers of persons, passports, licences."""
    if not CANDIDATE.search(text):
        return
    text = _with_plain_signs(text)
    in_context = CONTEXT.search(text) is not None
    for form in FORMS:
        for match in form.pattern.finditer(text):
            value = re.sub(r"[^A-Z0-9+]", "", match[0].upper())
            if form.check(value) and _is_meant(form, text, match, in_context=in_context):
                yield Datum(*match.span(), "NATIONAL_ID", value)
    for match in NAMED.finditer(text):
        number = match[2]
        between = match[1].lower()
        if OTHER_NAME.search(between) or IDENTIFIER_BEFORE.search(between):
            continue
        if DOCUMENT.fullmatch(number) or (
            FEWEST_DIGITS <= len(digits(number)) <= MOST_DIGITS and not DATE_LIKE.fullmatch(number)
        ):
            yield Datum(*match.span(2), "NATIONAL_ID", re.sub(r"[^A-Z0-9+]", "", number.upper()))


def _with_plain_signs(text: str) -> str:
    """Return a text of the same length whose digits are 0 to 9 and whose letters are no look-alikes."""
    if text.isascii():
        return text
    return "".join(str(int(sign)) if sign.isdecimal() else LOOK_ALIKES.get(sign, sign) for sign in text)


def _is_meant(form: Form, text: str, match: re.Match[str], *, in_context: bool) -> bool:
    """Tell whether a number of a form is named near by, needs no name, or stands in a text about such."""
    ahead = text[max(0, match.start() - NAMED_AT) : match.start()]
    if any(form.names.search(part) for part in (ahead, text[match.end() : match.end() + NAMED_AFTER])):
        return True
    if in_context and form.check is not always and CONTEXT.search(ahead):
        return True
    known = form.alone or (in_context and form.check is not always)
    return known and not before(IDENTIFIER_BEFORE, text, match.start())
