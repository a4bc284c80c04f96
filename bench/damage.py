"""Ways to damage a file's bytes, by name."""

import random
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Damage: TypeAlias = Callable[[bytes, random.Random], bytes]
_MARKS = (
    b",", b";", b"\t", b"|", b'"', b"'", b"\n", b"\r", b":", b"{", b"}", b"[", b"]", b"<", b">", b"&", b"=",
    b"\\",
)  # fmt: skip
_ENDS = (b"\r", b"\r\n", b"\n\n", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"")
_CODECS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "utf-8-sig", "cp1252", "cp1251", "mac_roman",
    "shift_jis",
)  # fmt: skip
_BIDI = tuple(
    sign.encode() for sign in "\u202a\u202e\u2066\u2069\u200f\u200b\u200d\ufeff\ufffd\ufffe\u0301\u2028\u3000"
)
_NUMBERS = (
    b"9" * 5_000, b"9" * 400, b"1e999", b"-1e999", b"NaN", b"Infinity", b"-0", b"0", b"-1", b"1e-400",
    b"0x10", b"1_000", b"18446744073709551616", b"1" + b"0" * 18, b"99999999999999", b"253402300800",
    b"4.9e-324", "\u0661\u0662".encode(), "\u00b2".encode(),
)  # fmt: skip
_VALUES = (
    b"null", b"true", b"[]", b"{}", b'""', b"0", b"-1", b"1e400", b"[null]", b"[[]]", b'{"a": null}',
    b'"\\ud800"', b'"\\u0000"', b'"2026-13-45T99:99:99Z"', b'[1, "a", null, {}]', b"9" * 5_000,
)  # fmt: skip
_DATES = (
    b"0000-00-00", b"9999-12-31T23:59:59Z", b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00",
    b"2026-02-30", b"31/02/2026 25:61", b"2026-03-29 02:30:00", b"yesterday", b"1 Jan 0", b"2026-W60-9",
    b"12:00", b"2026-03-02T10:00:00+99:99",
)  # fmt: skip
_OPENERS = (
    b"[", b'{"a":', b"(", b"<w:p>", b"<", b"<v x>", b"((", b'"', b"- ", b"> ", b"  ", b"<<", b"/Kids [",
    b"&amp;", b"{{",
)  # fmt: skip
_VALUE = re.compile(rb":\s*(?:\"(?:[^\"\\]|\\.)*\"|-?\d[\d.eE+-]*|true|false|null)")
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_DATE = re.compile(rb"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d\d:\d\d(?::\d\d)?[^,;\"<\s]{0,12})?")
_PAIR = re.compile(rb"\"[^\"\\\n]{1,60}\"\s*:\s*(?:\"(?:[^\"\\]|\\.)*\"|-?\d[\d.]*|true|false|null)\s*,")
_FIELD = re.compile(rb"[^,;\t|\n\"]{1,200}")


def _flip(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if broken:
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _flip_bit(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if broken:
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(min(len(data), 400) + 1) :]


def _slice(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 5, 40, 400, 4_000)))


def _delete(data: bytes, chance: random.Random) -> bytes:
    start, stop = _slice(data, chance)
    return data[:start] + data[stop:]


def _duplicate(data: bytes, chance: random.Random) -> bytes:
    start, stop = _slice(data, chance)
    at = chance.choice((start, chance.randrange(len(data) + 1)))
    return data[:at] + data[start:stop] * chance.choice((1, 2, 50)) + data[at:]


def _insert(data: bytes, chance: random.Random, pieces: tuple[bytes, ...], times: int) -> bytes:
    for _ in range(chance.randint(1, times)):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(pieces) + data[at:]
    return data


def _marks(data: bytes, chance: random.Random) -> bytes:
    return _insert(data, chance, _MARKS, 6)


def _controls(data: bytes, chance: random.Random) -> bytes:
    return _insert(data, chance, tuple(bytes([code]) for code in (*range(1, 32), 127)), 4)


def _nuls(data: bytes, chance: random.Random) -> bytes:
    return _insert(data, chance, (b"\x00", b"\x00\x00", bytes(500)), 2)


def _bidi(data: bytes, chance: random.Random) -> bytes:
    return _insert(data, chance, _BIDI, 6)


def _broken_letters(data: bytes, chance: random.Random) -> bytes:
    return _insert(data, chance, (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xc0\x80"), 3)


def _deep(data: bytes, chance: random.Random) -> bytes:
    at = chance.choice((0, chance.randrange(len(data) + 1)))
    return data[:at] + chance.choice(_OPENERS) * chance.choice((3, 200, 3_000, 60_000)) + data[at:]


def _long(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(
        (
            b"a",
            b" ",
            b"\n",
            b":",
            b"a:",
            b"On ",
            b">",
            b'"',
            b"'",
            b".",
            b"1",
            b"-",
            b"a@",
            b"\xc3\xa9",
            b"\t",
            b"[",
        )
    )
    return data[:at] + piece * chance.choice((300, 5_000, 100_000)) + data[at:]


def _swap_marks(data: bytes, chance: random.Random) -> bytes:
    one, other = chance.sample((b",", b";", b"\t", b"|", b"'", b'"', b":", b" "), 2)
    return data.replace(one, other, chance.choice((-1, 1, 5)))


def _line_ends(data: bytes, chance: random.Random) -> bytes:
    end = chance.choice(_ENDS)
    if chance.random() < 0.6:
        return data.replace(b"\n", end)
    return b"".join(line + (end if chance.random() < 0.3 else b"\n") for line in data.split(b"\n"))


def _recode(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(_CODECS), "replace")


def _replaced(
    data: bytes, chance: random.Random, pattern: re.Pattern[bytes], new: Callable[[], bytes]
) -> bytes:
    """Return data with one, a few or all of a pattern's places replaced."""
    found = list(pattern.finditer(data))
    hit = chance.sample(found, min(len(found), chance.choice((1, 1, 3, len(found))))) if found else []
    for match in sorted(hit, key=lambda match: -match.start()):
        data = data[: match.start()] + new() + data[match.end() :]
    return data


def _numbers(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, chance, _NUMBER, lambda: chance.choice(_NUMBERS))


def _dates(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, chance, _DATE, lambda: chance.choice(_DATES))


def _values(data: bytes, chance: random.Random) -> bytes:
    return _replaced(data, chance, _VALUE, lambda: b": " + chance.choice(_VALUES))


def _fields(data: bytes, chance: random.Random) -> bytes:
    """Put a field of the file in place of another, or nothing."""
    fields = [match[0] for match in _FIELD.finditer(data)] or [b""]
    return _replaced(data, chance, _FIELD, lambda: chance.choice((b"", b" ", chance.choice(fields))))


def _keys(data: bytes, chance: random.Random) -> bytes:
    """Double keys of JSON with another value, or a heading."""
    pairs = [match[0] for match in _PAIR.finditer(data)]
    if pairs:
        return _replaced(data, chance, _PAIR, lambda: chance.choice(pairs) + b" " + chance.choice(pairs))
    first, mark, rest = data.partition(b"\n")
    names = first.split(b",")
    return b",".join(chance.choices(names, k=len(names))) + mark + rest


def _lines(data: bytes, chance: random.Random) -> bytes:
    """Remove, double, move or shuffle lines, those at the top above all."""
    lines = data.split(b"\n")
    at = chance.choice((0, 0, 1, chance.randrange(len(lines)))) % len(lines)
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
        case 3:
            lines = lines[:at] + lines[at:][::-1]
        case _:
            chance.shuffle(lines)
    return b"\n".join(lines)


def _quotes(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        return _insert(data, chance, (b'"', b'""', b'","', b'"\n'), 3)
    places = [at for at, byte in enumerate(data) if byte == 34]
    if not places:
        return b'"' + data
    at = chance.choice(places)
    return data[:at] + data[at + 1 :]


DAMAGES: Mapping[str, Damage] = {
    "flipped bytes": _flip,
    "flipped bits": _flip_bit,
    "cut end": _truncate,
    "cut beginning": _behead,
    "deleted slice": _delete,
    "repeated slice": _duplicate,
    "marks": _marks,
    "controls": _controls,
    "NULs": _nuls,
    "bidi marks": _bidi,
    "broken letters": _broken_letters,
    "deep nesting": _deep,
    "long runs": _long,
    "swapped marks": _swap_marks,
    "line ends": _line_ends,
    "other encoding": _recode,
    "numbers": _numbers,
    "dates": _dates,
    "values": _values,
    "fields": _fields,
    "keys": _keys,
    "lines": _lines,
    "quotes": _quotes,
}  # fmt: skip
