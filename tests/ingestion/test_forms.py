"""Surveys of further makes: Typeform, LimeSurvey, Google and Microsoft forms, SPSS, workbooks, JSON."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from ingestion.isolation import read_isolated
from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from ingestion.spss_check import DamagedError, check_dictionary
from voc.errors import InputError, UnknownFormat
from voc.records import Document, Reject, Score

FILES = Path(__file__).parent / "files"
Write = Callable[[str, str | bytes], Path]
Read = Callable[..., tuple[Item, ...]]


def _sample(name: str) -> list[Document]:
    return [item for item in read_file(FILES / name, ReadOptions()).items if isinstance(item, Document)]


def _said(document: Document) -> list[tuple[str | None, str]]:
    return [(said.question, said.text) for said in document.utterances]


def _workbook(path: Path, *rows: tuple[object, ...], title: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    sheet = book.create_sheet(title, 0)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_a_typeform_response_has_its_token_its_hidden_account_and_its_time_in_utc() -> None:
    first = _sample("typeform.csv")[0]
    assert (first.external_id, first.account) == ("995106cd710ec2af0e371cbe5e1f68fb", "acct_17")
    assert (first.said_at, first.zone, first.zone_assumed) == (
        datetime(2026, 3, 1, 9, 2, tzinfo=UTC), "UTC", False,
    )  # fmt: skip
    assert first.scores == (Score("nps", 4, 0, 10),)
    assert first.attributes == {"Which plan are you on?": "Team", "Exports": "1", "SSO": "0"}
    assert _said(first) == [("What is missing for your team?", "More seats on Team, we are ten and stuck")]


def test_other_of_one_choice_has_its_question_and_other_of_several_has_none() -> None:
    second = _sample("typeform.csv")[1]
    assert _said(second) == [
        ("Which plan are you on? Other", "A plan of our own"),
        ("What is missing for your team?", "Nothing really comes to mind here"),
        (None, "audit log for admins"),
    ]


def test_a_typeform_response_never_submitted_is_partial_and_dated_by_its_last_stage() -> None:
    third = _sample("typeform.csv")[2]
    assert (third.status, third.said_at) == ("partial", datetime(2026, 3, 3, 11, 1, tzinfo=UTC))


def test_limesurvey_dates_of_1980_are_none_and_a_blank_one_is_a_partial_response() -> None:
    first, second, third = _sample("limesurvey.csv")
    assert _said(first) == [
        (None, "The cap of five boards is too low for us"),
        ("FEAT other", "audit log of changes"),
    ]
    assert (first.said_at, first.status) == (datetime(2026, 3, 1, 9, 2, tzinfo=UTC), "complete")
    assert (second.said_at, second.status) == (None, "complete")
    assert (third.said_at, third.status) == (datetime(2026, 3, 3, 10, 0, tzinfo=UTC), "partial")
    assert [document.scores[0].value for document in (first, second, third)] == [4, 9, 7]


def test_the_lines_of_one_limesurvey_question_are_read_alike(read: Read) -> None:
    heads = "Response ID,Date submitted,Last page,Start language,Seed,What counts? [],What counts? [].1"
    rows = [
        f"{n},1980-01-01 00:00:00,2,en,{n},the tests have to run quickly {n},speed{chr(97 + n)}"
        for n in range(9)
    ]
    first = read("\n".join((heads, *rows)))[0]
    assert isinstance(first, Document)
    assert _said(first) == [
        ("What counts?", "the tests have to run quickly 0"),
        ("What counts?", "speeda"),
    ]


def test_google_forms_are_dated_by_month_first_and_keep_ticked_boxes_in_one_piece() -> None:
    first, second = _sample("google_forms.csv")
    assert (first.said_at, first.zone_assumed) == (datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC), True)
    assert first.attributes == {"Features used": "Exports, Dashboards (beta), SSO"}
    assert first.account == "acme.example"
    assert first.scores == (Score("csat", 2, 1, 5),)
    assert [said.text for said in second.utterances] == ["Nothing; the new export saves us hours"]


def test_a_google_form_as_workbook_keeps_its_milliseconds(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "form.xlsx",
        ("Timestamp", "What should we improve?", "Features used"),
        (datetime(2026, 3, 2, 14, 5, 9, 250_000), "Limits, limits: ten seats are not enough", "Exports, SSO"),  # noqa: DTZ001  (a workbook knows no zones)
        title="Form Responses 1",
    )
    reading = read_file(path, ReadOptions())
    (document,) = tuple(reading.items)
    assert reading.reader == "google_forms"
    assert isinstance(document, Document)
    assert document.said_at == datetime(2026, 3, 2, 14, 5, 9, 250_000, tzinfo=UTC)
    assert _said(document) == [("What should we improve?", "Limits, limits: ten seats are not enough")]


def test_microsoft_forms_lose_names_and_a_further_sheet_is_a_reject() -> None:
    first, second, sheet = read_file(FILES / "microsoft_forms.xlsx", ReadOptions()).items
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.external_id, first.account, second.account) == ("1", "acme.example", None)
    assert first.said_at == datetime(2026, 3, 2, 14, 5, 9, tzinfo=UTC)
    assert first.scores == (Score("nps", 3, 0, 10),)
    assert first.attributes == {"Which features do you use?": "Exports;SSO;"}
    assert isinstance(sheet, Reject)
    assert sheet.reason.startswith("a further sheet: found 'Notes', need it as a file by itself")


def test_spss_values_have_their_labels_and_a_scale_keeps_its_numbers() -> None:
    first, second, third = _sample("spss.sav")
    assert first.scores == (Score("nps", 10, 0, 10),)
    assert second.attributes == {"Which plan are you on?": "Business"}
    assert _said(second) == [
        ("What is the main reason for your score?", "Exports are capped at 500 rows a day")
    ]
    assert (third.said_at, third.scores, third.utterances) == (None, (), ())


def test_without_the_package_an_spss_file_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(InputError, match=r"need the package pyreadstat .* or a CSV export"):
        read_file(FILES / "spss.sav", ReadOptions())


def test_a_damaged_spss_file_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="an SPSS file that cannot be read"):
        read_file(write("a.sav", (FILES / "spss.sav").read_bytes()[:300]), ReadOptions())


def test_json_records_are_a_table_of_their_keys_and_a_broken_line_is_a_reject() -> None:
    first, second, third, fourth = read_file(FILES / "responses.jsonl", ReadOptions()).items
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.external_id, first.account) == ("r1", "acct_17")
    assert first.attributes == {"customer.plan": "team", "tags": "price; renewal"}
    assert first.scores == (Score("rating", 3, 1, 5),)
    assert [said.text for said in second.utterances] == ["SSO works at last"]
    assert isinstance(third, Reject)
    assert isinstance(fourth, Reject)
    assert third.reason == "no record: found no object of JSON, need one with keys and values"


@pytest.mark.parametrize("holder", [None, "data", "responses"])
def test_json_arrays_are_read_wherever_they_are_held_and_by_a_mapping(read: Read, holder: str | None) -> None:
    records = [{"nr": 1, "said": {"words": "Too dear"}}, {"nr": 2, "said": {"words": "Fine"}, "more": True}]
    options = ReadOptions(mapping={"text": "said.words", "id": "nr"})
    items = read(json.dumps({holder: records} if holder else records), options)
    assert [item.external_id for item in items if isinstance(item, Document)] == ["1", "2"]
    assert [said.text for item in items if isinstance(item, Document) for said in item.utterances] == [
        "Too dear",
        "Fine",
    ]


def test_a_surveymonkey_workbook_is_read_as_its_csv_is(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "sm.xlsx",
        ("Respondent ID", "Collector ID", "Start Date", "End Date", "Would you recommend us?", "Why?",
         "Features", None),
        (None, None, None, None, "Response", "Open-Ended Response", "Exports",
         "Other (please specify)"),
        (12687300001, 402500001, "03/24/2026 12:05:53 PM", "03/24/2026 12:09:01 PM", 7, "Price went up",
         "Exports", "audit log"),
    )  # fmt: skip
    reading = read_file(path, ReadOptions())
    (document,) = tuple(reading.items)
    assert reading.reader == "surveymonkey_csv"
    assert isinstance(document, Document)
    assert document.external_id == "12687300001"
    assert _said(document) == [
        ("Would you recommend us? Why?", "Price went up"),
        ("Features Other (please specify)", "audit log"),
    ]
    assert document.scores == (Score("nps", 7, 0, 10),)


def test_any_workbook_is_read_by_guess_and_by_mapping(tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "any.xlsx", ("id", "said", "n"), (1, "ten seats", 2.5), (2, None, 3.0), (3, "x", True)
    )
    items = tuple(read_file(path, ReadOptions(mapping={"text": "said"})).items)
    documents = [item for item in items if isinstance(item, Document)]
    assert [document.external_id for document in documents] == ["1", "2", "3"]
    assert [dict(document.attributes) for document in documents] == [{"n": "2.5"}, {"n": "3"}, {"n": "TRUE"}]


def test_a_workbook_of_no_table_and_a_workbook_for_another_reader_are_named(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "one.xlsx", ("only a title",))
    with pytest.raises(InputError, match="no sheet with a header and a record"):
        read_file(path, ReadOptions())
    with pytest.raises(InputError, match="found an Excel workbook, need text for this format"):
        tuple(read_file(FILES / "microsoft_forms.xlsx", ReadOptions(), reader="webvtt").items)
    with pytest.raises(UnknownFormat, match="found text, need an SPSS file"):
        tuple(read_file(FILES / "table.csv", ReadOptions(), reader="spss_sav").items)


def test_a_workbook_is_known_without_its_ending_and_damage_is_one_line(write: Write) -> None:
    whole = (FILES / "microsoft_forms.xlsx").read_bytes()
    assert read_file(write("upload", whole), ReadOptions()).reader == "microsoft_forms"
    with pytest.raises(InputError) as caught:
        read_file(write("upload", whole[: len(whole) // 2]), ReadOptions())
    assert "\n" not in str(caught.value)


SPSS_DAMAGE = {
    "cut": lambda data: data[:300],
    "no variable's name": lambda data: data[:200] + b"        " + data[208:],
    "a type that is none": lambda data: data[:180] + b"\xff\x7f\0\0" + data[184:],
    "a label longer than the file": lambda data: data[:208] + b"\xff\xff\xff\x7f" + data[212:],
    "another compression": lambda data: data[:72] + b"\x09\0\0\0" + data[76:],
    "a part left out": lambda data: data[:224] + data[262:],
}  # each of them a reason for which the library may bring its process down


@pytest.mark.parametrize("damage", SPSS_DAMAGE.values(), ids=SPSS_DAMAGE)
def test_a_damaged_dictionary_of_spss_is_refused_before_the_library_sees_it(
    write: Write, damage: Callable[[bytes], bytes]
) -> None:
    path = write("a.sav", damage((FILES / "spss.sav").read_bytes()))
    with pytest.raises(DamagedError):
        check_dictionary(path)


def test_a_damaged_spss_file_is_one_error_of_the_reading_process(write: Write) -> None:
    path = write("a.sav", SPSS_DAMAGE["a part left out"]((FILES / "spss.sav").read_bytes()))
    with pytest.raises(InputError, match="an SPSS file that cannot be read"):
        tuple(read_isolated(path, ReadOptions()).items)


def test_a_case_that_qualtrics_exported_to_spss_has_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        ("ResponseId", "Status", "Finished", "Q1"),
        ("Response ID", "Response Type", "Finished", "What should we change?"),
        ("R_1abcdefgh", "IP Address", "True", "The export of the board never ends"),
        ("R_2abcdefgh", "Survey Preview", "True", "only a test of the survey"),
        ("R_3abcdefgh", "IP Address", "False", ""),
    )
    for module in ("ingestion.files", "ingestion.sample"):
        monkeypatch.setattr(f"{module}.spss_rows", lambda *_, **__: iter(rows))
    documents = _sample("spss.sav")
    assert [document.status for document in documents] == ["complete", "test", "partial"]
    assert documents[0].utterances[0].question_ref == "Q1"
