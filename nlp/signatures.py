"""What stands under a message: the sign-off with name and post, "Sent from my iPhone", footers."""

import re
from collections.abc import Iterator, Sequence

from nlp.polarity import plain

MOST_LINES = 9
LONGEST_LINE = 80
MOST_WORDS = 8
LEGAL_WORDS = 2  # "this message was confidential and you lost it" has one of them

_DEVICE = (
    r"[\w'-]+(?: (?:\d{1,2}|pro|max|plus|mini|se|air|note|galaxy|phone|mobile|device|smartphone|tablet|app"
    r"|for \w+"
    r"|s\d{1,2}|xs|xr|4g|5g|lte))*"
)
SENT_FROM = re.compile(
    rf"(?:sent from my {_DEVICE}|sent (?:from|via|with|using) (?:yahoo|proton|ios|aol|windows|samsung"
    rf"|e?m ?client"
    r"|blackberry|android|outlook|gmail|superhuman|spark|mailbird|airmail|canary|mail)"
    r"(?: (?:mail|phone|mobile|app|for (?:ios|android|iphone|ipad|windows|mac)|on (?:android|ios)))*"
    r"|get outlook for (?:ios|android)|von meinem \w+ gesendet"
    rf"|(?:gesendet von mein(?:em)?|envoyé de(?:puis)? mon|enviado (?:desde|de) mi|enviado do meu"
    rf"|inviato da(?:l mio)?"
    rf"|verstuurd vanaf mijn|verzonden vanaf mijn|skickat från min|sendt fra min|wysłane z) {_DEVICE})"
    r"[.!]?\s*(?:<?\S*(?:https?://|\[url)\S*>?)?"
)

_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many)?\s?(?:regards|wishes|greetings)|(?:all the "
    r"|my )?best|cheers|yours"
    r"|(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|respectfully|thank you(?: (?:again|very much"
    r"|so much|in advance))?"
    r"|(?:many )?thanks(?: (?:again|a lot|so much|in advance|and (?:best |kind )?regards))?|br|kr|rgds|thx"
    r"|tia"
    r"|(?:viele|liebe|beste|schöne|freundliche|herzliche) grüße(?: (?:aus|von) \w+)?|mit (?:freundlichen"
    r"|besten) grüßen|mfg|vg|lg|gruß"
    r"|(?:bien )?cordialement|bien à vous|salutations(?: distinguées)?|sincères salutations"
    r"|(?:un )?saludos?(?: cordial(?:es)?)?|atentamente"
    r"|(?:um )?abraços?|atenciosamente|att|cumprimentos|(?:cordiali|distinti) saluti|un saluto"
    r"|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?"
    r"|(?:med )?(?:vänliga|vennlig|venlig|bästa) h[äi]lsning(?:ar|er)?|mvh|(?:z )?pozdraw(?:iam|ieniem"
    r"|ienia)|s pozdravem)[\s,.!:;\u2013-]*"
)
_SAME_LINE = re.compile(r"(?P<closing>.{2,40}?[,\u2013-])\s*(?P<name>\[?[\w.'\u2019\]\[ -]{2,40})\.?")
_WORD = (
    r"(?:\[PERSON_\d+\]|[^\W\d_a-z\u00df-\u00f6\u00f8-\u00ff][\w.'\u2019-]*"
    r"|(?:van|von|de|da|del|di|der|den|la|le|al|bin|y|e|and|team)\b|&)"
)
_NAME = re.compile(rf"(?:the |your |das |el |la )?{_WORD}(?:[\s,]+{_WORD}){{0,4}}")
_SMALL_NAME = re.compile(r"[^\W\d_]{2,15}(?: [^\W\d_]\.?)?")
_SAYS = re.compile(
    r"\b(?:is|are|was|were|be|been|we|i|you|it|they|he|she|not|don'?t|doesn'?t|didn'?t|can|cannot|can'?t"
    r"|will|won'?t|would|could|should"
    r"|have|has|had|please|my|why|when|how|still|also|because|but|if|need|needs|want|fails?|failed|broken"
    r"|works?|crash(?:es|ed)?"
    r"|wir|ich|nicht|ist|sind|kann|bitte|nous|je|pas|est|sont|no (?:puedo|podemos)|estamos|wij|niet|zijn|não"
    r"|está|non|sono)\b"
)
_ITEM = re.compile(r"(?:[-*\u2022\u2013]\s|\d{1,2}[.)]\s|p\.?\s?s\b|#|>)", re.IGNORECASE)
_CONTACT = re.compile(
    r"\[(?:EMAIL|PHONE)_\d+\]|\S+@\S+\.\w|\bhttps?://|\bwww\.|^(?:tel|phone|mobile|mob|cell|fax|office"
    r"|direct|web|e-?mail|[tmefpw])\b\s?[.:|]",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:\W*(?:(?:legal |important )?(?:confidentiality|privacy)? ?(?:notice|disclaimer)"
    r"|confidential(?:ity)?(?: notice)?)\s*[:.\u2013-]"
    r"|(?:please note that |the (?:information|contents?)[^.]{0,40} (?:in|of) )?(?:this|any) (?:e-?mail"
    r"|message|communication|transmission)\b"
    r"|if you (?:are not|have received|received|got) (?:the|this|an?)\b|any (?:unauthori[sz]ed|dissemination"
    r"|disclosure|review|use)\b"
    r"|(?:der inhalt )?diese[rs]? (?:e-?mail|nachricht)\b|falls sie nicht"
    r"|(?:el contenido de )?este (?:mensaje|correo|e-?mail)\b|(?:le contenu de )?ce (?:message|courriel"
    r"|mail)\b"
    r"|si vous n'êtes pas|(?:de inhoud van )?dit (?:e-?mail)?bericht\b|esta mensagem\b|este e-?mail\b"
    r"|(?:il contenuto di )?questo messaggio\b|questa e-?mail\b)",
)
_LEGAL = re.compile(
    r"confidential|privileged|intended (?:recipient|addressee|solely|only)|in error|solely|addressee"
    r"|prohibited|dissemination|unauthori[sz]ed|viruses|vertraulich"
    r"|irrtümlich|adressat|confidenti[ae]l|destinat|par erreur|por error|vertrouwelijk|geadresseerde"
    r"|confidenzial|per errore|por engano"
)
_NOTE = re.compile(
    r"(?:please )?(?:consider|think of) the environment before printing.{0,60}|virus-?free\W.{0,60}"
    r"|this e-?mail has been (?:checked|scanned) for viruses.{0,60}"
    r"|\W*caution\W+this (?:e-?mail|message) (?:originated|came|was sent) (?:from )?outside.{0,160}"
    r"|\[?external(?: e-?mail| sender)?\]?"
    r"|(?:click here to |to )?unsubscribe(?: (?:here|now|from (?:this list|these e-?mails)))?(?:\s*["
    r"|:\u00b7].{0,60})?|view (?:this"
    r"|it) (?:e-?mail )?in your browser.{0,20}"
    r"|registered (?:office|in (?:england|scotland|ireland|germany))\b.{0,160}"
    r"|company (?:registration )?n(?:o|umber)\W.{0,80}"
)


def signature_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that sign a message off; ``lines`` carry no white space at their ends.

    A sign-off ("Best regards,", "Mit freundlichen Grüßen", "-- ") counts with a name or an address under it.
    It ends where somebody speaks again: at a sentence, a list, a "PS".
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        small = plain(line)
        if SENT_FROM.fullmatch(small):
            found.add(at)
        elif at in found or len(line) > LONGEST_LINE:
            continue
        elif line in ("--", "\u2014"):
            below = tuple(_signature_below(lines, at + 1, named=True))
            found.update((at, *below) if below else ())
        elif _CLOSING.fullmatch(small):
            below = tuple(_signature_below(lines, at + 1, named=False))
            found.update((at, *below) if below else ())
        elif name := _name_behind_closing(line):
            found.update((at, *_signature_below(lines, at + 1, named=bool(name))))
    return frozenset(found)


def _name_behind_closing(line: str) -> str | None:
    """Return the name in "Kind regards, Jane", None for any other line."""
    same = _SAME_LINE.fullmatch(line)
    if same is None or not _CLOSING.fullmatch(plain(same["closing"])):
        return None
    name = same["name"].strip()
    return name if _NAME.fullmatch(name) and _is_name(name) else None


def _signature_below(lines: Sequence[str], first: int, *, named: bool) -> Iterator[int]:
    """Yield the lines of a signature from ``first`` on; nothing where the first of them is no name."""
    blanks: list[int] = []
    for at in range(first, min(first + MOST_LINES, len(lines))):
        line = lines[at]
        if not line:
            blanks.append(at)
            continue
        if not named and not _is_name(line):
            return
        if not (_is_name(line) or _CONTACT.search(line) or _is_post(line)) or SENT_FROM.fullmatch(
            plain(line)
        ):
            return
        named = True
        yield from blanks
        yield at
        blanks = []


def _is_name(line: str) -> bool:
    bare = line.strip(" ,|*_")
    if len(bare) > LONGEST_LINE or _ITEM.match(bare) or _SAYS.search(plain(bare)):
        return False
    return bool(_NAME.fullmatch(bare) or _SMALL_NAME.fullmatch(bare))


def _is_post(line: str) -> bool:
    """Say whether a line may be a post, a company or an address: short, no list and no sentence."""
    if len(line) > LONGEST_LINE or _ITEM.match(line) or line.endswith(("?", "!", ":")) or line[0].islower():
        return False
    words = line.split()
    return len(words) <= MOST_WORDS and not _SAYS.search(plain(line)) and not line.endswith(".")


def footer_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines of a lawyers' footer, a virus scanner's or a list's note.

    A paragraph counts that begins as such footers do ("This e-mail ...", "If you are not the ...") and
    speaks of confidence, recipients or errors.
    """
    found: set[int] = set()
    for paragraph in _paragraphs(lines):
        small = plain(" ".join(lines[at] for at in paragraph))
        if _FOOTER.match(small) and len(set(_LEGAL.findall(small))) >= LEGAL_WORDS:
            found.update(paragraph)
        found.update(at for at in paragraph if _NOTE.fullmatch(plain(lines[at])))
    return frozenset(found)


def _paragraphs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the runs of lines between blank ones; a footer's beginning starts one too."""
    run: list[int] = []
    for at, line in enumerate(lines):
        small = plain(line)
        begins = bool(run) and bool(_FOOTER.match(small)) and bool(_LEGAL.search(small))
        if run and (not line or begins):
            yield run
            run = []
        if line:
            run.append(at)
    if run:
        yield run
