"""Choosing a reader, and what a user is told of a file that cannot be used."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.errors import InputError, UnknownFormat
from voc.records import Reject


def _message(path: Path, options: ReadOptions | None = None, *, reader: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        tuple(read_file(path, options or ReadOptions(), reader=reader).items)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "file.x: the file is empty; need an export with at least one record"),
        (b"\xef\xbb\xbf\r\n ", "file.x: the file is empty; need an export with at least one record"),
        (b"PK\x03\x04rest", "file.x: a damaged archive (File is not a zip file)"),
        (b"%PDF-1.7", "file.x: a damaged PDF"),
        (b"id,comment\n1,\x00\x01\x02 broken", "file.x: found binary data (byte 0 at offset 13), need text"),
        (b'[{"id": 1, "requester_id": 2, "comments": [{"bo', "file.x: JSON breaks off in line 1, column 45"),
        (b'{\n"a": 1,\n"b": ', "file.x: JSON breaks off in line 3, column 6"),
        (b"id,comment\n", "file.x: found a header and no record under it, need at least one record"),
        (b'id,comment\n1,"never\nclosed\n2,x\n', "file.x: the quote opened after line 1 is never closed"),
        (
            "Привет, это длинный отзыв\n".encode("cp1251") * 9,
            "file.x: found text that is neither UTF-8, UTF-16",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_what_it_is(
    write: Callable[[str, bytes], Path], content: bytes, says: str
) -> None:
    assert says in _message(write("file.x", content))


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in _message(tmp_path / "none.csv")
    assert "found a folder" in _message(tmp_path)


def test_prose_is_of_no_known_format_and_the_message_says_what_is_needed(
    write: Callable[[str, str], Path],
) -> None:
    path = write("mail.txt", "Hi team,\nplease note: the export fails.\nRegards: Ana\n")
    with pytest.raises(UnknownFormat, match=r"content \(text\), need the export of a survey") as caught:
        read_file(path, ReadOptions())
    assert "text=COLUMN" in str(caught.value)


def test_a_context_file_is_told_from_feedback_and_gives_no_items(write: Callable[[str, str], Path]) -> None:
    path = write("accounts.csv", "account_id,name,domain,arr\nacct_1,Acme,acme.example,1200\n")
    reading = read_file(path, ReadOptions())
    assert (reading.context, tuple(reading.items)) == ("accounts", ())


def test_an_unknown_reader_an_unknown_zone_and_a_missing_column_are_named(
    write: Callable[[str, str], Path],
) -> None:
    path = write("t.csv", "id,comment\n1,It is far too slow\n")
    assert "no reader named 'excel', need one of qualtrics_csv" in _message(path, reader="excel")
    assert "no time zone named 'Mars/Base'" in _message(path, ReadOptions(zone="Mars/Base"))
    mapping = {"text": "Remark"}
    assert "t.csv: no column 'Remark'; found 'id', 'comment'" in _message(path, ReadOptions(mapping=mapping))


def test_an_id_that_comes_twice_is_a_reject(
    write: Callable[[str, str], Path],
) -> None:
    content = "key,comment\na,It is far too slow\nb,Fine\na,Another text\n"
    items = tuple(read_file(write("t.csv", content), ReadOptions(mapping={"id": "key"})).items)
    assert isinstance(items[2], Reject)
    assert items[2].reason == "a repeated id: found 'a', first in record 0, need an id for each record"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("comment\nThe price is “too high”\n".encode(), "The price is “too high”"),
        ("comment\nZoë zahlt 20 €\n".encode("cp1252"), "Zoë zahlt 20 €"),
        ("comment\rIt didn\u2019t work, “really”\r".encode("mac_roman"), "It didn\u2019t work, “really”"),
        ("\ufeffcomment\nZoë\n".encode("utf-16-le"), "Zoë"),
        ("comment\nZoë was here for a while\n".encode("utf-16-be"), "Zoë was here for a while"),
        (b"\xef\xbb\xbfcomment\r\nZo\xc3\xab\r\n", "Zoë"),
    ],
    ids=["utf-8", "cp1252", "mac roman", "utf-16 with mark", "utf-16 without mark", "utf-8 with mark"],
)
def test_the_encoding_is_found(read: Callable[[bytes], tuple[Item, ...]], raw: bytes, text: str) -> None:
    item = read(raw)[0]
    assert not isinstance(item, Reject)
    assert item.utterances[0].text == text


def test_an_encoding_given_wins_and_must_fit(write: Callable[[str, bytes], Path]) -> None:
    path = write("t.csv", "comment\n\u0426\u0435\u043d\u044b\n".encode("cp1251"))
    items = tuple(read_file(path, ReadOptions(encoding="cp1251")).items)
    assert not isinstance(items[0], Reject)
    assert items[0].utterances[0].text == "\u0426\u0435\u043d\u044b"
    assert "found bytes that are not utf-8" in _message(path, ReadOptions(encoding="utf-8"))
