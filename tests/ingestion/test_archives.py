"""Workbooks and documents are archives: which are refused before anything is unpacked."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from ingestion import archives, workbook
from ingestion.archives import check_archive
from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from voc.errors import InputError

Write = Callable[[str, str | bytes], Path]


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("xl/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def _with_password() -> bytes:
    data = bytearray(_zip(("xl/a.xml", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_zip(("../../etc/passwd", b"x")), "found a part that lies outside the archive"),
        (_zip(("/etc/passwd", b"x")), "found a part that lies outside the archive"),
        (_zip(("C:\\x", b"x")), "found a part that lies outside the archive"),
        (_zip((_link(), b"/etc/passwd")), "found a link in the archive"),
        (_with_password(), "found an archive with a password"),
        (_zip(("xl/workbook.xml", b"x"), ("xl/vbaProject.bin", b"x")), "found macros"),
        (_zip(("word/a.docx", b"x")), "found an archive within the archive"),
        (_zip(("xl/a.xml", bytes(3_000_000))), "found a part that unpacks to"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "found an Office file of the old kind or with a password"),
        (b"PK\x03\x04" + bytes(40), "a damaged archive"),
        (_zip(("letter.txt", b"x")), "found a zip archive, need the files in it by themselves"),
    ],
)
def test_an_archive_that_is_not_safe_is_refused_with_its_reason(
    write: Write, content: bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        read_file(write("file.xlsx", content), ReadOptions())


def test_the_number_of_parts_and_what_they_unpack_to_have_ends(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a.xlsx", _zip(*((f"xl/{n}.xml", b"some text") for n in range(12))))
    check_archive(path)
    monkeypatch.setattr(archives, "MAX_TOTAL", 100)
    with pytest.raises(InputError, match="it unpacks to 108 bytes, need at most 100"):
        check_archive(path)
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    with pytest.raises(InputError, match="found 12 parts in the archive, need at most 10"):
        check_archive(path)
    monkeypatch.setattr(archives, "MAX_FILE", 10)
    with pytest.raises(InputError, match="need at most 10"):
        check_archive(path)


@pytest.mark.timeout(20)
def test_a_cell_at_the_far_corner_costs_no_time_and_is_too_wide(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("id", "comment"))
    sheet.append((1, "It is far too slow"))
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "far.xlsx")
    (document,) = tuple(read_file(tmp_path / "far.xlsx", ReadOptions()).items)
    assert document.origin.row == 0
    sheet["XFD3"] = "x"
    book.save(tmp_path / "wide.xlsx")
    with pytest.raises(InputError, match="found 16,384 columns, need at most 200,000 rows of 2,000 columns"):
        read_file(tmp_path / "wide.xlsx", ReadOptions())


def test_a_sheet_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    for number in range(6):
        book.worksheets[0].append((number, "a comment"))
    book.save(tmp_path / "long.xlsx")
    monkeypatch.setattr(workbook, "MAX_ROWS", 5)
    with pytest.raises(InputError, match="found over 5 rows"):
        read_file(tmp_path / "long.xlsx", ReadOptions())


def test_a_damaged_workbook_is_one_sentence(write: Write) -> None:
    path = write("a.xlsx", _zip(("xl/workbook.xml", b"<no"), ("[Content_Types].xml", b"<Types/>")))
    with pytest.raises(InputError, match="a workbook that cannot be read"):
        read_file(path, ReadOptions())
