"""What somebody wrote in a mail, without the mail that it answers, the signature and the disclaimer."""

import re
from collections.abc import Sequence

MAX_BODY = 50_000
_LOOKED_AT = 300
_DELIMITER = re.compile(r"\W*(?:please )?(?:type your )?reply (?:above|below) this line\W*", re.IGNORECASE)
_INTRO = (
    "on ", "am ", "le ", "el ", "em ", "il ", "op ", "den ", "dnia ", "a ", "w dniu ", "pe ", "vào ", "dne ",
    "в ", "at ",
)  # fmt: skip
_WROTE = (
    "wrote", "schrieb", "a écrit", "a ecrit", "escribió", "escribio", "escreveu", "ha scritto", "schreef",
    "skrev", "napisał", "napsal", "kirjoitti", "a scris", "написал", "пишет",
)  # fmt: skip
_ORIGINAL = re.compile(
    r"begin forwarded message\s?:"
    r"|[-_\s]{2,}(?:original message|forwarded message|(?:ursprüngliche|weitergeleitete) nachricht"
    r"|message (?:d'origine|transféré)|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)"
    r"|messaggio (?:originale|inoltrato)|oorspronkelijk bericht)[-_\s]{2,}",
    re.IGNORECASE,
)
_HEADER = re.compile(r"\W{0,3}([^\W\d_][\w\s-]{0,14}?)\*?\s?:\*?\s")
_FROM = frozenset({"from", "von", "de", "da", "van", "från", "fra", "od", "lähettäjä"})
_FIELDS = frozenset({
    "sent", "date", "to", "cc", "subject", "reply-to", "gesendet", "datum", "an", "betreff", "envoyé", "à",
    "objet", "enviado", "enviado el", "fecha", "para", "asunto", "assunto", "data", "inviato", "a", "oggetto",
    "verzonden", "aan", "onderwerp", "skickat", "till", "ämne",
})  # fmt: skip
_SENT_FROM = re.compile(
    r"(?:sent from my|sent from (?:mail|outlook|yahoo)|get outlook for|gesendet von mein|envoyé de mon"
    r"|enviado desde mi|enviado do meu|inviato da)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:best|kind|warm|many)?\s?(?:regards|wishes|thanks)|best|thanks(?: again| a lot| in advance)?"
    r"|thank you"
    r"|cheers|sincerely|yours(?: truly| sincerely)?|thx|tia|(?:viele|liebe|beste|freundliche) grüße"
    r"|mit freundlichen grüßen|mfg|vg|danke|cordialement|bien à vous|merci|saludos(?: cordiales)?|gracias"
    r"|atenciosamente|obrigad[oa]|cordiali saluti|grazie|groeten|met vriendelijke groet|bedankt)\s*[,.!]?",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:this|the information in this|any|please note that this) (?:e-?mail|message|communication)\b.{0,120}"
    r"\b(?:confidential|privileged|intended)"
    r"|(?:confidentiality notice|disclaimer)\b|diese e-?mail.{0,60}vertraulich"
    r"|(?:ce|le présent) (?:message|courriel).{0,80}confidenti",
    re.IGNORECASE | re.DOTALL,
)
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
        or bool(_DELIMITER.fullmatch(line) or _ORIGINAL.fullmatch(line))
        or _is_header_block(lines, at)
    )


def _is_dropped(line: str) -> bool:
    return bool(
        line.startswith("##-")
        or _DELIMITER.fullmatch(line)
        or _SENT_FROM.match(line)
        or _ORIGINAL.fullmatch(line)
    )


def _intro_length(lines: Sequence[str], at: int) -> int:
    """Return over how many lines (up to three) "On <date> <somebody> wrote:" runs from a line on, 0 if none.

    A date or an address is asked of it: people write "On Monday I wrote:" themselves.
    """
    joined = ""
    for length in (1, 2, 3):
        if at + length > len(lines) or not lines[at].strip():
            return 0
        part = lines[at + length - 1][:_LOOKED_AT].replace("\xa0", " ").strip()
        joined = f"{joined} {part}".strip()
        lowered = joined.lower()
        if length == 1 and not (lowered.startswith(_INTRO) or "@" in lowered):
            return 0
        if not part or len(joined) > _LOOKED_AT:
            return 0
        ended = lowered.rstrip(" :\u2009").removesuffix("(a)")
        dated = "@" in lowered or sum(letter.isdigit() for letter in lowered) >= 3
        if dated and (lowered.endswith(":") or "@" in lowered) and _says_wrote(ended):
            return length
        if length == 1 and lowered[:4].isdigit() and lowered.endswith(">:"):
            return length
    return 0


def _says_wrote(ended: str) -> bool:
    """Say whether a line ends in "wrote", or (in German) has it before the name.

    Who says "I wrote" is not quoting anybody else.
    """
    if ended.endswith((" i wrote", " we wrote", " ich schrieb", " wir schrieb")):
        return False
    return ended.endswith(_WROTE) or any(
        f" {word} " in ended for word in ("schrieb", "wrote", "skrev", "schreef")
    )


def _quote_follows(lines: Sequence[str], at: int) -> bool:
    following = next((line.strip() for line in lines[at : at + 4] if line.strip()), "")
    return following.startswith(">")


def _is_header_block(lines: Sequence[str], at: int) -> bool:
    """Say whether the lines from here on are the head of a mail: From, and two more of its fields."""
    first = _HEADER.match(lines[at][:_LOOKED_AT] + " ")
    if not first or first[1].strip().lower() not in _FROM:
        return False
    names = [
        match[1].strip().lower()
        for line in lines[at + 1 : at + 7]
        if (match := _HEADER.match(line[:80] + " "))
    ]
    return sum(1 for name in names if name in _FIELDS) >= 2


def _without_rule(kept: list[str]) -> list[str]:
    """Return lines without blanks and rules at their end: they led to what was cut."""
    while kept and not kept[-1].strip(" \t_*=\u2014"):
        kept.pop()
    return kept


def _without_closing(kept: list[str]) -> list[str]:
    """Return lines without "Best," and the few short lines of a signature under it."""
    for at in range(max(len(kept) - _MAX_SIGNATURE - 1, 1), len(kept)):
        before = any(line.strip() for line in kept[:at])
        if before and _CLOSING.fullmatch(kept[at].strip()[:60]) and all(map(_is_signature, kept[at + 1 :])):
            return _without_rule(kept[:at])
    return kept


def _is_signature(line: str) -> bool:
    bare = line.strip()
    if bare.startswith(("- ", "* ", "\u2022")) or bare.endswith(("?", "!")):
        return False
    return len(bare) <= 60 and not (bare.endswith(".") and len(bare.split()) > 4)


def _without_disclaimer(text: str) -> str:
    paragraphs = re.split(r"\n[ \t]*\n", text)
    while len(paragraphs) > 1 and _DISCLAIMER.match(paragraphs[-1].strip()[:400]):
        paragraphs.pop()
    return "\n\n".join(paragraphs).strip()
