"""What somebody wrote in a mail, without the mail that it answers, the signature and the disclaimer."""

import re
from collections.abc import Sequence

from ingestion.mail_words import (
    CLOSING,
    DELIMITER,
    DISCLAIMER,
    FIELDS,
    FROM,
    HEADER,
    INTRO,
    ORIGINAL,
    RULE,
    SENT_FROM,
    WROTE,
)

MAX_BODY = 50_000
_LOOKED_AT = 300
_MAX_SIGNATURE = 8


def drop_quoted(text: str) -> str:
    """Return a mail's text without what it answers to: quoted lines, the mail below, the signature.

    Answers between quoted lines are kept, and so are lists. Looks at the first 50,000 characters; where
    nothing would be left (a bare quote, a forwarded mail) what is there is returned.
    """
    lines = text[:MAX_BODY].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = _own_lines(lines)
    kept = _without_closing(kept)
    own = _without_disclaimer("\n".join(kept))
    return own or "\n".join(line.rstrip() for line in lines).strip()


def _own_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines up to the answered mail, without those quoted by a mark."""
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at][:_LOOKED_AT].replace("\xa0", " ").strip()
        said = any(part.strip() for part in kept)
        intro = _intro_length(lines, at)
        if intro and not _quote_follows(lines, at + intro):
            break
        if _ends_mail(lines, at) and (said or line == "--"):
            break
        if intro:
            at += intro
            continue
        if not (line.startswith(">") or _is_dropped(line)):
            kept.append(lines[at].rstrip())
        at += 1
    return _without_rule(kept)


def _ends_mail(lines: Sequence[str], at: int) -> bool:
    """Say whether another mail, or a signature, begins at a line."""
    line = lines[at][:_LOOKED_AT].strip()
    return (
        line == "--"
        or line.startswith("##-")
        or bool(DELIMITER.fullmatch(line) or ORIGINAL.fullmatch(line))
        or _is_header_block(lines, at)
    )


def _is_dropped(line: str) -> bool:
    return bool(
        line.startswith("##-")
        or DELIMITER.fullmatch(line)
        or SENT_FROM.fullmatch(line)
        or ORIGINAL.fullmatch(line)
    )


def _intro_length(lines: Sequence[str], at: int) -> int:
    """Return over how many lines (up to three) "On <date> <somebody> wrote:" runs from a line on, 0 if none.

    A date or an address is asked of it: people write "On Monday I wrote:" themselves.
    """
    first = lines[at][:_LOOKED_AT].replace("\xa0", " ").strip().lower()
    if _names_quoted(lines, at, first) or (first[:4].isdigit() and first.endswith(">:")):
        return 1
    if not (first.startswith(INTRO) or "@" in first):
        return 0
    joined = ""
    for length, line in enumerate(lines[at : at + 3], start=1):
        part = line[:_LOOKED_AT].replace("\xa0", " ").strip().lower()
        joined = f"{joined} {part}".strip()
        if not part or len(joined) > _LOOKED_AT:
            break
        dated = "@" in joined or sum(letter.isdigit() for letter in joined) >= 3
        ended = joined.rstrip(" :\u2009").removesuffix("(a)")
        if dated and (joined.endswith(":") or "@" in joined) and _says_wrote(ended):
            return length
    return 0


def _names_quoted(lines: Sequence[str], at: int, lowered: str) -> bool:
    """Say whether a line is "Kim wrote:" alone: without a date it must stand right above a quote."""
    named = len(lowered) <= 80 and lowered.endswith(":") and _says_wrote(lowered.rstrip(" :"))
    return named and _quote_follows(lines, at + 1)


def _says_wrote(ended: str) -> bool:
    """Say whether a line ends in "wrote", or (in German) has it before the name.

    Who says "I wrote" is not quoting anybody else.
    """
    if ended.endswith((" i wrote", " we wrote", " ich schrieb", " wir schrieb")):
        return False
    return ended.endswith(WROTE) or any(
        f" {word} " in ended for word in ("schrieb", "wrote", "skrev", "schreef")
    )


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    following = next((line.strip() for line in lines[at : at + 4] if line.strip()), "")
    return following.startswith(">")


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Say whether the lines from here on are the head of a mail: From, and two more of its fields."""
    first = HEADER.match(lines[at][:_LOOKED_AT] + " ")
    if not first or first[1].strip().lower() not in FROM:
        return False
    names = [
        match[1].strip().lower()
        for line in lines[at + 1 : at + 7]
        if (match := HEADER.match(line[:80] + " "))
    ]
    return sum(1 for name in names if name in FIELDS) >= 2


def _without_rule(kept: list[str]) -> list[str]:
    """Return lines without blanks and rules at their end: they led to what was cut."""
    while kept and not kept[-1].strip(" \t_*=\u2014"):
        kept.pop()
    return kept


def _without_closing(kept: list[str]) -> list[str]:
    """Return lines without "Best," and the few short lines of a signature under it."""
    for at in range(max(len(kept) - _MAX_SIGNATURE - 1, 1), len(kept)):
        before = any(line.strip() for line in kept[:at])
        opens = CLOSING.fullmatch(kept[at].strip()[:60]) or RULE.fullmatch(kept[at].strip()[:60])
        if before and opens and all(map(_is_signature, kept[at + 1 :])):
            return _without_rule(kept[:at])
    return kept


def _is_signature(line: str) -> bool:
    bare = line.strip()
    if bare.startswith(("- ", "* ", "\u2022")) or bare.endswith(("?", "!")):
        return False
    return len(bare) <= 60 and not (bare.endswith(".") and len(bare.split()) > 4)


def _without_disclaimer(text: str) -> str:
    paragraphs = re.split(r"\n[ \t]*\n", text)
    while len(paragraphs) > 1 and DISCLAIMER.match(paragraphs[-1].strip()[:400]):
        paragraphs.pop()
    return "\n\n".join(paragraphs).strip()
