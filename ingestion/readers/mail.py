"""Mail as ``.eml`` or mbox: a document for each thread, put together by what each mail answers."""

import re
from collections.abc import Iterator, Sequence

from ingestion.cells import mail_domain
from ingestion.identity import content_id
from ingestion.layout import short
from ingestion.mailbox_file import Mail, read_mails
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.staff import is_staff
from ingestion.times import Zone, local_zone, read_moment
from voc.errors import InputError
from voc.records import Document, Origin, Reject, Role, RoleFrom, Utterance

MAX_MAILBOX = 500_000_000
_MAILBOX = re.compile(r"From \S.{0,120}\d\d:\d\d")
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.MULTILINE)
_KNOWN = frozenset({
    "from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to",
    "content-type", "reply-to", "in-reply-to", "references", "cc", "content-transfer-encoding",
    "dkim-signature",
})  # fmt: skip


def _sniff(head: Head) -> float:
    text = head.text.lstrip("\ufeff\n")
    if head.form != "text":
        return 0.0
    first = text[:20_000].split("\n\n", 1)[0]
    names = {name.lower() for name in _FIELD.findall(first)}
    if "from" not in names or len(names & _KNOWN) < 3:
        return 0.0
    return (
        0.98
        if names & {"message-id", "mime-version", "received", "return-path"} or _MAILBOX.match(text)
        else 0.9
    )


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    size = file.path.stat().st_size
    if size > MAX_MAILBOX:
        raise InputError(
            f"{file.name}: found {size:,} bytes, need at most {MAX_MAILBOX:,}; split the mailbox"
        )
    many = bool(_MAILBOX.match(file.head.text.lstrip("\ufeff\n")))
    zone = local_zone(options.zone, options.source_zone)
    mails: list[Mail] = []
    for row, found in enumerate(read_mails(file.path, many=many)):
        if isinstance(found, str):
            yield Reject(Origin(file.name, row), found)
        elif found.address or found.text:
            mails.append(found)
        else:
            yield Reject(Origin(file.name, row), "no mail: found neither a sender nor words, need both")
    for thread in _threads(mails):
        yield _document(thread, file, options, zone)


READER = Reader(
    name="mail",
    kind="ticket",
    about="mail as .eml or mbox, its threads as tickets",
    sniff=_sniff,
    read=_read,
)


def _threads(mails: Sequence[Mail]) -> Iterator[tuple[Mail, ...]]:
    """Yield mails that answer each other, oldest first; threads in the order of their first mail."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    names = [mail.id or f"#{mail.row}" for mail in mails]
    for mail, name in zip(mails, names, strict=True):
        for answered in mail.answers:
            parent[root(name)] = root(answered)
    grouped: dict[str, list[Mail]] = {}
    for mail, name in zip(mails, names, strict=True):
        grouped.setdefault(root(name), []).append(mail)
    for thread in grouped.values():
        yield tuple(_in_order(thread))


def _in_order(thread: list[Mail]) -> list[Mail]:
    """Return a thread by date; a mail without one stands where the file has it."""
    dated = local_zone("UTC", None)
    keyed = []
    last = 0.0
    for mail in thread:
        moment = read_moment(mail.date, order="month_first", zone=dated) if mail.date else None
        last = moment.at.timestamp() if moment else last
        keyed.append((last, mail.row, mail))
    return [mail for _, _, mail in sorted(keyed, key=lambda entry: entry[:2])]


def _document(thread: tuple[Mail, ...], file: Input, options: ReadOptions, zone: Zone) -> Item:
    first = thread[0]
    origin = Origin(file.name, first.row)
    moment = read_moment(first.date, order="month_first", zone=zone) if first.date else None
    if first.date and moment is None:
        reason = f"no date: found {short(first.date, 60)!r}, need one such as Mon, 2 Mar 2026 14:05:00 +0100"
        return Reject(origin, reason, short(first.text, 500))
    customer = next((mail for mail in thread if _role(mail, thread, options.staff) == "customer"), None)
    return Document(
        source=options.source or READER.name,
        external_id=_name(first),
        kind=options.kind or READER.kind,
        origin=origin,
        utterances=tuple(_utterances(thread, options.staff, zone)),
        said_at=moment.at if moment else None,
        zone=moment.zone if moment else None,
        zone_assumed=moment.assumed if moment else False,
        account=mail_domain(customer.address) if customer else None,
        participant=customer.address or None if customer else None,
        title=first.subject or None,
        status="spam" if first.spam else "complete",
        attributes={"channel": "email", "roles": "staff" if options.staff else "assumed"},
    )


def _name(first: Mail) -> str:
    """Return a thread's id: that of the mail that began it, though the file may hold answers only."""
    return (
        *first.answers,
        first.id or content_id((first.address, first.date or "", first.text), row=first.row),
    )[0]


def _utterances(thread: tuple[Mail, ...], staff: tuple[str, ...], zone: Zone) -> Iterator[Utterance]:
    for mail in thread:
        if mail.text:
            moment = read_moment(mail.date, order="month_first", zone=zone) if mail.date else None
            at = moment.at if moment else None
            role = _role(mail, thread, staff)
            found: RoleFrom = "metadata" if mail.automatic else "staff" if staff else "assumed"
            yield Utterance(mail.text, role, speaker=mail.address or None, said_at=at, role_from=found)


def _role(mail: Mail, thread: tuple[Mail, ...], staff: tuple[str, ...]) -> Role:
    """Return who wrote a mail: by the staff's names and domains where they are known.

    Where they are not, whoever began the thread is a customer, with everybody of the same company.
    """
    if mail.automatic:
        return "system"
    if staff:
        return "agent" if is_staff(mail.name, mail.address, staff) else "customer"
    opener = next(entry for entry in thread if not entry.automatic)
    same = mail_domain(mail.address) is not None and mail_domain(mail.address) == mail_domain(opener.address)
    return "customer" if same or mail.address == opener.address else "agent"
