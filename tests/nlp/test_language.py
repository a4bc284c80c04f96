"""Languages told, and left open where a text is too short."""

import pytest

from nlp.language import load_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The export fails every time", "en"),
        ("TOO EXPENSIVE FOR A SMALL TEAM LIKE OURS", "en"),
        ("Der Export bricht immer ab", "de"),
        ("No podemos añadir más usuarios al plan", "es"),
        ("Il manque une intégration avec Jira", "fr"),
        ("Il prezzo è aumentato senza preavviso", "it"),
        ("Não conseguimos adicionar mais usuários", "pt"),
        ("Het dashboard is erg traag geworden", "nl"),
        ("Wsparcie odpowiada po kilku dniach", "pl"),
        ("Supporten svarar först efter flera dagar", "sv"),
        ("Destek günler sonra cevap veriyor", "tr"),
        ("Поддержка отвечает через несколько дней", "ru"),
        ("サポートの返事が遅い", "ja"),
    ],
)
def test_a_sentence_has_its_language(text: str, language: str) -> None:
    assert load_languages()([text]) == (language,)


@pytest.mark.parametrize(
    "text", ["", "SSO", "API", "SSO SCIM Okta", "[PERSON_1] [EMAIL_1]", "https://example.com/de"]
)
def test_names_and_addresses_have_none(text: str) -> None:
    assert load_languages()([text]) == (None,)


def test_placeholders_do_not_speak() -> None:
    assert load_languages()(
        ["[PERSON_1] sagt, dass der Export immer abbricht, siehe https://a.example/en"]
    ) == ("de",)
