"""How large a file, a line, a record and a text may be, and what is said of larger ones."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.context.catalogue import read_catalogue
from ingestion.context.tables import read_accounts
from ingestion.reader import MAX_TALK, ReadOptions
from ingestion.reading import read_file
from ingestion.staff import is_named
from tests.ingestion.making import kind_of
from voc.errors import InputError
from voc.records import Document, Reject

FILES = Path(__file__).parent / "files"
Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize("name", ["table.csv", "zendesk.json", "support.mbox", "zoom.vtt", "teams.docx"])
def test_a_file_over_the_limit_is_refused_with_the_way_to_raise_it(name: str) -> None:
    size = (FILES / name).stat().st_size
    with pytest.raises(InputError) as caught:
        read_file(FILES / name, ReadOptions(max_bytes=size - 1))
    assert str(caught.value) == (
        f"{name}: found {size:,} bytes, need at most {size - 1:,}; "
        "split the file or raise max_file_mb in voc.toml"
    )
    assert tuple(read_file(FILES / name, ReadOptions(max_bytes=size)).items)


def test_fifty_megabytes_is_the_limit_unless_told_otherwise() -> None:
    assert ReadOptions().max_bytes == 50_000_000


def test_context_of_any_size_is_read_where_the_limit_is_raised(write: Write) -> None:
    path = write("accounts.csv", "account_id,name,arr\n" + "".join(f"a{n},Acme,9\n" for n in range(99)))
    assert kind_of(path, max_bytes=100) is None
    with pytest.raises(InputError, match="need at most 100; split the file or raise max_file_mb"):
        read_file(path, ReadOptions(max_bytes=100))
    assert kind_of(path, max_bytes=10_000) == "accounts"
    assert len(list(read_accounts(path))) == 99


def test_a_talk_of_days_is_no_transcript(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Ana: How is it?\nBo: It is slow.\n" * (MAX_TALK // 31 + 1))
    with pytest.raises(InputError, match=r"long\.txt: found 5,161,312 bytes, need at most 5,000,000"):
        read_file(path, ReadOptions())


def test_a_text_of_over_a_million_characters_is_a_reject(write: Write) -> None:
    said = "It is slow. " * 90_000
    path = write("t.json", f'{{"text": "{said}", "segments": []}}')
    (reject,) = read_file(path, ReadOptions()).items
    assert isinstance(reject, Reject)
    assert reject.reason == "a text too long: found 1,079,999 characters, need at most 1,000,000"


def test_a_line_without_end_is_no_row(write: Write) -> None:
    rows = "".join(f"{n},It is far too slow\n" for n in range(20_000))
    items = read_file(write("t.csv", f"id,comment\n{rows}1,{'x' * 10_000_000}\n"), ReadOptions()).items
    with pytest.raises(InputError, match="found 10,000,000 characters without a line end in line 20002"):
        tuple(items)


@pytest.mark.parametrize("columns", [16_385, 100_000])
def test_a_record_wider_than_any_sheet_is_refused(columns: int, write: Write) -> None:
    path = write("t.csv", "a," * (columns - 1) + "b\n" + "1," * (columns - 1) + "2\n")
    with pytest.raises(InputError, match=f"a record of {columns:,} columns, need at most 16,384"):
        read_file(path, ReadOptions())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("limits: " + "[" * 50, "found lists within lists 41 deep, need at most 40"),
        ("limits: " + "x" * 30_000, "found a value of 30,000 characters, need at most 20,000"),
        ("limits: &a [x]\nprices: *a", r"found a YAML alias \(\*name\), need every value written out"),
        ("# " + "limits " * 30 + "\x01", "no YAML"),
        ("limits: !!timestamp x", "no YAML"),
        ("#" * 1_000_001, "found 1,000,0.. characters, need at most 1,000,000"),
    ],
    ids=["deep", "long", "alias", "control", "tag", "large"],
)
def test_a_catalogue_that_costs_too_much_is_refused_in_one_line(
    content: str, says: str, write: Write
) -> None:
    with pytest.raises(InputError, match=says) as caught:
        tuple(read_catalogue(write("catalogue.yaml", f"tiers: []\n{content}\n")))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_wide_text_of_eastern_letters_is_text(encoding: str, write: Write) -> None:
    path = write("t.csv", "id;comment\n1;Zażółć gęślą jaźń łąkę\n".encode(encoding))
    (document,) = read_file(path, ReadOptions()).items
    assert isinstance(document, Document)
    assert document.utterances[0].text == "Zażółć gęślą jaźń łąkę"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("zendesk.json", "the"),
        ("whisper.json", "limit"),
        ("responses.jsonl", "price"),
        ("intercom.json", "moved"),
    ],
)
def test_half_a_letter_in_json_is_replaced_for_nothing_can_store_it(
    name: str, word: str, write: Write
) -> None:
    text = (FILES / name).read_text("utf-8").replace(f" {word} ", " th\\ud83d \\ud83d\\ude00 ")
    said = "".join(
        utterance.text
        for item in read_file(write(name, text), ReadOptions()).items
        if isinstance(item, Document)
        for utterance in item.utterances
    )
    assert "th\ufffd \U0001f600 " in said
    assert said.encode()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("limesurvey.csv", '"2"', f'"{"9" * 5_000}"'),
        ("speech.tsv", "1", "9" * 5_000),
        ("talk.srt", "00:00:0", "9" * 5_000 + ":00:0"),
        ("responses.jsonl", 'score": ', 'score": 1e999, "n": '),
        ("responses.jsonl", 'score": ', 'score": ' + "9" * 400),
        ("support.mbox", "+0100", "+" + "9" * 400),
        ("support.mbox", "2026", "9" * 30),
    ],
    ids=["page", "time", "clock", "endless score", "long score", "zone", "year"],
)
def test_numbers_without_end_are_rejects_or_one_error(name: str, old: str, new: str, write: Write) -> None:
    text = (FILES / name).read_text("utf-8")
    path = write(name, text.replace(old, new))
    for reader in (None, read_file(FILES / name, ReadOptions()).reader):
        try:
            items = tuple(read_file(path, ReadOptions(), reader=reader).items)
            scores = [score for item in items if isinstance(item, Document) for score in item.scores]
            assert items
            assert all(abs(score.value) < 1e10 and score.high < 1e10 for score in scores)
        except InputError as error:
            assert name in str(error)  # noqa: PT017  (either end is right)


@pytest.mark.parametrize(
    "content",
    [
        "Q: How is it?\nA: Slow." + " " * 200_000 + "Really\n",
        "start,((((" + "(" * 100_000 + ",text\n1,Ana,Slow\n2,Bo,Why\n",
        "id,comment\n" + "".join(f"{n},It is slow{' ' * 50_000}again {n}\n" for n in range(9)),
        "Q: How is it?\nA: Slow.\n00:06" + "\t" * 100_000 + "Really\n00:07" + " " * 100_000 + ":02\n",
        "Ana Ruiz\nHow is it?\nBo Lee\nSlow.\n00:07 Ana" + " " * 100_000 + "Ruiz\nQ: Why?\nA: So.\n",
    ],
    ids=["blanks", "brackets", "cells", "behind a clock", "in a name"],
)
@pytest.mark.timeout(20)
def test_long_runs_of_one_sign_cost_no_time(content: str, write: Write) -> None:
    assert tuple(read_file(write("runs", content), ReadOptions()).items)


@pytest.mark.timeout(20)
def test_a_name_of_blanks_costs_no_time() -> None:
    assert is_named("Ana" + " " * 100_000 + "Ruiz", "Ana Ruiz")
    assert not is_named(" " * 100_000 + "(", "Ana Ruiz")
