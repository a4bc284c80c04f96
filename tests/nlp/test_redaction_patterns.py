"""National numbers, secrets, and what is said in words instead of written."""

import time

import pytest

from nlp.personal_data import find

PERSONAL = (
    ("SSN 523-32-3970", "NATIONAL_ID", "523-32-3970"),
    ("social security number 310613760", "NATIONAL_ID", "310613760"),
    ("NI number JR213366A", "NATIONAL_ID", "JR213366A"),
    ("Steuer-ID 34 190 271 156", "NATIONAL_ID", "34 190 271 156"),
    ("num\u00e9ro 2 91 10 69 252 207 36 refus\u00e9", "NATIONAL_ID", "2 91 10 69 252 207 36"),
    ("mi DNI es 12345678Z", "NATIONAL_ID", "12345678Z"),
    ("NIE X1234567L", "NATIONAL_ID", "X1234567L"),
    ("codice fiscale RSSMRA85T10A562S", "NATIONAL_ID", "RSSMRA85T10A562S"),
    ("BSN 111222333", "NATIONAL_ID", "111222333"),
    ("PESEL 44051401359", "NATIONAL_ID", "44051401359"),
    ("CPF 529.982.247-25", "NATIONAL_ID", "529.982.247-25"),
    ("Aadhaar 2341 2341 2346", "NATIONAL_ID", "2341 2341 2346"),
    ("PAN DGSPR4331A", "NATIONAL_ID", "DGSPR4331A"),
    ("personnummer 811228-9874", "NATIONAL_ID", "811228-9874"),
    ("HETU 131052-308T", "NATIONAL_ID", "131052-308T"),
    ("SIN 046 454 286", "NATIONAL_ID", "046 454 286"),
    ("TFN 123 456 782", "NATIONAL_ID", "123 456 782"),
    ("AHV 756.9217.0769.85", "NATIONAL_ID", "756.9217.0769.85"),
    ("passport number X1234567", "NATIONAL_ID", "X1234567"),
    ("my social is five two three three two three nine seven oh", "NATIONAL_ID", None),
    ("call zero two zero, seven nine four six, zero nine five eight", "PHONE", None),
    ("plus four four seven seven double zero nine hundred one two three", "PHONE", None),
    ("meine nummer ist null eins sieben eins drei neun zwei null null acht vier", "PHONE", None),
    ("write to jane dot doe at example dot com", "EMAIL", "jane dot doe at example dot com"),
    ("it's r underscore smith at example dot org", "EMAIL", "r underscore smith at example dot org"),
    ("sales [at] example [dot] org", "EMAIL", "sales [at] example [dot] org"),
    ("my mail, jane.doe at example.com", "EMAIL", "jane.doe at example.com"),
    ("my password is hunter2", "SECRET", "hunter2"),
    ("the wifi password is sunflower.", "SECRET", "sunflower"),
    ("DB_PASSWORD=Sup3rS3cret", "SECRET", "Sup3rS3cret"),
    ('"password": "correct horse staple"', "SECRET", "correct horse staple"),
    ("das Passwort lautet Sommer2024", "SECRET", "Sommer2024"),
    (
        "token \x67hp_sQl2FKXQLViIdMb76TK0KFq25i8gv2wNKkmX",
        "SECRET",
        "\x67hp_sQl2FKXQLViIdMb76TK0KFq25i8gv2wNKkmX",
    ),
    ("Authorization: Bearer abc123DEF456ghi", "SECRET", "abc123DEF456ghi"),
    ('api_key = "f9fbec30e99d99463b103d2abc4e9f4e"', "SECRET", "f9fbec30e99d99463b103d2abc4e9f4e"),
    ("Cookie: sessionid=38afes7a8ikjd", "SECRET", "38afes7a8ikjd"),
    ("curl -u admin:hunter22 x", "SECRET", "hunter22"),
    ("PIN: 4921", "SECRET", "4921"),
    ("my password's Tangerine_44 but it bounces", "SECRET", "Tangerine_44"),
    ("Velvet#Otter9 is my password now", "SECRET", "Velvet#Otter9"),
    ("mot de passe temporaire: Brebis-12-x", "SECRET", "Brebis-12-x"),
    ("guest wifi: Mango_Tree_12", "SECRET", "Mango_Tree_12"),
    ("creds are admin / Moonbeam.77", "SECRET", "Moonbeam.77"),
    ("STRIPE_AUTH=4f9a8b7c6d5e4f3a2b1c", "SECRET", "4f9a8b7c6d5e4f3a2b1c"),
    ("door code is 4482#", "SECRET", "4482#"),
    ("dckr_pat_Abc123Def456Ghi789Jkl012Mno", "SECRET", "dckr_pat_Abc123Def456Ghi789Jkl012Mno"),
    ("meu telefone \u00e9 (21) 98765-4321", "PHONE", "(21) 98765-4321"),
    ("+33 (0)1 / 42 68 53 01", "PHONE", "+33 (0)1 / 42 68 53 01"),
    ("8 (912) 345-67-89 is hers", "PHONE", "8 (912) 345-67-89"),
    ("138 1234 5678 in Shanghai, mobile", "PHONE", "138 1234 5678"),
    ("our booking line is 0044 20 7946 0733", "PHONE", "0044 20 7946 0733"),
    ("nummer er to to, fem fem, nul et, to tre", "PHONE", "to to, fem fem, nul et, to tre"),
    ("call four one five, um, five five five, uh, oh one three four", "PHONE", None),
    ("piet apenstaartje voorbeeld punt nl", "EMAIL", "piet apenstaartje voorbeeld punt nl"),
    ("email is seven seven jane at example dot com", "EMAIL", "seven seven jane at example dot com"),
    ("jane_at_example_dot_com", "EMAIL", "jane_at_example_dot_com"),
    ('"front desk"@inn.example', "EMAIL", '"front desk"@inn.example'),
    ("rodn\u00e9 \u010d\u00edslo 780123/3540", "NATIONAL_ID", "780123/3540"),
    ("SVNR 1237 010180", "NATIONAL_ID", "1237 010180"),
    ("RUT 12.345.678-5", "NATIONAL_ID", "12.345.678-5"),
    ("born there, 11010519491231002X", "NATIONAL_ID", "11010519491231002X"),
    ("it wants any national number, so In\u00eas 200492683", "NATIONAL_ID", "200492683"),
    ("BSN \uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13", "NATIONAL_ID", None),
    ("BSN of Piet: 123456782", "NATIONAL_ID", "123456782"),
)

INNOCENT = (
    "order number four five zero zero one two three four five",
    "one two three four five six seven, and then it crashes",
    "in twenty twenty five we had one hundred and twenty users",
    "part ABCPE1234F",
    "it's a sin that 3 users cannot",
    "Cards 4111 of them",
    "my passport expired in 2024",
    "look at example dot com slash pricing",
    "we met at example dot com last week",
    "the password is wrong, my password is required",
    "password reset link doesn't work",
    "the password policy says 12 characters",
    "API key not found, token expired after 3600 seconds",
    "the pin is on the sticker",
    "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "primary key 550e8400-e29b-41d4-a716-446655440000",
    "bind 127.0.0.1 and mask 255.255.255.0",
    "we went from 1.2.3.4 to 1.2.3.5",
    "icon@2x.png and left-pad@1.3.0",
    "git@host.example:team/repo.git",
    "the login is OAuth, the password must be 12-16 characters and the pass is a 3-day one",
    "api_key=YOUR_API_KEY, password=<password>, secret: ${SECRET}",
    'the password error says "Your password is wrong"',
    "error code 50011, zip code 90210, discount code SUMMER2024",
    "order 780123/3540 and invoice 12.345.678-5",
    "tracking 1Z 999 45E 03 9876 5437",
    "room 030 221, seats 120 300 400",
    "Runtime 18.4.0.1 crashes, 18.3.9.7 does not",
    "look at page two dot com and at pricing dot html",
    "[EMAIL_1] wrote to [PHONE_2] about [NATIONAL_ID_1]",
)


@pytest.mark.parametrize(("text", "kind", "value"), PERSONAL)
def test_what_is_personal_is_found_once_and_whole(text: str, kind: str, value: str | None) -> None:
    found = [(datum.kind, text[datum.start : datum.end]) for datum in find(text)]
    assert [one for one, _ in found] == [kind]
    assert value is None or found[0][1] == value


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_personal_stays(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("call plus four four seven seven double zero nine hundred one two three", "+447700900123"),
        ("my number: oh four one two, triple three, double nine one", "0412333991"),
        ("call forty four, twenty, seventy nine forty six", "44207946"),
    ],
)
def test_a_number_that_is_said_has_the_value_of_its_digits(said: str, value: str) -> None:
    assert [datum.value for datum in find(said)] == [value.removeprefix("+")]


def test_a_private_key_goes_whole() -> None:
    text = "here:\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----\nthanks"
    (found,) = find(text)
    assert text[: found.start] + text[found.end :] == "here:\n\nthanks"


@pytest.mark.parametrize(
    "text",
    [
        "one " * 20_000,
        "password is " * 8_000,
        "a dot " * 15_000 + "at ",
        "key=" * 20_000,
        "A1 " * 30_000,
        "a_b-" * 25_000,
    ],
)
def test_hostile_text_takes_no_more_than_seconds(text: str) -> None:
    started = time.perf_counter()
    find(text)
    assert time.perf_counter() - started < 10
