"""Word transcripts as services export them: the same talk, told by each in its own way."""

from collections.abc import Callable

import pytest

from tests.ingestion.making import docx, paragraph
from voc.records import Document

TALK = (
    ("Ana Ruiz", "01:02", "Why do you export?"),
    ("Bo Li", "01:05", "The board wants it."),
    ("Ana Ruiz", "01:10", "How often?"),
    ("Bo Li", "01:15", "Every week."),
)
TIMES = [62_000, 65_000, 70_000, 75_000]
EXPORTS = {
    "teams": (
        paragraph("Ana Ruiz started transcription")
        + "".join(paragraph(f"   {clock}\n{words}", bold=who) for who, clock, words in TALK)
        + paragraph("Ana Ruiz stopped transcription"),
        TIMES,
    ),
    "otter": (
        "".join(
            paragraph(f"{who}  {clock}  ") + paragraph(words) + paragraph("") for who, clock, words in TALK
        )
        + paragraph("Transcribed by https://otter.ai"),
        TIMES,
    ),
    "rev": ("".join(paragraph(f"{who} ({clock}):") + paragraph(words) for who, clock, words in TALK), TIMES),
    "meet": (
        "".join(map(paragraph, ("Acme x Us - Transcript", "Attendees", "Ana Ruiz, Bo Li", "00:00:00")))
        + "".join(paragraph(f" {words}", bold=f"{who}:") for who, _, words in TALK)
        + paragraph("Transcription ended after 00:07:12"),
        [0, 0, 0, 0],
    ),
    "names in bold above": (
        "".join(paragraph("", bold=who) + paragraph(words) for who, _, words in TALK),
        [None, None, None, None],
    ),
}


@pytest.mark.parametrize("service", EXPORTS)
def test_a_word_transcript_of_this_service_is_read_whole(
    documents: Callable[..., tuple[Document, ...]], service: str
) -> None:
    body, times = EXPORTS[service]
    (document,) = documents(docx(body), name="talk.docx")
    assert [(said.speaker, said.text) for said in document.utterances] == [(w, t) for w, _, t in TALK]
    assert [said.role for said in document.utterances] == ["interviewer", "customer"] * 2
    assert [said.start_ms for said in document.utterances] == times
