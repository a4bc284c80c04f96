"""Numbers that states give to persons, country by country: form, check digit and the words that name them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from nlp.personal import national_checks as checks
from nlp.personal.datum import luhn


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of number: its form, its check on the bare signs, and the words that name it.

    ``alone`` says that form and check suffice; otherwise a word that names it stands shortly before.
    """

    pattern: re.Pattern[str]
    check: Callable[[str], bool]
    names: re.Pattern[str]
    alone: bool = True


def _form(
    pattern: str, check: Callable[[str], bool], names: str, *, alone: bool = True, cased: bool = False
) -> Form:
    return Form(
        re.compile(rf"(?<![\w-])(?<!\d[ .]){pattern}(?![\w]|[-/]\w|[.,]\d)", 0 if cased else re.IGNORECASE),
        check,
        re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE),
        alone,
    )


SSN = r"ssn|social security|social|soc|tax[ -](?:id|number)|tin"
NINO = r"(?:(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-D]"
NINO_NAMES = r"nino|ni|n\.i\.|national insurance"
TAX_ID = (
    r"steuer-?\s?id\w*|id-?nr\.?|identifikationsnummer|steueridentifikationsnummer|steuernummer|tin"
    r"|tax[ -](?:id|number|identification\w*)"
)
FORMS = (
    _form(r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", checks.always, SSN),
    _form(r"(?!000|666)\d{3}[ .-]?(?!00)\d\d[ .-]?(?!0000)\d{4}", checks.always, SSN + "|itin", alone=False),
    _form(NINO, checks.always, NINO_NAMES, cased=True),
    _form(NINO, checks.always, NINO_NAMES, alone=False),
    _form(r"\d{2} ?\d{3} ?\d{3} ?\d{3}", checks.steuer, TAX_ID, alone=False),
    _form(
        r"[12][ .]?\d\d[ .]?\d\d[ .]?(?:\d\d|2[AB])[ .]?\d{3}[ .]?\d{3}[ .-]?\d\d",
        checks.nir,
        r"nir|s\u00e9cu\w*",
    ),
    _form(r"[12] \d\d \d\d (?:\d\d|2[AB]) \d{3} \d{3}", checks.always, r"nir|s\u00e9cu\w*", alone=False),
    _form(r"(?:\d{8}|[XYZ][ -]?\d{7})[ -]?[A-HJ-NP-TV-Z]", checks.dni, r"dni|nie|nif", cased=True),
    _form(
        r"(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ][ -]?\d{7})[ -]?[A-HJ-NP-TV-Z]",
        checks.dni,
        r"dni|nie|nif",
        alone=False,
    ),
    _form(
        r"[A-Z]{3} ?[A-Z]{3} ?\d\d[A-EHLMPRST]\d\d ?[A-Z]\d{3}[A-Z]",
        checks.fiscal,
        r"codice fiscale|c\.?f\.?",
    ),
    _form(
        r"\d{4}[. ]?\d{2}[. ]?\d{3}|\d{3}[. ]?\d{3}[. ]?\d{3}",
        checks.bsn,
        r"bsn|burgerservicenummer|sofi\w*",
        alone=False,
    ),
    _form(r"\d{11}", checks.pesel, r"pesel"),
    _form(r"\d{3}\.\d{3}\.\d{3}-\d\d", checks.cpf, r"cpf"),
    _form(r"\d{3} ?\d{3} ?\d{3}[ -]?\d\d", checks.cpf, r"cpf", alone=False),
    _form(r"[2-9]\d{3}[ -]\d{4}[ -]\d{4}(?![ -]?\d)", checks.verhoeff, r"a+dhaa?r|uid"),
    _form(r"[2-9]\d{11}", checks.verhoeff, r"a+dhaa?r|uid", alone=False),
    _form(r"[A-Z]{3}P[A-Z]\d{4}[A-Z]", checks.always, r"pan", cased=True),
    _form(r"[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]", checks.always, r"pan", alone=False),
    _form(r"(?:19|20)?\d{6}[-+]\d{4}", checks.personnummer, r"personnummer|pnr|samordningsnummer"),
    _form(r"(?:19|20)?\d{10}", checks.personnummer, r"personnummer|pnr|samordningsnummer", alone=False),
    _form(
        r"[0-3]\d[01]\d\d\d[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y]",
        checks.hetu,
        r"hetu|henkil\u00f6tunnus",
        cased=True,
    ),
    _form(r"\d{3}[ -]?\d{3}[ -]?\d{3}", luhn, r"sin|s\.i\.n\.|social insurance|nas", alone=False),
    _form(r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", checks.ean, r"ahv\w*|avs"),
    _form(r"\d\d\.\d\d\.\d\d-\d{3}\.\d\d", checks.rijksregister, r"rijksregister\w*|registre national"),
    _form(r"\d{11}", checks.rijksregister, r"niss|insz|rijksregister\w*|registre national", alone=False),
    _form(r"[0-3]\d[01]\d{3}-?\d{4}", checks.cpr, r"cpr\w*", alone=False),
    _form(r"[0-7]\d[0-9]\d{3} ?\d{5}", checks.fodselsnummer, r"f\u00f8dselsnummer|personnummer", alone=False),
    _form(r"\d{7}[A-W][A-IW]?", checks.pps, r"pps\w*", alone=False),
    _form(r"\d{3}[ -]?\d{3}[ -]?\d{4}", checks.nhs, r"nhs(?: number| no)?", alone=False),
    _form(r"\d{13}", luhn, r"id number|identity number|sa id", alone=False),
    _form(r"[1-4]\d{2} ?\d{3} ?\d{3}", checks.nif, r"nif|contribuinte", alone=False),
    _form(r"[1-9]\d{10}", checks.tckn, r"t\.?c\.? ?kimlik\w*|tckn", alone=False),
    _form(r"\d{3}[ -]?\d{3}[ -]?\d{2,3}", checks.tfn, r"tfn|tax file", alone=False),
    _form(r"\d{6}/\d{3,4}", checks.rodne, r"rodn\u00e9 \u010d\u00edslo|rodne cislo"),
    _form(r"[1-8]\d{12}", checks.cnp, r"cnp", alone=False),
    _form(r"\d{10}", checks.egn, r"egn", alone=False),
    _form(r"[1-6]\d{10}", checks.isikukood, r"isikukood|asmens kodas", alone=False),
    _form(r"\d{11}", checks.oib, r"oib", alone=False),
    _form(r"\d{4} ?[0-3]\d[01]\d{3}", checks.svnr, r"svnr|sv-nummer|sozialversicherung\w*", alone=False),
    _form(r"(?:20|23|24|27)-\d{8}-\d", checks.cuil, r"cuil|cuit"),
    _form(r"\d{1,2}\.\d{3}\.\d{3}-[\dK]", checks.rut, r"rut|run", alone=False),
    _form(r"[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{5}[A-Z\d]\d", checks.always, r"curp"),
    _form(r"[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dX]", checks.resident, r"\u8eab\u4efd\u8bc1\w*"),
    _form(r"[STFGM]\d{7}[A-Z]", checks.nric, r"nric|fin", cased=True),
    _form(r"\d{6}-[1-4]\d{6}", checks.dated, r"rrn|resident registration"),
    _form(r"\d{6}-\d{2}-\d{4}", checks.dated, r"mykad|ic"),
    _form(r"[A-Z]{1,2}\d{6}\([\dA]\)", checks.always, r"hkid"),
    _form(r"\d{3}-\d{3}-\d{3}[ -]\d{2}", checks.snils, r"snils|\u0441\u043d\u0438\u043b\u0441"),
    _form(r"\d{4}[ -]?\d{4}[ -]?\d{4}", checks.mynumber, r"my number card|individual number", alone=False),
    _form(r"\d{4}[ -]?\d{5}[ -]?\d", checks.medicare, r"medicare", alone=False),
)
