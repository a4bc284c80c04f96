"""Previews, tests, spam and responses never finished, as each vendor's file tells them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from ingestion.status import read_qualtrics_status, read_word
from voc.errors import UnknownFormat
from voc.records import Document, DocumentStatus

Documents = Callable[..., tuple[Document, ...]]
Read = Callable[..., tuple[Item, ...]]


@pytest.mark.parametrize(
    ("status", "channel", "finished", "progress", "expected"),
    [
        ("2.0", "email", "1.0", "100.0", "test"),
        ("0.0", "email", "0.0", "40.0", "partial"),
        ("0", "anonymous", "", "100.0", "complete"),
        ("ip address", "anonymous", "falsch", "20", "partial"),
        ("17", "anonymous", "1", "100", "test"),
        ("4", "", "true", "100", "complete"),
    ],
)
def test_qualtrics_statuses_survive_other_tools_and_languages(
    status: str, channel: str, finished: str, progress: str, expected: DocumentStatus
) -> None:
    assert read_qualtrics_status(status, channel=channel, finished=finished, progress=progress) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Completed", "complete"),
        ("partially-completed", "partial"),
        ("IN_PROGRESS", "partial"),
        ("Survey Preview", "test"),
        ("Spam", "spam"),
        ("open", None),
        ("pending", None),
    ],
)
def test_words_for_a_status_are_known_and_a_tickets_are_not(
    word: str, expected: DocumentStatus | None
) -> None:
    assert read_word(word) == expected


def test_surveymonkey_responses_never_ended_or_never_answered_are_partial(documents: Documents) -> None:
    found = documents(
        "Respondent ID,Collector ID,Start Date,End Date,Custom Data 1,Would you recommend us?,Why?\n"
        ",,,,,Response,Open-Ended Response\n"
        "1,9,03/24/2026 12:05:53 PM,03/24/2026 12:09:01 PM,acct_1,7,Price went up\n"
        "2,9,03/24/2026 12:05:53 PM,,acct_2,7,\n"
        "3,9,03/24/2026 12:05:53 PM,03/24/2026 12:06:00 PM,acct_3,,\n"
        "4,9,03/24/2026 12:05:53 PM,03/24/2026 12:06:00 PM,test,9,checking that it works\n"
    )
    assert [document.status for document in found] == ["complete", "partial", "partial", "test"]


def test_surveymonkey_says_more_where_the_export_has_a_column_for_it(documents: Documents) -> None:
    found = documents(
        "Respondent ID,Collector ID,End Date,Response Status,What should we improve?\n"
        "1,9,10/01/2026 2:16:15 PM,completed,The reports take too long to load\n"
        "2,9,10/02/2026 2:16:15 AM,partial,The search finds nothing at all\n"
    )
    assert [document.status for document in found] == ["complete", "partial"]
    assert found[0].attributes == {}


def test_typeform_names_its_partial_responses(documents: Documents) -> None:
    found = documents(
        "#,What is missing for you?,Response Type,Start Date (UTC),Submit Date (UTC),Network ID\n"
        "995106cd710ec2af,More seats on the small plan,completed,2026-03-01 09:00:00,2026-03-01 09:02:00,a1\n"
        "ee9b99ff3a221d11,Exports of the boards,partial,2026-03-01 09:00:00,,a2\n"
        "1e9b99ff3a221d12,,started,2026-03-01 09:00:00,,a3\n"
    )
    assert [document.status for document in found] == ["complete", "partial", "partial"]


def test_limesurvey_without_any_date_tells_by_the_last_page(documents: Documents) -> None:
    found = documents(
        "id,submitdate,lastpage,startlanguage,seed,WHY\n"
        "1,,4,en,1,The cap of five boards is too low for us\n"
        "2,,2,en,2,We left before the end of the trial\n"
        "3,,4,en,3,The mobile app loses what was typed\n"
    )
    assert [document.status for document in found] == ["complete", "partial", "complete"]
    assert {document.said_at for document in found} == {None}


def test_a_table_of_another_make_tells_by_a_column_of_words_or_of_yes_and_no(documents: Documents) -> None:
    worded = documents(
        "id,comment,status\n1,The export never ends,Complete\n2,Too slow for us,Partial\n3,a test,Preview\n"
    )
    assert [document.status for document in worded] == ["complete", "partial", "test"]
    finished = documents("id,comment,finished\n1,The export never ends,yes\n2,Too slow for us,no\n")
    assert [document.status for document in finished] == ["complete", "partial"]
    ticket = documents("id,comment,status\n1,The export never ends,open\n2,Too slow for us,solved\n")
    assert [document.status for document in ticket] == ["complete", "complete"]


def test_the_definition_of_a_survey_is_no_response(tmp_path: Path) -> None:
    path = tmp_path / "survey.qsf"
    path.write_text('{"SurveyEntry": {"SurveyName": "NPS"}, "SurveyElements": [{"Element": "BL"}]}')
    with pytest.raises(UnknownFormat, match="found the definition of a Qualtrics survey, need its responses"):
        read_file(path, ReadOptions())
