"""E-mail addresses as they are said, or written round a machine: "jane dot doe at example dot com"."""

import re
from collections.abc import Iterator

from nlp.personal.datum import Datum

WORDS_BEFORE = 60
# "at" in other languages, and what stands for a full stop, a dash or an underscore in an address.
AT_WORDS = (
    r"arroba|arobase|arrobase|klammeraffe|affenschwanz|\u00e4t|chiocciola|apenstaartje|apestaart"
    r"|ma\u0142pa|snabel-?a"
    r"|alfakr\u00f8ll|kr\u00f8llalfa|kukac|zavin\u00e1\u010d"
    r"|\u0441\u043e\u0431\u0430\u043a\u0430|sobaka|\u00e4tt\u00e4|miukumauku"
)
DOT_WORDS = (
    r"dot|period|punkt|punto|ponto|point|punt|kropka|te\u010dka|punktum|piste|nokta"
    r"|\u0442\u043e\u0447\u043a\u0430|tochka|pont"
)
AT = (
    rf"(?:\s+at(?:\s+(?:sign|the\s+rate(?:\s+of)?))?\s+|\s*[(\[{{<]\s*(?:at|@|a|\u00e4t"
    rf"|{AT_WORDS})\s*[)\]}}>]\s*"
    rf"|\s+(?:{AT_WORDS})\s+|\s*@\s*|_at_|-at-|\s*[#*|~]{{1,2}}at[#*|~]{{1,2}}\s*)"
)
DOT = rf"(?:\s+(?:{DOT_WORDS})\s+|\s*[(\[{{<]\s*(?:\.|{DOT_WORDS})\s*[)\]}}>]\s*|\s\.\s|\.|_dot_|-dot-)"
SIGN_WORDS = {
    "_": (
        r"under\s?score|underline|unterstrich|gui[o\u00f3]n bajo|barra baja|tiret bas|tiret du bas|sublinhado"
        r"|trattino basso|understreck|understrek|podkre\u015blnik|podkre\u015blenie|liggend streepje|alaviiva"
    ),
    "-": (
        r"dash|hyphen|minus|tiret|trait d'union|bindestrich|gui[o\u00f3]n|h\u00edfen|tra\u00e7o"
        r"|trattino|streepje"
        r"|koppelteken|bindestreck|bindestrek|my\u015blnik"
    ),
    "+": r"plus(?:\ssign)?|m\u00e1s|mais",
}
SAID_SIGNS = "|".join(SIGN_WORDS.values())
JOINT = rf"(?:{DOT}|\s+(?:{SAID_SIGNS})\s+|[_+-])"
PART = r"(?:[^\W_]{2,30}|(?:[^\W_]\s){1,12}[^\W_]|[^\W_])"
HOST = rf"[^\W_][^\W_-]{{0,40}}(?:(?:-|\s+(?:{SIGN_WORDS['-']})\s+)[^\W_]{{1,40}}){{0,3}}"
SAID_EMAIL = re.compile(
    rf"(?<![\w.@'\u2019-])({PART}(?:{JOINT}{PART}){{0,5}}?){AT}"
    rf"((?:the\s)?{HOST}(?:\s[a-z0-9-]{{2,20}}){{0,3}}?(?:{DOT}{HOST}){{0,3}}?{DOT}[a-z]{{2,10}}"
    rf"(?:{DOT}[a-z]{{2,3}})?)(?!\w)",
    re.IGNORECASE,
)
SIGN_OF_EMAIL = re.compile(
    rf"\b(?:{DOT_WORDS}|at\s\S+\.\w+|{AT_WORDS})\b|_at_|-at-|[#*|~]at[#*|~]|\s@|@\s|@[)\]}}]"
    rf"|[(\[{{<]\s*(?:at|@|dot|a|\u00e4t)\s*[)\]}}>]",
    re.IGNORECASE,
)
EMAIL_BEFORE = re.compile(
    r"\b(?:e-?mails?|mail|address|correo|adresse|inbox|write|reach me|contact|it'?s|its|is)\b", re.IGNORECASE
)
# Directly after these, several words may be one name: "my email is seven seven jane at".
NAMED_BEFORE = re.compile(
    r"(?:e-?mail|mail|correo|adresse|address|courriel)(?:[\s-](?:address|adresse|electr\u00f3nico))?"
    r"(?:\s(?:is|es|est|ist|\u00e9|\u00e8|er|\u00e4r|to)|:)\s((?:[^\W_]+\s){1,3})\Z",
    re.IGNORECASE,
)
NO_NAME_TEXT = """
    not still now actually just the old new his her my our no n\u00e3o nicht uh um so it its and or maybe
    supposed sent being at was different wrong on file
"""
NO_NAME = frozenset(NO_NAME_TEXT.split())
SAID_SIGN = re.compile(rf"\s(?:{DOT_WORDS})\s|[(\[{{<]|\s@\s|_at_|-at-", re.IGNORECASE)
MARKED_SIGN = re.compile(rf"[(\[{{<]|\s@\s|\sAT\s.*\sDOT\s|\s(?:{AT_WORDS})\s|_at_|-at-")
BOUNDARY = re.compile(r"(?:^|[\"\u201c\u201e'(,:;\n-]\s?)\Z")
# Words that stand before "at" without being an address: "we met at example dot com".
NOT_A_MAILBOX_TEXT = """
    look looked looking looks available found hosted live is are was were be me us him her them it site
    page portal app docs works working log logged login in on up down sign signed point pointed points
    met meet meeting arrive arrived work worked starts start ends end documentation reach host read buy
    bought shop order ordered team everyone people you support not all still back here there out over
    website dashboard running runs pricing details more yes no and see check visit
"""
NOT_A_MAILBOX = frozenset(NOT_A_MAILBOX_TEXT.split())


def spoken_emails(text: str) -> Iterator[Datum]:
    """Yield e-mail addresses that are said, or written with (at) and (dot); the value is the address."""
    if not SIGN_OF_EMAIL.search(text):
        return
    for match in SAID_EMAIL.finditer(text):
        if re.search(r"\w@\w", match[0]) and not re.search(r"\s", match[0]):
            continue  # written in full: another finder's
        if _is_address(match, text):
            start = match.start() - len(_words_before(match, text))
            name = _address(text[start : match.end(1)])
            yield Datum(start, match.end(), "EMAIL", name + "@" + _address(match[2]))


def _words_before(match: re.Match[str], text: str) -> str:
    """Return the words between "my email is" and the one before the "at", which belong to the name."""
    named = NAMED_BEFORE.search(text[max(0, match.start() - WORDS_BEFORE) : match.start()])
    return named[1] if named and not NO_NAME & set(named[1].lower().split()) else ""


def _is_address(match: re.Match[str], text: str) -> bool:
    """Tell whether "x at y dot z" is an address: it says "dot" or has brackets, and x is no verb."""
    ahead = text[max(0, match.start() - WORDS_BEFORE) : match.start()]
    named = EMAIL_BEFORE.search(ahead) is not None
    if not SAID_SIGN.search(match[0]):
        return not match[1].isalpha() or (named and match[1].lower() not in NOT_A_MAILBOX)
    if not match[1].isalpha():
        return match[1].lower().split()[0] not in NOT_A_MAILBOX
    apart = named or MARKED_SIGN.search(match[0]) is not None or BOUNDARY.search(ahead) is not None
    return apart and match[1].lower() not in NOT_A_MAILBOX


def _address(said: str) -> str:
    said = re.sub(DOT, ".", said.lower())
    for sign, words in SIGN_WORDS.items():
        said = re.sub(rf"\s+(?:{words})\s+", sign, said)
    return re.sub(r"\s+", "", said)
