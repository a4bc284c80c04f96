"""Interviews kept as Word documents and as PDFs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.reader import ReadOptions
from ingestion.reading import read_file
from tests.ingestion.making import W, docx, paragraph, pdf, table
from voc.errors import InputError, UnknownFormat
from voc.records import Document, Utterance

FILES = Path(__file__).parent / "files"
Documents = Callable[..., tuple[Document, ...]]
Write = Callable[[str, bytes], Path]


def _said(document: Document) -> list[tuple[int | None, str | None, str, str]]:
    return [(u.start_ms, u.speaker, u.role, u.text) for u in document.utterances]


def test_teams_writes_a_bold_name_and_a_time_above_the_words() -> None:
    (document,) = read_file(FILES / "teams.docx", ReadOptions()).items
    assert isinstance(document, Document)
    assert document.said_at == datetime(2026, 2, 11, tzinfo=UTC)
    assert tuple(replace(said, role_from="metadata") for said in document.utterances) == (
        Utterance("Thanks for joining. Which plan are you on?", "interviewer", "Nair, Priya", start_ms=3_000),
        Utterance(
            "Team. The export is missing there, so we pay for a second tool.",
            "customer",
            "Sam O'Dell",
            start_ms=9_000,
        ),
        Utterance("Would you move up for it?", "interviewer", "Nair, Priya", start_ms=4_325_000),
        Utterance("Yes, if the price holds.", "customer", "Sam O'Dell", start_ms=4_331_000),
    )


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Interviewer: How is it?") + paragraph("P1: Slow.") + paragraph("And dear."),
        paragraph(" How is it?", bold="Interviewer:") + paragraph(" Slow.\nAnd dear.", bold="P1:"),
        paragraph(" How is it?", bold="Interviewer") + paragraph(" Slow.\nAnd dear.", bold="P1"),
        table([["Speaker", "Text"], ["Interviewer", "How is it?"], ["P1", "Slow."], ["", "And dear."]]),
        table(
            [["Interviewer", "How is it?"], ["P1", "Slow."], ["P1", "And dear."], ["Interviewer", "Thanks."]]
        ),
    ],
    ids=["plain", "bold with colons", "bold", "a table", "a table without a header"],
)
def test_labels_are_found_however_they_are_set(documents: Documents, body: str) -> None:
    (document,) = documents(docx(body))
    assert _said(document)[:2] == [
        (None, "Interviewer", "interviewer", "How is it?"),
        (None, "P1", "customer", "Slow. And dear."),
    ]


@pytest.mark.parametrize("header", [[["Time", "Speaker", "Text"]], []], ids=["with a header", "without"])
def test_a_table_of_times_speakers_and_words_is_read_and_the_text_above_it_too(
    documents: Documents, header: list[list[str]]
) -> None:
    rows = [
        *header,
        ["00:05", "Ana", "How is it?"],
        ["00:09", "Bo", "Slow, and the export is dear."],
        ["00:12", "Ana", "Thanks."],
    ]
    facts = table([["Date", "2026-02-11"], ["Plan", "Team"]])
    head = paragraph("Participant does not want to be quoted.") + facts
    (document,) = documents(docx(head + table(rows)))
    assert _said(document) == [
        (5_000, "Ana", "interviewer", "How is it?"),
        (9_000, "Bo", "customer", "Slow, and the export is dear."),
        (12_000, "Ana", "interviewer", "Thanks."),
    ]
    assert document.said_at == datetime(2026, 2, 11, tzinfo=UTC)
    assert document.attributes == {"tier": "Team", "roles": "questions", "consent remark": "no_quote, head"}
    assert document.consent == "no_quote"


def test_insertions_are_kept_and_deletions_left_out(documents: Documents) -> None:
    tracked = (
        "<w:p><w:r><w:t>P1: It is </w:t></w:r><w:del><w:r><w:delText>fine</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>far too slow</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>, see there</w:t></w:r></w:hyperlink></w:p>"
    )
    control = f"<w:sdt><w:sdtContent>{paragraph('Interviewer: Since when?')}</w:sdtContent></w:sdt>"
    (document,) = documents(docx(paragraph("Interviewer: How is it?") + tracked + control))
    assert [u.text for u in document.utterances] == [
        "How is it?",
        "It is far too slow, see there",
        "Since when?",
    ]


def test_page_numbers_and_running_heads_are_nobodys_words() -> None:
    (document,) = read_file(FILES / "interview.pdf", ReadOptions()).items
    assert isinstance(document, Document)
    assert document.said_at == datetime(2026, 2, 11, tzinfo=UTC)
    assert _said(document) == [
        (None, "Interviewer", "interviewer", "Which limit did you reach first?"),
        (None, "P4", "customer", "The one on automations. We have twenty boards and each needs two."),
        (None, "Interviewer", "interviewer", "And then?"),
        (None, "P4", "customer", "We asked for a quote (twice)."),
        (None, "Interviewer", "interviewer", "Thank you."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", docx(paragraph("This agreement is made between")), "a.docx: found text without speakers"),
        (
            "a.pdf",
            pdf([["This agreement is made", "between the parties"]]),
            "a.pdf: found text without speakers",
        ),
    ],
)
def test_a_contract_does_not_pass_for_a_talk(name: str, content: bytes, says: str, write: Write) -> None:
    with pytest.raises(UnknownFormat, match=says):
        tuple(read_file(write(name, content), ReadOptions()).items)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("scan.pdf", pdf([[], []]), "scan.pdf: found 2 pages without text (a scan?), need a PDF with text"),
        ("cut.pdf", pdf([["P1: hello"]])[:90], "cut.pdf: a damaged PDF"),
        (
            "long.pdf",
            pdf([["P1: hello"]] * 501),
            "long.pdf: found 501 pages, need at most 500; split the file",
        ),
        ("cut.docx", docx(f'<w:p xmlns:w="{W}">'), "cut.docx: a damaged Word document"),
    ],
    ids=["no text", "cut off", "too long", "broken markup"],
)
def test_documents_that_cannot_be_used_say_why(name: str, content: bytes, says: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        tuple(read_file(write(name, content), ReadOptions()).items)
    assert says in str(caught.value)
