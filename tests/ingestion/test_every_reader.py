"""What holds for every reader in the table."""

import contextlib
import random
from pathlib import Path

import pytest

from ingestion.files import open_input
from ingestion.reader import Reader, ReadOptions
from ingestion.reading import read_file, sniff
from ingestion.table import READERS
from tests.ingestion.making import kind_of
from voc.errors import VocError
from voc.records import Document

FILES = Path(__file__).parent / "files"
SAMPLES = {
    "qualtrics_csv": "qualtrics.csv",
    "surveymonkey_csv": "surveymonkey.csv",
    "webvtt": "zoom.vtt",
    "subrip": "talk.srt",
    "zoom_chat": "zoom_chat.txt",
    "transcript_table": "speech.tsv",
    "interview_text": "interview.txt",
    "interview_docx": "teams.docx",
    "interview_pdf": "interview.pdf",
    "whisper_json": "whisper.json",
    "assemblyai_json": "assemblyai.json",
    "deepgram_json": "deepgram.json",
    "rev_json": "rev.json",
    "gong_json": "gong.json",
    "fireflies_json": "fireflies.json",
    "amazon_json": "call_analytics.json",
    "meet_json": "meet.json",
    "zendesk_json": "zendesk.json",
    "generic_csv": "table.csv",
    "generic_json": "responses.jsonl",
    "typeform_csv": "typeform.csv",
    "typeform_json": "typeform.json",
    "voc_json": "voc.jsonl",
    "limesurvey_csv": "limesurvey.csv",
    "google_forms": "google_forms.csv",
    "microsoft_forms": "microsoft_forms.xlsx",
    "spss_sav": "spss.sav",
    "intercom_json": "intercom.json",
    "freshdesk_json": "freshdesk.json",
    "helpscout_json": "helpscout.json",
    "issues_json": "issues.json",
    "mail": "support.mbox",
}
BYTES = b",;\t|\"'\n\r:{}[]<>0\x00-9\xff"
every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(broken) + 1)
        match chance.randrange(4):
            case 0:
                del broken[at:]
            case 1:
                broken[at:at] = bytes(chance.choices(BYTES, k=3))
            case 2:
                del broken[at : at + chance.randrange(60)]
            case _:
                broken[at : at + 1] = bytes([chance.randrange(256)])
    return bytes(broken)


def test_every_reader_has_a_sample_and_a_name_of_its_own() -> None:
    assert sorted(reader.name for reader in READERS) == sorted(SAMPLES)


@every_reader
def test_a_reader_is_the_surest_of_its_own_sample(reader: Reader) -> None:
    head = open_input(FILES / SAMPLES[reader.name]).head
    ranked = sniff(head)
    assert ranked[0][1].name == reader.name
    assert 1.0 >= ranked[0][0] > ranked[1][0] >= 0.0


@every_reader
def test_documents_say_where_they_come_from_and_hold_no_empty_words(reader: Reader) -> None:
    name = SAMPLES[reader.name]
    reading = read_file(FILES / name, ReadOptions(source="trial"))
    documents = [item for item in reading.items if isinstance(item, Document)]
    assert (reading.reader, reading.source, reading.kind) == (reader.name, "trial", reader.kind)
    assert documents
    for document in documents:
        assert document.origin.file == name
        assert document.source == "trial"
        assert document.external_id
        assert all(utterance.text.strip() == utterance.text != "" for utterance in document.utterances)
        assert document.said_at is None or str(document.said_at.tzinfo) == "UTC"


@every_reader
def test_a_file_read_twice_gives_the_same_documents(reader: Reader) -> None:
    path = FILES / SAMPLES[reader.name]
    assert tuple(read_file(path, ReadOptions()).items) == tuple(read_file(path, ReadOptions()).items)


@every_reader
def test_damaged_files_end_in_rejects_or_in_an_error_of_ours(reader: Reader, tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311  (no secret)
    data = (FILES / SAMPLES[reader.name]).read_bytes()
    path = tmp_path / SAMPLES[reader.name]
    for _ in range(120):
        path.write_bytes(_damaged(data, chance))
        for name in (None, reader.name):
            with contextlib.suppress(VocError):
                assert tuple(read_file(path, ReadOptions(), reader=name).items)


@pytest.mark.parametrize(
    "content",
    [
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v" + ".a" * 20_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 20_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + " " * 20_000 + "x",
        "id,comment" + "1 - " * 20_000 + "\n1,hello there\n",
        "[" * 20_000,
        "Q: " + "not " * 20_000 + "\nA: " + "[" * 20_000,
        "id,comment\n1," + "a." * 20_000 + "@" + "b." * 20_000 + "\n",
    ],
    ids=["voices", "tags", "blanks", "heading", "brackets", "denials", "addresses"],
)
@pytest.mark.timeout(20)
def test_hostile_text_costs_no_time(content: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile"
    path.write_text(content)
    kind_of(path)
    for name in (None, *SAMPLES):
        with contextlib.suppress(VocError):
            assert tuple(read_file(path, ReadOptions(), reader=name).items)
