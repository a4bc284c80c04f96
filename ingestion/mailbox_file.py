"""Mails out of a file: one (.eml) or a mailbox (mbox) of many, each with what a thread needs of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import cast

from ingestion.mail_text import drop_quoted
from ingestion.markup import html_to_text

_FROM_LINE = re.compile(rb"From \S.{0,120}\d\d:\d\d")
_ID = re.compile(r"<([^<>\s]{1,400})>")
_REPLY = re.compile(r"^(?:(?:re|aw|fwd?|wg|sv|vs|antw|tr|rv|res|ref|rif)(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE)
# What the mail package is known to raise on malformed heads and unknown character sets.
_BROKEN = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError,
)  # fmt: skip
MAX_MESSAGE = 30_000_000
MAX_PARTS = 500
# Taking a header apart costs the square of its length; the ids of 150 answered mails are as long as this.
MAX_HEADER = 10_000
_BOUNDARY = re.compile(rb"\bboundary\s{0,9}=\s{0,9}\"?([^\"\s;]{1,200})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: ids without brackets, the ones that it answers oldest first, the date in ISO 8601."""

    row: int
    id: str | None
    answers: tuple[str, ...]
    name: str
    address: str
    date: str | None
    subject: str
    text: str
    automatic: bool
    spam: bool


def read_mails(path: Path, *, many: bool) -> Iterator[Mail | str]:
    """Yield a file's mails in order, or why one cannot be read; ``many`` says that it is a mailbox."""
    parts = _messages(path) if many else iter((path.read_bytes(),))
    for row, data in enumerate(parts):
        if len(data) > MAX_MESSAGE:
            yield f"a mail too large: found {len(data):,} bytes, need at most {MAX_MESSAGE:,}"
            continue
        if (count := _count_parts(data)) > MAX_PARTS:
            yield f"a mail of too many parts: found {count:,}, need at most {MAX_PARTS}"
            continue
        try:
            yield _mail(row, data)
        except _BROKEN as error:
            yield f"a mail that cannot be read: found {error}, need one as RFC 5322 writes it"


def _messages(path: Path) -> Iterator[bytes]:
    """Yield the mails of a mailbox: a line that begins with "From ", behind a blank one, parts them."""
    lines: list[bytes] = []
    blank = True
    with path.open("rb") as stream:
        for line in stream:
            if blank and _FROM_LINE.match(line):
                if lines:
                    yield b"".join(lines)
                lines = []
            else:
                lines.append(line)
            blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _count_parts(data: bytes) -> int:
    """Return how many parts a mail has, or how many kinds of marks between them, if those are more."""
    marks = set(_BOUNDARY.findall(data))
    return max(len(marks), *(data.count(b"\n--" + mark) for mark in list(marks)[:9]), 0)


class _Policy(EmailPolicy):
    """The usual one, but for headers that are too long to be any: they are empty."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value if len(value) <= MAX_HEADER else ""


def _mail(row: int, data: bytes) -> Mail:
    message = cast("EmailMessage", message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=_Policy()))
    name, address = parseaddr(_header(message, "From"))
    references = _ID.findall(f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}")
    own = _ID.search(_header(message, "Message-ID"))
    return Mail(
        row=row,
        id=own[1] if own else None,
        answers=tuple(dict.fromkeys(references)),
        name=name,
        address=address.lower(),
        date=_date(_header(message, "Date")),
        subject=_REPLY.sub("", " ".join(_header(message, "Subject").split())),
        text=_text(message),
        automatic=_is_automatic(message, address.lower()),
        spam=_header(message, "X-Spam-Flag").strip().lower() == "yes"
        or "spam" in _header(message, "X-Gmail-Labels").lower().split(","),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header's text, empty where it is missing; surrogates of undecodable bytes replaced."""
    value = message.get(name)
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def _date(written: str) -> str | None:
    """Return a mail's date in ISO 8601, as it stands where it is no mail's date, None where there is none."""
    if not written.strip():
        return None
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, OverflowError):
        return written.strip()


def _text(message: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            continue
        words = _content(part)
        text = drop_quoted(html_to_text(words) if kind == "html" else words)
        if text:
            return text
    return ""


def _content(part: MIMEPart) -> str:
    """Return a part's words; of an unknown character set, its bytes as UTF-8 with the others replaced."""
    try:
        content = part.get_content()
    except _BROKEN:
        content = part.get_payload(decode=True)
    if isinstance(content, bytes):
        content = content.decode("utf-8", "replace")
    return str(content).encode("utf-8", "replace").decode() if content else ""


def _is_automatic(message: EmailMessage, address: str) -> bool:
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    machine = address.split("@", maxsplit=1)[0] in {
        "mailer-daemon",
        "postmaster",
        "no-reply",
        "noreply",
        "donotreply",
    }
    return submitted not in {"", "no"} or precedence in {"auto_reply", "bulk", "junk"} or machine
