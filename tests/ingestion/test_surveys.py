"""Surveys: Qualtrics, SurveyMonkey and tables of other makes."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.mapping import parse_mapping
from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from ingestion.status import read_qualtrics_status
from voc.errors import InputError, UnknownFormat
from voc.records import Document, DocumentStatus, Reject, Score

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
Documents = Callable[..., tuple[Document, ...]]


def _sample(name: str, options: ReadOptions | None = None) -> list[Document]:
    items = read_file(FILES / name, options or ReadOptions()).items
    return [item for item in items if isinstance(item, Document)]


def test_a_qualtrics_response_is_read_by_its_import_ids() -> None:
    first = _sample("qualtrics.csv")[0]
    assert first.external_id == "R_1aBcDeFgHiJkLmN"
    assert [(u.question, u.text, u.role) for u in first.utterances] == [
        (
            "What is the main reason for your score?",
            'The new price, per seat,\nis "too much" for us',
            "customer",
        )
    ]
    assert first.scores == (Score("nps", 3, 0, 10),)
    assert (first.said_at, first.zone, first.zone_assumed) == (
        datetime(2026, 3, 2, 9, 4, 11, tzinfo=UTC),
        "Europe/Berlin",
        False,
    )
    assert first.account == "acct_17"


def test_qualtrics_attributes_hold_choices_and_no_personal_data() -> None:
    first = _sample("qualtrics.csv")[0]
    assert first.attributes == {
        "Duration (in seconds)": "249",
        "DistributionChannel": "email",
        "UserLanguage": "EN",
        "How likely are you to recommend us? - Group": "1",
        "Which plan? - Selected Choice": "2",
        "Q2 - Topics": "Pricing",
    }


def test_qualtrics_previews_partials_and_spam_keep_their_status_and_blank_dates_are_kept() -> None:
    documents = _sample("qualtrics.csv")
    assert [d.status for d in documents] == ["complete", "test", "partial", "spam"]
    assert documents[2].utterances == ()
    assert documents[2].scores == (Score("nps", 6, 0, 10),)
    assert documents[3].said_at is None
    assert documents[3].external_id.startswith("h")


@pytest.mark.parametrize(
    ("status", "channel", "finished", "progress", "expected"),
    [
        ("0", "anonymous", "1", "100", "complete"),
        ("ip address", "anonymous", "true", "100", "complete"),
        ("9", "anonymous", "1", "100", "test"),
        ("2", "email", "1", "100", "test"),
        ("survey preview", "preview", "true", "100", "test"),
        ("0", "test", "1", "100", "test"),
        ("12", "email", "1", "100", "spam"),
        ("16", "email", "false", "40", "partial"),
        ("0", "email", "", "40", "partial"),
        ("", "", "", "", "complete"),
    ],
)
def test_qualtrics_status_is_a_sum_of_flags(
    status: str, channel: str, finished: str, progress: str, expected: DocumentStatus
) -> None:
    assert read_qualtrics_status(status, channel=channel, finished=finished, progress=progress) == expected


def test_qualtrics_is_read_with_python_quotes_without_import_ids_and_without_labels(
    documents: Documents,
) -> None:
    names = "StartDate,EndDate,Progress,Finished,RecordedDate,ResponseId,Q1,Q1_2_TEXT\n"
    labels = "Start Date,End Date,Progress,Finished,Recorded Date,Response ID,Pick,Pick - Other - Text\n"
    ids = ",".join(
        f"\"{{'ImportId': '{name}'}}\""
        for name in (
            "startDate",
            "endDate",
            "progress",
            "finished",
            "recordedDate",
            "_recordId",
            "QID1",
            "QID1_2_TEXT",
        )
    )
    row = "3/2/2026 14:22,3/25/2026 14:22,100,TRUE,3/25/2026 14:22,R_3abcdefgh,2,we use a spreadsheet\n"
    for content in (names + labels + ids + "\n" + row, names + labels + row, names + row):
        (found,) = documents(content)
        assert found.external_id == "R_3abcdefgh"
        assert found.origin.row == 0
        assert [u.text for u in found.utterances] == ["we use a spreadsheet"]
        assert found.said_at == datetime(2026, 3, 25, 14, 22, tzinfo=UTC)
        assert found.zone_assumed


def test_legacy_qualtrics_with_a_trailing_comma_is_read(documents: Documents) -> None:
    content = (
        "\ufeffV1,V2,V3,V6,V7,V9,V10,Q1,Q2_TEXT,\n"
        "ResponseID,ResponseSet,Name,IPAddress,Status,EndDate,Finished,Pick one,Tell us why,\n"
        "R_2YPOQ602ER1jkf1,Default,Anonymous,198.51.100.4,0,2026-07-18 08:28:48,1,2,It saves us time,\n"
    )
    (found,) = documents(content)
    assert found.external_id == "R_2YPOQ602ER1jkf1"
    assert [(u.question, u.text) for u in found.utterances] == [("Tell us why", "It saves us time")]
    assert found.attributes == {"Pick one": "2"}


def test_surveymonkey_carries_questions_to_the_right_and_ties_why_to_the_score() -> None:
    first, second = _sample("surveymonkey.csv", ReadOptions(zone="America/New_York"))
    assert first.external_id == "12687300001"
    assert [(u.question, u.text) for u in first.utterances] == [
        ("How likely is it that you would recommend us? Why?", "Price went up again"),
        ("Which features do you use? Other (please specify)", "audit log"),
    ]
    assert first.scores == (Score("nps", 7, 0, 10),)
    assert first.attributes == {"Which features do you use?": "Exports; SSO"}
    assert (first.account, second.account) == ("acct_17", "acme.example")
    assert (first.said_at, first.zone_assumed) == (datetime(2026, 3, 24, 16, 9, 1, tzinfo=UTC), True)


def test_surveymonkey_with_a_single_header_row_is_read(documents: Documents) -> None:
    content = (
        "Respondent ID,Collector ID,End Date,Region,What should we improve?\n"
        "1,9,10/01/2026 2:16:15 PM,Europe,The reports take too long to load\n"
        "2,9,10/02/2026 2:16:15 AM,Europe,n/a\n"
    )
    first, second = documents(content)
    assert [(u.question, u.text) for u in first.utterances] == [
        ("What should we improve?", "The reports take too long to load")
    ]
    assert [u.text for u in second.utterances] == ["n/a"]
    assert second.attributes == {"Region": "Europe"}
    assert second.said_at == datetime(2026, 10, 2, 2, 16, 15, tzinfo=UTC)


def test_a_table_of_another_make_is_guessed_by_heading_and_content() -> None:
    first, _, third = _sample("table.csv")
    assert [(u.question, u.text) for u in first.utterances] == [
        (None, "We pay for seats that nobody uses, every month")
    ]
    assert (first.external_id, first.account, first.scores) == ("1", "acct_1", (Score("nps", 3, 0, 10),))
    assert first.said_at == datetime(2026, 3, 2, 13, 5, tzinfo=UTC)
    assert first.attributes == {"tier": "Team"}
    assert third.said_at is None


def test_a_question_that_states_its_scale_is_a_score(documents: Documents) -> None:
    (found,) = documents(
        "id,How satisfied are you? (1 = very dissatisfied; 7 = very satisfied),How easy was it?,comment\n"
        "1,4,3,It does what we need\n"
    )
    assert found.scores == (Score("csat", 4, 1, 7),)
    assert found.attributes == {"How easy was it?": "3"}


def test_google_forms_and_typeform_tables_are_guessed(documents: Documents) -> None:
    (form,) = documents(
        'Timestamp,How satisfied?,"What should we improve? (be honest, please)",Features used\n'
        '3/22/2026 14:05:09,2,"Limits, limits, limits","Exports, Dashboards (beta), SSO"\n'
    )
    assert [u.text for u in form.utterances] == ["Limits, limits, limits"]
    assert form.said_at == datetime(2026, 3, 22, 14, 5, 9, tzinfo=UTC)
    (typeform,) = documents(
        "#,What would you like to see?,Exports,account_id,Start Date (UTC),Submit Date (UTC),Network ID\n"
        '995106cd710ec2af,"More seats on Pro",1,acct_17,2026-03-01 09:00:00,2026-03-01 09:02:00,5f57f20d14\n',
        ReadOptions(zone="Asia/Tokyo"),
    )
    assert (typeform.external_id, typeform.account) == ("995106cd710ec2af", "acct_17")
    assert (typeform.said_at, typeform.zone_assumed) == (datetime(2026, 3, 1, 9, 2, tzinfo=UTC), False)
    assert "Network ID" not in typeform.attributes


def test_the_mapping_names_columns_also_several_texts(read: Read) -> None:
    content = (
        "nr;Created;Remark;Why, then;Stars;Firm;Kind\n"
        "7;25/03/2026;Slow;It hangs;4;Acme;a\n"
        "8;yesterday;Fine;Works;5;Acme;b\n"
        "9;;Good;;;Acme;b\n"
    )
    mapping = parse_mapping(
        "id=nr,said_at=Created,text=Remark,text=Why, then,rating=Stars,account=firm,sort=Kind"
    )
    first, second, third = read(content, ReadOptions(mapping=mapping, kind="ticket", source="desk"))
    assert isinstance(first, Document)
    assert (first.external_id, first.kind, first.source, first.account) == ("7", "ticket", "desk", "Acme")
    assert [(u.question, u.text) for u in first.utterances] == [("Remark", "Slow"), ("Why, then", "It hangs")]
    assert first.scores == (Score("rating", 4, 1, 5),)
    assert first.attributes == {"sort": "a"}
    assert first.said_at == datetime(2026, 3, 25, tzinfo=UTC)
    assert isinstance(second, Reject)
    assert second.origin.row == 1
    assert second.reason == (
        "no date in 'Created': found 'yesterday', need ISO 8601 (2026-03-02 14:05) or 3/2/2026 2:05 PM"
    )
    assert isinstance(third, Document)
    assert third.said_at is None


def test_the_order_of_day_and_month_is_decided_over_the_whole_column(documents: Documents) -> None:
    rows = "".join(f"{n},02/03/2026,It takes too long every time {n}\n" for n in range(1200))
    found = documents(f"id,date,comment\n{rows}x,28/03/2026,Never again for us\n")
    assert found[0].said_at == datetime(2026, 3, 2, tzinfo=UTC)
    assert found[-1].said_at == datetime(2026, 3, 28, tzinfo=UTC)


def test_rows_that_are_too_wide_or_empty_are_rejects_and_keep_their_number(read: Read) -> None:
    items = read("id,comment,plan\n1,Too slow, really,Team\n,,\n3,Works,Team\n")
    assert [item.origin.row for item in items] == [0, 1, 2]
    assert isinstance(items[0], Reject)
    assert items[0].reason.startswith("too many cells: found 4, need the 3 of the header")
    assert isinstance(items[1], Reject)
    assert items[1].reason.startswith("an empty record")
    assert isinstance(items[2], Document)


def test_a_table_without_open_answers_names_its_columns(read: Read) -> None:
    with pytest.raises(UnknownFormat, match="name it, as in text=COLUMN; the columns are 'day', 'count'"):
        read("day,count\n2026-03-01,4\n2026-03-02,7\n")


def test_choices_from_a_list_are_no_open_answers(documents: Documents) -> None:
    choice = (
        "Exports, Dashboards, Single sign-on",
        "Exports, Automations",
        "Dashboards, Single sign-on, Exports",
    )
    rows = "".join(
        f'{n},"{choice[n % 3]}",Because reason number {n} matters a lot to us\n' for n in range(30)
    )
    found = documents(f"id,Which features do you use in your team?,Why do you stay?\n{rows}")
    assert [u.question for u in found[0].utterances] == ["Why do you stay?"]


def test_a_mapping_is_read_from_one_line() -> None:
    assert parse_mapping("text=Comment,text=Why,said_at=Created") == {
        "text": ("Comment", "Why"),
        "said_at": ("Created",),
    }
    with pytest.raises(InputError, match="found 'Comment', need word=column"):
        parse_mapping("Comment")


def test_a_hundred_thousand_rows_are_streamed(write: Callable[[str, str], Path]) -> None:
    path = write("big.csv", "id,comment\n" + "".join(f"{n},It is slow in week {n}\n" for n in range(5_000)))
    reading = read_file(path, ReadOptions())
    assert isinstance(next(reading.items), Document)
    assert sum(1 for _ in reading.items) == 4_999


def test_a_rating_exported_as_a_column_for_each_number_is_one_score_on_their_scale(
    documents: Documents,
) -> None:
    first, second = documents(
        "Respondent ID,Collector ID,End Date,Would you recommend us?,,,,,\n"
        ",,, - 1, - 2, - 3, - 4, - 5,Other (please specify)\n"
        "1,9,10/01/2026 2:16:15 PM,,,,4,,It saves us time\n"
        "2,9,10/02/2026 2:16:15 AM,1,,,,,\n"
    )
    assert first.scores == (Score("nps", 4, 1, 5),)
    assert second.scores == (Score("nps", 1, 1, 5),)
    assert [u.text for u in first.utterances] == ["It saves us time"]
    assert (first.attributes, second.attributes) == ({}, {})


def test_a_scale_stated_from_its_top_is_read(documents: Documents) -> None:
    (found,) = documents(
        "id,Would you recommend us? 10 - strongly agree; 1 - strongly disagree.,comment\n"
        "1,9,It does what we need\n"
    )
    assert found.scores == (Score("nps", 9, 1, 10),)


def test_who_somebody_is_becomes_an_attribute_and_no_verbatim(documents: Documents) -> None:
    rows = "".join(f"{n},Team lead {n},Reports take too long since week {n}\n" for n in range(9))
    found = documents(f"id,What is your role?,What should we improve?\n{rows}")
    assert [u.question for u in found[0].utterances] == ["What should we improve?"]
    assert found[0].attributes == {"What is your role?": "Team lead 0"}


def test_dates_are_no_telephone_numbers_and_names_in_any_spelling_are_left_out(
    documents: Documents,
) -> None:
    (found,) = documents(
        "id,created,comment,renewed,firstName,LastName,mobile_number,Product name\n"
        "1,2026-03-05,It does what we need,2026-03-02,Ana,Silva,0171 2345678,Boards\n"
    )
    assert found.attributes == {"renewed": "2026-03-02", "Product name": "Boards"}


def test_qualtrics_names_its_questions_the_same_in_every_wave() -> None:
    first = _sample("qualtrics.csv")[0]
    assert [u.question_ref for u in first.utterances] == ["QID2_TEXT"]
