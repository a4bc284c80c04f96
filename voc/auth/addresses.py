"""Tokens where they must not be: in the address of a request, which histories, proxies and logs keep."""

import re
from urllib.parse import parse_qsl, unquote

from voc.errors import TokenInAddress

NAMES = frozenset({"token", "access_token", "auth_token", "api_token", "api_key", "apikey", "bearer"})
# The form of a token, whole or cut short; a source may well be called voc_survey_2026.
TOKEN = re.compile(r"voc_[0-9a-z]{6,}_[0-9a-zA-Z_-]{16,}")


def refuse_token(path: str, query: str) -> None:
    """Raise TokenInAddress where a path or a query holds what is, or is named as, a token."""
    pairs = parse_qsl(query, keep_blank_values=True)
    named = any(name.casefold() in NAMES for name, _ in pairs)
    if named or TOKEN.search(path) or TOKEN.search(unquote(query)):
        raise TokenInAddress(
            "a token has no place in an address, which histories and logs keep: revoke it with "
            "'voc tokens revoke ID', make another, and send that as 'Authorization: Bearer voc_...'"
        )
