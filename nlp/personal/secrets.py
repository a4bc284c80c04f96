"""Secrets: what is said to be a password, a key or a token, and what has the shape of one."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nlp.personal.datum import Datum
from nlp.personal.secret_shapes import (
    COMMAND_PASSWORD,
    COMMAND_USER,
    COOKIE,
    HEADER,
    IN_URL,
    KNOWN,
    LINK,
    LONG_TOKEN,
    NO_SECRET,
    PREFIXED,
    PRIVATE_KEY,
    USER_PASSWORD,
    VARIABLE,
    WEBHOOK,
)
from nlp.personal.secret_words import (
    ALL_KINDS,
    CODES,
    KEY_BESIDE,
    KEY_SAID,
    LOGIN_PAIR,
    PASSWORD_AFTER,
    PASSWORD_BESIDE,
    PASSWORD_CHANGED,
    PASSWORD_QUOTED,
    PASSWORD_SAID,
    PASSWORD_WORD,
    PIN,
    PLAIN_SAID,
    QUOTED,
    SAID_OF_PASSWORDS,
    SEED,
    SIGN,
    SOME_KEY_SAID,
    UUID,
    WIRELESS,
)

# What a quoted message about passwords says, and a password of several words does not.
MESSAGE_TEXT = """
    password invalid incorrect required must is your you forgot wrong not the please enter
"""
MESSAGE = frozenset(MESSAGE_TEXT.split())
NEAR, BESIDE = 200, 100
TRAILING = ".,;:?)]}>"
SHAPE_SIGNS = ("://", "=", "-----", " -")
EMAIL_LIKE = re.compile(r".*@[\w-]+\..*|\w+://.*|www\..*")
# "16-digit", "2FA", "3rd", "v2.1", "10:30", "24/7", "Office365", "page.html" are no passwords.
EVERYDAY = re.compile(
    r"[\d.,:/x\u00d7-]+\W?\w{0,2}|\d+-[^\W\d_]+(?:-[^\W\d_]+)?|v?\d+(?:\.\d+)*[a-z]{0,3}"
    r"|(?:office|windows|win|ios|android|macos|excel|step|version|oauth|sha|aes|md|base|utf|tls"
    r"|ssl|mp|ec|tier"
    r"|level|page|room|floor|desk|user|test|wpa|wep|wi-?fi)-?\d{1,4}\w{0,2}(?:-[^\W\d_]+)?"
    r"|[\w/-]+\.(?:html?|php|pdf|csv|xlsx?|docx?|txt|png|jpe?g|json|ya?ml|js|py|com|org|net|io|example)"
    r"|[\w-]+\(\)?|&\w+;?|[^\W\d_]+(?:/[^\W\d_]+)+|[^\W\d_]+[!?]+",
    re.IGNORECASE,
)
SPECIAL = re.compile(r"[^\w\s'\u2019.,/:-]|_")


def secrets(text: str) -> Iterator[Datum]:
    """Yield passwords, keys and tokens; the words around them stay."""
    if LONG_TOKEN.search(text) or any(sign in text for sign in SHAPE_SIGNS):
        for form in SHAPES:
            yield from _found(form, text)
    if SIGN.search(text):
        for form in WORDS:
            yield from _found(form, text)


def _always(_: str, __: re.Match[str]) -> bool:
    return True


def _is_key(token: str, _: re.Match[str]) -> bool:
    """Tell whether a token mixes letters and digits as keys do and words do not."""
    numbers = sum(sign.isdigit() for sign in token)
    return numbers >= (1 if len(token) >= 20 else 2) and any(sign.isalpha() for sign in token)


def _is_long_key(token: str, match: re.Match[str]) -> bool:
    return _is_key(token, match) and not UUID.fullmatch(token) and "-" not in token


def _is_all_mixed(token: str, _: re.Match[str]) -> bool:
    cases = any(map(str.islower, token)) and any(map(str.isupper, token))
    return cases and sum(map(str.isdigit, token)) > 1


def _is_plain_password(token: str, _: re.Match[str]) -> bool:
    word = token.lower()
    return word not in SAID_OF_PASSWORDS and not word.endswith(
        ("ed", "ing", "ly", "able", "ible", "ous", "ful", "cult")
    )


def _is_quoted_password(token: str, match: re.Match[str]) -> bool:
    words = token.lower().split()
    return _is_plain_password(token, match) if len(words) == 1 else not MESSAGE & set(words)


def _is_password(token: str, match: re.Match[str]) -> bool:
    """Tell whether a token mixes kinds of signs; where nothing but blanks leads to it, more of them."""
    marked = bool(match[1].strip()) or re.search(r"[:=>]\s*\Z", match[0][: match.start(2) - match.start()])
    return _is_strong(token, match) or (bool(marked) and _is_mixed(token) and not EVERYDAY.fullmatch(token))


def _is_strong(token: str, _: re.Match[str]) -> bool:
    """Tell whether a token has letters, and digits or special signs, and no everyday form."""
    if EMAIL_LIKE.fullmatch(token) or EVERYDAY.fullmatch(token) or token.count("/") > 1:
        return False
    apart = any(map(str.isdigit, token)) or SPECIAL.search(token) is not None or "--" in token
    return apart and any(map(str.isalpha, token))


def _is_near(token: str, match: re.Match[str]) -> bool:
    """Tell whether a strong token stands in the sentences behind a word for a password."""
    ahead = match.string[max(0, match.start() - NEAR) : match.start()]
    return PASSWORD_WORD.search(ahead) is not None and _is_strong(token, match)


def _is_beside(token: str, match: re.Match[str]) -> bool:
    """Tell whether a strong token stands within a sentence or two of a word for a password."""
    around = match.string[max(0, match.start() - BESIDE) : match.end() + BESIDE]
    return PASSWORD_WORD.search(around) is not None and _is_strong(token, match)


def _is_word_with_digits(token: str, match: re.Match[str]) -> bool:
    return _is_strong(token, match) and any(map(str.isdigit, token)) and _is_mixed(token)


def _is_pair(token: str, _: re.Match[str]) -> bool:
    cased = any(map(str.isupper, token)) and any(map(str.isdigit, token))
    return _is_mixed(token) and ("." not in token or cased) and not EMAIL_LIKE.fullmatch(token)


def _is_mixed(token: str) -> bool:
    kinds = (
        any(sign.islower() for sign in token),
        any(sign.isupper() for sign in token[1:]),
        any(sign.isdigit() for sign in token),
        SPECIAL.search(token) is not None,
        token.count("-") > 1,
    )
    return sum(kinds) > 1 and not EMAIL_LIKE.fullmatch(token)


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of secrets, the groups that hold one, and a check of it."""

    pattern: re.Pattern[str]
    group: int = 0
    check: Callable[[str, re.Match[str]], bool] = _always


SHAPES = (
    *(_Form(pattern) for pattern in (PRIVATE_KEY, USER_PASSWORD, KNOWN, PREFIXED, WEBHOOK)),
    _Form(IN_URL, 1),
    _Form(COMMAND_USER, 1),
    _Form(COMMAND_PASSWORD, 1),
    _Form(LINK, 1, _is_key),
    _Form(COOKIE, 1, _is_key),
    _Form(VARIABLE, 1, _is_word_with_digits),
)
WORDS = (
    _Form(HEADER, 1, _is_key),
    _Form(KEY_SAID, 2, _is_key),
    _Form(PASSWORD_QUOTED, 1, _is_quoted_password),
    _Form(PASSWORD_CHANGED, 2, _is_strong),
    _Form(PASSWORD_CHANGED, 3, _is_strong),
    _Form(PASSWORD_SAID, 2, _is_password),
    _Form(PLAIN_SAID, 1, _is_plain_password),
    _Form(SOME_KEY_SAID, 2, _is_long_key),
    _Form(KEY_BESIDE, 2, _is_all_mixed),
    _Form(PASSWORD_BESIDE, 2, _is_word_with_digits),
    _Form(PASSWORD_AFTER, 1, _is_strong),
    _Form(QUOTED, 1, _is_near),
    _Form(ALL_KINDS, 1, _is_beside),
    _Form(WIRELESS, 2, _is_strong),
    _Form(LOGIN_PAIR, 1, _is_pair),
    _Form(PIN, 1),
    _Form(CODES, 1, _is_key),
    _Form(SEED, 1),
)


def _found(form: _Form, text: str) -> Iterator[Datum]:
    for match in form.pattern.finditer(text):
        value = (match[form.group] or "").rstrip(TRAILING) if form.group else match[0]
        if value and not NO_SECRET.fullmatch(value) and form.check(value, match):
            start = match.start(form.group)
            yield Datum(start, start + len(value), "SECRET", value)
