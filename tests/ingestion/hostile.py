"""Hostile files, each written piece by piece so that whoever writes one stays small."""

import stat
import zipfile
from pathlib import Path

from tests.ingestion.attack import Attack, Write, content
from tests.ingestion.hostile_pdf import PDFS
from tests.ingestion.making import archive, docx, paragraph, xlsx


def _text(*pieces: str | tuple[str, int]) -> Write:
    """Return what writes texts one after the other, some of them many times."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as out:
            for piece in pieces:
                text, times = (piece, 1) if isinstance(piece, str) else piece
                whole, rest = divmod(times, 10_000)
                for _ in range(whole):
                    out.write(text * 10_000)
                out.write(text * rest)

    return write


def _inflating(name: str, before: str, filling: str, times: int, after: str) -> Write:
    """Return what writes an archive whose one large part is a filling repeated."""

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            made.writestr("[Content_Types].xml", "<Types/>")
            with made.open(name, "w", force_zip64=True) as part:
                part.write(before.encode())
                for _ in range(times):
                    part.write(filling.encode() * 10_000)
                part.write(after.encode())

    return write


def _lying(path: Path) -> None:
    """Write a document whose table of contents says 100 bytes of a part that unpacks to 420 MB."""
    _inflating("word/document.xml", "<t>", "A" * 100, 420, "</t>")(path)
    with zipfile.ZipFile(path) as made:
        (real,) = (m.file_size for m in made.infolist() if m.filename.startswith("word"))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(real.to_bytes(8, "little"), (100).to_bytes(8, "little")))


def _link(path: Path) -> None:
    entry = zipfile.ZipInfo("word/link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<x/>")
        made.writestr(entry, "/etc/passwd")


def _with_password() -> bytes:
    data = bytearray(docx(""))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _nested_parts(path: Path) -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
    opened = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(1_000))
    path.write_text(head + opened + "Content-Type: text/plain\n\nIt is slow\n")


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
TALK = paragraph("Interviewer: How is it?") + paragraph("P1: Slow.") + paragraph("Interviewer: Thanks.")
FAR_CELL = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>comment</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576"/></row>'
)
_MAIL = (
    "From: a@b.example\nTo: c@d.example\nSubject: x\nDate: Mon, 2 Mar 2026 14:05:00 +0100\n"
    "MIME-Version: 1.0\n"
)
_PARTS = _MAIL + 'Content-Type: multipart/mixed; boundary="b"\n\n'
_CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
ENDLESS = "need at most 50,000,000"

ARCHIVES = (
    Attack("420 MB in one node of a document", "a.docx",
           _inflating("word/document.xml", "<t>", "A" * 100, 420, "</t>"), "need at most 100,000,000"),
    Attack("420 MB in one node of a sheet", "a.xlsx",
           _inflating("xl/worksheets/sheet1.xml", "<t>", "A" * 100, 420, "</t>"), "need at most 100,000,000"),
    Attack("20 million paragraphs", "a.docx",
           _inflating("word/document.xml", "<x>", "<w:p/>", 2_000, "</x>"), "need at most 100,000,000"),
    Attack("16 million paragraphs", "a.docx",
           _inflating("word/document.xml", "<x>", "<w:p/>", 1_600, "</x>"), "times its size"),
    Attack("a table of contents that lies", "a.docx", _lying, "a.docx: "),
    Attack("a link as a part", "a.docx", _link, "found a link in the archive"),
    Attack("a password", "a.docx", content(_with_password()), "an archive with a password"),
    Attack("a path upwards", "a.docx", content(archive({"word/document.xml": "<x/>", "../../evil.py": "x"})),
           "lies outside the archive"),
    Attack("an absolute path", "a.docx", content(archive({"word/document.xml": "<x/>", "/etc/passwd": "x"})),
           "lies outside the archive"),
    Attack("an archive inside", "a.docx",
           content(archive({"word/document.xml": "<x/>", "word/inner.zip": archive({"a": "b"})})),
           "an archive within the archive"),
    Attack("too many parts", "a.docx", lambda path: path.write_bytes(
           archive({f"word/{n}.xml": "" for n in range(5_001)})), "need at most 5,000"),
    Attack("macros in a document", "a.docm",
           content(docx(TALK, extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})), "found macros"),
    Attack("macros in a workbook", "a.xlsm",
           content(xlsx("", extra={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})), "found macros"),
    Attack("old Office", "a.doc", content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)),
           "Office file of the old kind"),
    Attack("entities that multiply in a document", "laughs.docx",
           content(docx(TALK + "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=LAUGHS)), "laughs.docx: "),
    Attack("entities that multiply in a workbook", "laughs.xlsx",
           content(xlsx("<row><c><v>&j;</v></c></row>", prolog=LAUGHS)), "laughs.xlsx: "),
    Attack("a cell at the far end", "a.xlsx", content(xlsx(FAR_CELL))),
)  # fmt: skip

TEXTS = (
    Attack("200 MB without a line end", "a.csv", _text("id,comment\n1,", ("x" * 1_000, 200_000)), ENDLESS),
    Attack("45 MB without a line end", "a.txt", _text(("x" * 100, 450_000)), "a.txt: "),
    Attack("a cell of 45 MB", "a.csv", _text("id,comment\n1,", ("x" * 100, 450_000)), "a.csv: "),
    Attack("a quote that stays open", "a.csv", _text('id,comment\n1,"', ("x\n", 20_000_000)), "a.csv: "),
    Attack("10 million columns", "a.csv",
           _text(("a,", 10_000_000), "b\n", ("1,", 10_000_000), "2\n"), "a.csv: "),
    Attack("10 million columns further down", "a.csv", _text(
           "id,comment\n", ("1,It is far too slow\n", 20_000), ("1,", 10_000_000), "\n"), "a.csv: "),
    Attack("100,000 columns", "a.csv", _text(("a,", 100_000), "b\n", ("1,", 99_999), "2\n"),
           "found a record of 100,001 columns, need at most 16,384"),
    Attack("a cue of 60 MB", "a.vtt", _text(_CUE, ("x " * 50, 600_000)), ENDLESS),
    Attack("a cue of 45 MB", "a.vtt", _text(_CUE, ("x " * 50, 450_000)), "a.vtt: "),
    Attack("arrays without end", "a.json", _text(("[", 2_000_000)), "a.json: "),
    Attack("objects without end", "a.json", _text(('{"a":', 500_000)), "a.json: "),
    Attack("segments without end", "a.json", _text(('[{"segments":', 200_000)), "a.json: "),
    Attack("channels without end", "a.json", _text('{"results":{"channels":', ("[", 900_000)), "a.json: "),
    Attack("a text of 30 MB in JSON", "a.json",
           _text('{"text": "', ("x" * 100, 300_000), '", "segments": []}')),
    Attack("a number of 5 million digits", "a.json",
           _text('[{"id": 1, "comment": "It is slow", "n": ', ("9", 5_000_000), "}]"), "a.json: "),
    Attack("millions of small lists", "a.json", _text("[", ("[[],[]],", 5_000_000), "[]]"), "of memory"),
    Attack("aliases that multiply", "catalogue.yaml",
           _text("tiers:\n  - {id: a, name: A, rank: 1}\nfeatures: []\n" + _BOMB), "found a YAML alias"),
    Attack("YAML of a megabyte", "changes.yaml",
           _text(("- {id: x, name: X, kind: price, effective_on: 2026-03-15}\n", 18_000)),
           "need at most 1,000,000"),
    Attack("YAML nested without end", "catalogue.yaml",
           _text("tiers:\n  - {id: a, rank: 1}\nlimits: ", ("[", 300_000)), "need at most 40"),
    Attack("an endless number in YAML", "catalogue.yaml",
           _text("tiers:\n  - {id: a, rank: 1", (":1", 200_000), "}\nlimits: []\n"), "need at most 20,000"),
)  # fmt: skip

DOCUMENTS = (
    Attack("a document of more markup than talk", "a.docx", lambda path: path.write_bytes(docx(
           "".join(paragraph(f"{n} {n * n} {n * 7919 % 100_003}") for n in range(300_000)))),
           "bytes of markup, need at most 20,000,000"),
    Attack("a document of more parts than words", "a.docx", lambda path: path.write_bytes(docx(
           TALK + "<w:p/>" * 1_600_000
           + "".join(f"<w:p><w:r><w:t>{n * 7919}</w:t></w:r></w:p>" for n in range(60_000)))),
           "elements, need at most 500,000"),
    Attack("a mail of 100,000 parts", "a.eml",
           _text(_PARTS, ("--b\nContent-Type: text/plain\n\nx\n", 100_000), "--b--\n")),
    Attack("a mail of 100,000 parameters", "a.eml",
           _text(_MAIL + "Content-Type: text/plain", ("; a=b", 100_000), "\n\nIt is slow\n")),
    Attack("a mail of headers just short of the limit", "a.eml",
           _text(_MAIL.replace("a@b.example", '"a, ' * 2_400), ("To:" + " <a@b>," * 1_200 + "\n", 40),
                 "\nIt is slow\n")),
    Attack("a mail of parts 1,000 deep", "a.eml", _nested_parts),
    Attack("a mail of 60 MB", "a.mbox",
           _text("From a@b Mon Mar  2 14:05:00 2026\n" + _MAIL + "\n", ("It is slow\n", 5_500_000)), ENDLESS),
    Attack("a mail of 45 MB", "a.mbox",
           _text("From a@b Mon Mar  2 14:05:00 2026\n" + _MAIL + "\n", ("It is slow\n", 4_000_000))),
    Attack("a mail of 100,000 headers", "a.eml", _text(_MAIL, ("X-Trace: 1\n", 100_000), "\nIt is slow\n")),
    Attack("a mail that answers 100,000 others", "a.eml",
           _text(_MAIL + "References:", (" <a@b.example>", 100_000), "\n\nIt is slow\n")),
    Attack("a subject that answers 100,000 times", "a.eml",
           _text(_MAIL.replace("Subject: x", "Subject: " + "Re: " * 100_000), "\nIt is slow\n")),
    Attack("100,000 senders", "a.eml",
           _text(_MAIL.replace("From: a@b.example", "From: " + '"a, ' * 100_000), "\nIt is slow\n")),
)  # fmt: skip

_PIECES = (
    "On ", ">>>>", "((((", "a:a:a:", " ", "\n", ":", '"', "[", "1:", "<v ", ">>\n", "\\[", "a@", "Q: ", "- ",
)  # fmt: skip
PATTERNS = tuple(
    Attack(
        f"a megabyte of {piece!r}",
        "a.txt",
        _text("Q: How is it?\nA: Slow.\n", (piece, 1_000_000 // len(piece)), "x\nQ: So?\n"),
    )
    for piece in _PIECES
) + tuple(
    Attack(name, "pattern", _text(*pieces))
    for name, pieces in {
        "voices": (_CUE, ("<v ", 300_000)),
        "arrows": ("WEBVTT\n\n", ("00:00:01.000 --> ", 100_000)),
        "angles": ("1\n00:00:01,000 --> 00:00:02,000\n", ("<", 500_000)),
        "font": ("1\n00:00:01,000 --> 00:00:02,000\n<font", (" ", 500_000)),
        "blanks": ("Q: a\nA: b\n", (" ", 500_000), "x\n"),
        "clocks": ("Q: a\nA: ", ("[0:0", 200_000)),
        "labels": ("Q: a\nA: b\n", ("A ", 200_000), "\n", ("[", 200_000)),
        "denials": ("Q: a\nA: ", ("do not ", 100_000)),
        "replies": ("00:00:01\tAna:\t", ('Replying to "', 100_000)),
        "names": ("00:00:01 From ", ("a to ", 100_000)),
        "wrote": ('{"comments": [{"body": "', ("On ", 60_000), '"}], "requester_id": 1, "id": 1}'),
        "times": ("start,end,text\n", ("1:1:", 100_000), ",2,x\n"),
        "quoted mail": (_MAIL + "\n", ("> " * 50 + "\n", 10_000)),
        "mail wrote": (_MAIL + "\n", ("On Mon, 2 Mar 2026 a@b wrote\n", 30_000)),
        "mail tags": (_MAIL + "Content-Type: text/html\n\n", ("<div class=quote>", 60_000)),
        "mail declarations": (_MAIL + "Content-Type: text/html\n\n<p>", ("<!", 300_000)),
        "quotes in cells": ("id,comment\n", ('1,""""""""""""""""', 50_000)),
        "urls": ("id,comment\n1,", ("http://a.", 100_000), "\n"),
    }.items()
)  # fmt: skip

FILES = (*ARCHIVES, *TEXTS, *DOCUMENTS, *PDFS)
