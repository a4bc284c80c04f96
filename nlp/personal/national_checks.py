"""The check digits of the numbers that states give to people, on bare digits and capital letters."""

import re
from datetime import date

from nlp.personal.datum import luhn

LETTERS_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
LETTERS_HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY"
# What a sign in an odd place of a codice fiscale counts, by its place in the alphabet; digits as A to J.
ODD_FISCAL = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
# J. Verhoeff's table of the dihedral group of ten, and his permutation, one row after the other.
DIHEDRAL = (
    "0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210"
)
PERMUTED = "01234567891576283094580379614289160435279453126870428657390127938064157046913258"


def always(_: str) -> bool:
    """Accept a number that has no check digit, or none that is worth it."""
    return True


def _day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weighted(number: str, weights: str) -> int:
    return sum(int(digit) * int(weight) for digit, weight in zip(number, weights.split(), strict=False))


def steuer(number: str) -> bool:
    """Germany: ISO 7064 MOD 11,10; exactly one digit of the first ten stands two or three times."""
    most = max(number[:10].count(digit) for digit in number[:10])
    return number[0] != "0" and most in {2, 3} and oib(number)


def nir(number: str) -> bool:
    """France."""
    body = number[:13].replace("2A", "19").replace("2B", "18")
    return body.isdigit() and 97 - int(body) % 97 == int(number[13:])


def dni(number: str) -> bool:
    """Spain: the letter behind a DNI or an NIE."""
    value = number[:-1].translate(str.maketrans("XYZ", "012"))
    return LETTERS_DNI[int(value) % 23] == number[-1]


def fiscal(code: str) -> bool:
    """Italy: the last letter of a codice fiscale."""
    values = [int(sign) if sign.isdigit() else ord(sign) - 65 for sign in code[:15]]
    total = sum(ODD_FISCAL[value] for value in values[::2]) + sum(values[1::2])
    return chr(65 + total % 26) == code[15]


def bsn(number: str) -> bool:
    """Netherlands: the eleven test."""
    return _weighted(number, "9 8 7 6 5 4 3 2") % 11 == int(number[8]) and int(number) > 0


def pesel(number: str) -> bool:
    """Poland."""
    month = int(number[2:4])
    year = (1900 if month <= 12 else 2000) + int(number[:2])
    sound = month <= 32 and _day(year, month % 20, int(number[4:6]))
    return sound and (10 - _weighted(number, "1 3 7 9 1 3 7 9 1 3")) % 10 == int(number[10])


def cpf(number: str) -> bool:
    """Brazil."""
    for size in (9, 10):
        rest = (
            sum(int(digit) * (size + 1 - place) for place, digit in enumerate(number[:size])) * 10 % 11 % 10
        )
        if rest != int(number[size]):
            return False
    return len(set(number)) > 1


def verhoeff(number: str) -> bool:
    """India: J. Verhoeff, 1969."""
    check = 0
    for place, digit in enumerate(reversed(number)):
        permuted = int(PERMUTED[10 * (place % 8) + int(digit)])
        check = int(DIHEDRAL[10 * check + permuted])
    return check == 0


def personnummer(number: str) -> bool:
    """Sweden."""
    number = number.replace("+", "")
    body = number[-10:]
    day = int(body[4:6])
    return luhn(body) and _day(2000, int(body[2:4]), day - 60 if day > 60 else day)


def hetu(number: str) -> bool:
    """Finland."""
    serial = re.sub(r"\D", "", number[:6]) + number[-4:-1]
    sound = _day(2000, int(number[2:4]), int(number[:2])) and serial.isdigit()
    return sound and LETTERS_HETU[int(serial) % 31] == number[-1]


def tfn(number: str) -> bool:
    """Australia's tax file number."""
    weights = "1 4 3 7 5 8 6 9 10" if len(number) == 9 else "10 7 8 4 6 3 5 1"
    return _weighted(number, weights) % 11 == 0


def ean(number: str) -> bool:
    """Switzerland: the last digit as that of GS1's EAN-13."""
    return (10 - _weighted(number[:12], "1 3 1 3 1 3 1 3 1 3 1 3")) % 10 == int(number[12])


def _total(number: str, weights: str, modulus: int) -> int:
    return _weighted(number, weights) % modulus


def nif(number: str) -> bool:
    """Portugal: weights 9 to 2, modulus 11; persons' numbers begin with 1, 2, 3 or 45."""
    rest = _total(number, "9 8 7 6 5 4 3 2", 11)
    return number[0] in "1234" and int(number[8]) == (0 if rest < 2 else 11 - rest)


def fodselsnummer(number: str) -> bool:
    """Norway: two check digits of modulus 11."""
    first, second = _total(number, "3 7 6 1 8 9 4 5 2 1", 11), _total(number, "5 4 3 2 7 6 5 4 3 2 1", 11)
    return first == 0 and second == 0


def cpr(number: str) -> bool:
    """Denmark: a day and a month; the check digit was given up in 2007."""
    return _day(2000, int(number[2:4]), int(number[:2]))


def rijksregister(number: str) -> bool:
    """Belgium: 97 less the rest of the first nine digits, with a 2 before them for births from 2000 on."""
    return any(97 - int(century + number[:9]) % 97 == int(number[9:]) for century in ("", "2"))


def rodne(number: str) -> bool:
    """Czechia and Slovakia: divisible by eleven, women's months plus 50."""
    month = int(number[2:4]) % 50 % 20
    sound = 1 <= month <= 12 and 1 <= int(number[4:6]) <= 31
    return sound and (len(number) == 9 or int(number) % 11 == 0 or int(number[:9]) % 11 == 10)


def cnp(number: str) -> bool:
    """Romania."""
    rest = _total(number, "2 7 9 1 4 6 3 5 8 2 7 9", 11)
    return int(number[12]) == (1 if rest == 10 else rest)


def egn(number: str) -> bool:
    """Bulgaria."""
    return int(number[9]) == _total(number, "2 4 8 5 10 9 7 3 6", 11) % 10


def isikukood(number: str) -> bool:
    """Estonia and Lithuania."""
    rest = _total(number, "1 2 3 4 5 6 7 8 9 1", 11)
    rest = rest if rest < 10 else _total(number, "3 4 5 6 7 8 9 1 2 3", 11) % 10
    return number[0] in "123456" and int(number[10]) == rest


def oib(number: str) -> bool:
    """Croatia: ISO 7064 MOD 11,10."""
    rest = 10
    for digit in number[:10]:
        rest = (int(digit) + rest) % 10 or 10
        rest = rest * 2 % 11
    return (11 - rest) % 10 == int(number[10])


def svnr(number: str) -> bool:
    """Austria: the fourth digit checks, the last six are a birthday."""
    rest = _weighted(number[:3] + number[4:], "3 7 9 5 8 4 2 1 6") % 11
    return rest == int(number[3])


def tckn(number: str) -> bool:
    """Turkey."""
    ones = [int(digit) for digit in number]
    tenth = (7 * sum(ones[0:9:2]) - sum(ones[1:8:2])) % 10
    return tenth == ones[9] and sum(ones[:10]) % 10 == ones[10]


def nhs(number: str) -> bool:
    """England: weights 10 to 2, modulus 11."""
    return (11 - _total(number, "10 9 8 7 6 5 4 3 2", 11)) % 11 == int(number[9])


def pps(number: str) -> bool:
    """Ireland: the letter behind seven digits; a second one counts nine times its place."""
    second = (ord(number[8]) - 64) % 23 if len(number) > 8 and number[8] != "W" else 0
    return "WABCDEFGHIJKLMNOPQRSTUV"[(_weighted(number, "8 7 6 5 4 3 2") + 9 * second) % 23] == number[7]


def cuil(number: str) -> bool:
    """Argentina: weights 5 4 3 2 7 6 5 4 3 2, modulus 11; persons' begin with 20, 23, 24 or 27."""
    rest = (11 - _total(number, "5 4 3 2 7 6 5 4 3 2", 11)) % 11
    return number[:2] in {"20", "23", "24", "27"} and rest % 10 == int(number[10])


def rut(number: str) -> bool:
    """Chile."""
    rest = 11 - sum(int(digit) * (2 + place % 6) for place, digit in enumerate(number[-2::-1])) % 11
    return number[-1] == {11: "0", 10: "K"}.get(rest, str(rest))


def resident(number: str) -> bool:
    """China: ISO 7064 MOD 11-2."""
    rest = _total(number, "7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", 11)
    return "10X98765432"[rest] == number[17]


def nric(number: str) -> bool:
    """Singapore."""
    rest = (_weighted(number[1:], "2 7 6 5 4 3 2") + {"T": 4, "G": 4, "M": 3}.get(number[0], 0)) % 11
    letters = {
        "S": "JZIHGFEDCBA",
        "T": "JZIHGFEDCBA",
        "F": "XWUTRQPNMLK",
        "G": "XWUTRQPNMLK",
        "M": "XWUTRQPNJLK",
    }
    return letters[number[0]][rest] == number[8]


def dated(number: str) -> bool:
    """Korea and Malaysia: the first six digits are year, month and day."""
    return _day(2000, int(number[2:4]), int(number[4:6]))


def snils(number: str) -> bool:
    """Russia."""
    rest = _weighted(number, "9 8 7 6 5 4 3 2 1") % 101
    return (0 if rest == 100 else rest) == int(number[9:])


def mynumber(number: str) -> bool:
    """Japan."""
    rest = _total(number, "6 5 4 3 2 7 6 5 4 3 2", 11)
    return (0 if rest < 2 else 11 - rest) == int(number[11])


def medicare(number: str) -> bool:
    """Australia: weights 1 3 7 9, modulus 10."""
    return number[0] in "23456" and _total(number, "1 3 7 9 1 3 7 9", 10) == int(number[8])
