"""Hostile files, each made here: read within the limits or refused, in under 5 s and 1 GB."""

import resource
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.isolation import read_isolated
from ingestion.reader import ReadOptions
from tests.ingestion.making import archive, docx, paragraph, pdf, xlsx
from voc.errors import InputError
from voc.records import Document, Reject

Write = Callable[[str, str | bytes], Path]
UNIT = 1 if sys.platform == "darwin" else 1_024  # of ru_maxrss, in bytes
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/hostname">]>'
TALK = paragraph("Interviewer: How is it?") + paragraph("P1: Slow.") + paragraph("Interviewer: Thanks.")
FAR_CELL = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>comment</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576"/></row>'
)


def _computed() -> float:
    """Return the seconds that children have computed so far; unlike a clock they feel no busy machine."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _attempt(path: Path) -> str | tuple[Document | Reject, ...]:
    """Return what reading a file says or gives, having held it to its time and memory."""
    before = _computed()
    try:
        outcome: str | tuple[Document | Reject, ...] = tuple(read_isolated(path, ReadOptions()).items)
    except InputError as error:
        outcome = str(error)
    assert _computed() - before < 5
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # A child's peak starts with what its parent holds when it is started, and these tests hold bombs.
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert peak * UNIT < 1_000_000_000 or peak <= ours
    return outcome


def _refused(path: Path, says: str) -> None:
    outcome = _attempt(path)
    assert isinstance(outcome, str), outcome[:1]
    assert path.name in outcome
    assert says in outcome


def _inflated(name: str, before: bytes, filling: bytes, times: int, after: bytes, path: Path) -> Path:
    """Write an archive whose one large part is a filling repeated, piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open(name, "w", force_zip64=True) as part:
            part.write(before)
            for _ in range(times):
                part.write(filling)
            part.write(after)
    return path


@pytest.mark.parametrize("name", ["word/document.xml", "xl/worksheets/sheet1.xml"])
def test_a_small_archive_that_unpacks_to_hundreds_of_megabytes_is_refused(name: str, tmp_path: Path) -> None:
    path = _inflated(name, b"<t>", b"A" * 1_000_000, 420, b"</t>", tmp_path / "bomb.docx")
    _refused(path, "need at most 100,000,000")


def test_millions_of_paragraphs_are_refused(tmp_path: Path) -> None:
    path = _inflated("word/document.xml", b"<x>", b"<w:p/>" * 100_000, 160, b"</x>", tmp_path / "p.docx")
    _refused(path, "times its size")


def test_a_document_that_stays_under_the_ratio_is_still_too_large(write: Write) -> None:
    body = "".join(paragraph(f"{n} {n * n} {n * 7919 % 100_003}") for n in range(300_000))
    _refused(write("long.docx", docx(body)), "bytes of markup, need at most 20,000,000")


def test_a_document_of_more_parts_than_words_is_refused(write: Write) -> None:
    filled = "".join(f"<w:p><w:r><w:t>{n * 7919}</w:t></w:r></w:p>" for n in range(60_000))
    _refused(
        write("blank.docx", docx(TALK + "<w:p/>" * 1_600_000 + filled)), "elements, need at most 500,000"
    )


@pytest.mark.parametrize("make", [docx, xlsx], ids=["docx", "xlsx"])
def test_entities_that_multiply_are_not_expanded(make: Callable[..., bytes], write: Write) -> None:
    body = TALK + "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>" if make is docx else "<row><c><v>&j;</v></c></row>"
    _refused(write(f"laughs.{make.__name__}", make(body, prolog=LAUGHS)), "laughs.")


def test_an_entity_from_outside_is_not_read(write: Write) -> None:
    body = TALK + paragraph("P1: it says OUT").replace("OUT", "&out;")
    outcome = _attempt(write("outside.docx", docx(body, prolog=OUTSIDE)))
    secret = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "root"
    assert secret not in str(outcome)


def test_a_cell_at_the_far_end_of_a_sheet_does_not_count_as_a_million_rows(write: Write) -> None:
    _attempt(write("far.xlsx", xlsx(FAR_CELL)))


@pytest.mark.parametrize("make", [docx, xlsx], ids=["docm", "xlsm"])
def test_macros_are_refused(make: Callable[..., bytes], write: Write) -> None:
    folder = "word" if make is docx else "xl"
    made = make("", extra={f"{folder}/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})
    _refused(write("macro", made), "found macros")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/document.xml": "<x/>", "../../evil.py": "x"}, "lies outside the archive"),
        (
            {"word/document.xml": "<x/>", "word/inner.zip": archive({"a": "b"})},
            "an archive within the archive",
        ),
        ({f"word/{n}.xml": "" for n in range(5_001)}, "need at most 5,000"),
    ],
    ids=["a path upwards", "an archive inside", "too many parts"],
)
def test_archives_of_a_strange_build_are_refused(
    parts: dict[str, str | bytes], says: str, write: Write
) -> None:
    _refused(write("strange.docx", archive(parts)), says)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 2_000_000,
        '{"a":' * 500_000,
        '[{"segments":' * 200_000,
        '{"results":{"channels":' + "[" * 900_000,
    ],
    ids=["arrays", "objects", "segments", "channels"],
)
def test_json_that_nests_without_end_is_refused(content: str, write: Write) -> None:
    _refused(write("deep.json", content), "deep.json: ")


@pytest.mark.parametrize(
    "content",
    [
        "x" * 60_000_000,
        "id,comment\n1," + "x" * 60_000_000,
        'id,comment\n1,"' + "x\n" * 20_000_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "x" * 60_000_000,
        '{"text": "' + "x" * 60_000_000 + '", "segments": []}',
    ],
    ids=["text", "csv", "open quote", "vtt", "json"],
)
def test_a_line_without_end_is_refused(content: str, write: Write) -> None:
    _refused(write("line", content), "line: ")


@pytest.mark.parametrize(
    "content",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 300_000,
        "WEBVTT\n\n" + "00:00:01.000 --> " * 100_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "<" * 500_000,
        "1\n00:00:01,000 --> 00:00:02,000\n" + "<font" + " " * 500_000,
        "Q: a\nA: b\n" + " " * 500_000 + "x\n",
        "Q: a\nA: " + "[0:0" * 200_000,
        "Q: a\nA: b\n" + "A " * 200_000 + "\n" + "[" * 200_000,
        "Q: a\nA: " + "do not " * 100_000,
        "00:00:01\tAna:\t" + 'Replying to "' * 100_000,
        "00:00:01 From " + "a to " * 100_000,
        '{"comments": [{"body": "' + "On " * 60_000 + '"}], "requester_id": 1, "id": 1}',
        "start,end,text\n" + "1:1:" * 100_000 + ",2,x\n",
    ],
    ids=[
        "voices", "arrows", "angles", "font", "blanks", "clocks", "labels", "denials", "replies", "names",
        "wrote", "times",
    ],
)  # fmt: skip
def test_text_made_against_patterns_costs_no_time(content: str, write: Write) -> None:
    _attempt(write("pattern", content))


def test_a_pdf_that_inflates_is_refused(write: Write) -> None:
    packed = zlib.compress(b"(A) Tj " * 60_000_000, 9)
    content = pdf([["MARK"]])
    at = content.index(b"<< /Length")
    bomb = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"
    end = content.index(b"endstream", at) + len(b"endstream")
    _refused(write("bomb.pdf", content[:at] + bomb + content[end:]), "bomb.pdf: ")


def test_a_pdf_of_pages_that_hold_each_other_is_refused(write: Write) -> None:
    content = pdf([["x"]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    _refused(write("loop.pdf", content), "loop.pdf: ")


def test_old_office_files_are_refused(write: Write) -> None:
    _refused(
        write("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000)), "Office file of the old kind"
    )
