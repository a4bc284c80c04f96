"""Mappings: what is suggested for a table, and the one error that a wrong one ends in."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.suggestion import suggest_mapping
from voc.errors import InputError, VocError

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
Write = Callable[[str, str | bytes], Path]
TABLE = "id,comment,when,score,country\n" + "".join(
    f"{n},It is slow in week {n},2026-01-{n:02d} 10:00,{n % 5},US\n" for n in range(1, 20)
)


def test_columns_are_suggested_with_examples_and_doubts(write: Write) -> None:
    path = write(
        "table.csv",
        "Created,Firm,Stars,Remark,Email\n"
        "03/02/2026 10:00,Acme,4,Boards are slow since the last release,ana@acme.example\n"
        "04/02/2026 11:00,Bolt,2,We cannot add a seventh board to it,\n",
    )
    found = suggest_mapping(path, ReadOptions())
    assert found is not None
    assert found.reader == "generic_csv"
    assert found.columns == {
        "text": ("Remark",),
        "said_at": ("Created",),
        "email": ("Email",),
        "rating": ("Stars",),
    }
    assert (found.attributes, found.left_out) == (("Firm",), ())
    assert found.examples["Stars"] == ("4", "2")
    assert found.doubts == (
        "'Remark' is taken as open answers for what it holds, its heading does not say so",
        "day and month of '03/02/2026 10:00' could be exchanged: month first is taken",
        "the times state no zone: UTC is taken, --zone names another",
        "no column of ids: a record that changes will count as a new one",
        "'Stars' is read as rating from 1 to 5 by its values",
    )


def test_a_vendors_table_has_its_columns_too_and_a_transcript_none() -> None:
    found = suggest_mapping(FILES / "surveymonkey.csv", ReadOptions())
    assert found is not None
    assert found.reader == "surveymonkey_csv"
    assert found.columns["text"] == (
        "Why? [Open-Ended Response]",
        "Which features do you use? [Other (please specify)]",
    )
    assert "First Name" in found.left_out
    assert suggest_mapping(FILES / "zoom.vtt", ReadOptions()) is None


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"text": "score"}, "column 'score' cannot be text: found '1' and no words"),
        ({"text": "comment", "said_at": "country"}, "'country' cannot be said_at: found 'US' and no date"),
        ({"text": "comment", "nps": "country"}, "column 'country' cannot be nps: found 'US' and no number"),
        ({"text": "comment", "id": "country"}, "cannot be id: found 1 different values in 19 records"),
        ({"text": "Kommentar"}, "no column 'Kommentar'; found 'id', 'comment', 'when', 'score', 'country'"),
    ],
)  # fmt: skip
def test_a_wrong_column_is_one_error(read: Read, mapping: Mapping[str, str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        read(TABLE, ReadOptions(mapping=mapping))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_column_that_is_blank_in_all_of_the_file_is_no_text(read: Read) -> None:
    with pytest.raises(InputError, match="found no words in 'comment', need a column of open answers"):
        read("id,comment\n1,\n2,\n", ReadOptions(mapping={"text": "comment"}))


@pytest.mark.parametrize(
    "content",
    [
        "id^comment\n1^It is slow\n2^It is bad\n",
        "id,comment,plan\n" + "".join(f"{n},slow, really slow, and bad,Team\n" for n in range(9)),
    ],
    ids=["another delimiter", "texts with the delimiter left unquoted"],
)
def test_a_wrong_delimiter_is_one_error(read: Read, content: str) -> None:
    with pytest.raises(VocError, match="need"):
        read(content, ReadOptions(mapping={"text": "comment"}))


def test_records_that_are_all_wider_than_the_header_are_one_error(read: Read) -> None:
    with pytest.raises(InputError, match="found 6 cells in the first record, need the 5 of the header"):
        read("id,comment,plan,day,n\n" + "".join(f"{n},slow, bad,Team,Mon,4\n" for n in range(9)))
