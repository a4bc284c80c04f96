"""Given and family names of many countries, from the lists of the package faker, imported here alone."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import import_module

# The lists in Latin letters; the others do not occur in texts that voc reads names from.
LOCALES_TEXT = """
    az_AZ cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_AR es_CL
    es_CO es_ES es_MX et_EE fi_FI fr_BE fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT ja_JP
    lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN
    yo_NG zh_CN zu_ZA
"""
LOCALES = tuple(LOCALES_TEXT.split())


@cache
def given_names() -> frozenset[str]:
    """Return some 20,000 given names, folded; reading them takes a second, once a process."""
    return _names("first_name", "first_names", "first_romanized_names")


@cache
def family_names() -> frozenset[str]:
    """Return some 20,000 family names, folded."""
    return _names("last_name", "last_names", "last_romanized_names")


def _names(*kinds: str) -> frozenset[str]:
    found: set[str] = set()
    for locale in LOCALES:
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            if attribute.startswith(kinds):
                found.update(_folded(getattr(provider, attribute)))
    return frozenset(found)


def _folded(names: object) -> Iterable[str]:
    """Yield the single words of a list of names, or of pairs of a name and how it is pronounced."""
    if not isinstance(names, Iterable):
        return
    for name in names:
        text = name if isinstance(name, str) else name[0] if isinstance(name, tuple) else ""
        if (
            len(text) > 1
            and text.replace("-", "").replace("'", "").isalpha()
            and text.isascii() | _latin(text)
        ):
            yield fold(text)


def _latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(sign, "LATIN") for sign in text)


def fold(word: str) -> str:
    """Return a word in lower case, without accents, with plain apostrophes; its length may change."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFD", word.casefold().replace("\u2019", "'"))
    return "".join(SPECIAL.get(sign, sign) for sign in plain if not unicodedata.combining(sign))


SPECIAL = {
    "\u0142": "l",
    "\u00f8": "o",
    "\u0131": "i",
    "\u00f0": "d",
    "\u00fe": "th",
    "\u0111": "d",
    "\u00e6": "ae",
    "\u0153": "oe",
}
