"""Recorded talks of services: JSON with times, chats, subtitles and tables of speech."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject

FILES = Path(__file__).parent / "files"
Read = Callable[..., tuple[Item, ...]]
Documents = Callable[..., tuple[Document, ...]]
Said = tuple[int | None, int | None, str | None, str, str]


def _said(document: Item) -> list[Said]:
    assert isinstance(document, Document)
    return [(u.start_ms, u.end_ms, u.speaker, u.role, u.text) for u in document.utterances]


@pytest.mark.parametrize(
    ("name", "how", "said"),
    [
        (
            "whisper.json",
            "questions",
            [
                (0, 2500, "SPEAKER_00", "interviewer", "Why did you call?"),
                (2600, 6250, "SPEAKER_01", "customer", "The limit is too low. We need more seats."),
                (6300, 7000, None, "unknown", "Thank you."),
            ],
        ),
        (
            "assemblyai.json",
            "questions",
            [
                (170, 900, "Speaker A", "interviewer", "Is it fast?"),
                (1200, 3405, "Speaker B", "customer", "It is, but the cap is low."),
            ],
        ),
        (
            "deepgram.json",
            "questions",
            [
                (100, 1500, "Speaker 0", "interviewer", "Do you use it?"),
                (1800, 4125, "Speaker 1", "customer", "Daily. The price went up."),
            ],
        ),
        (
            "rev.json",
            "questions",
            [
                (500, 1100, "Ana", "interviewer", "Hi, there?"),
                (2000, 2400, "Speaker 1", "customer", "Hello."),
            ],
        ),
        (
            "gong.json",
            "metadata",
            [
                (460230, 463000, "Sam O'Dell", "customer", "It is too expensive. Is it not?"),
                (470000, 471000, "Priya Nair", "interviewer", "I see."),
                (472000, 473000, "Kim", "customer", "We agree."),
            ],
        ),
        (
            "fireflies.json",
            "metadata",
            [
                (1200, 2900, "Bo Li", "customer", "Too pricey. Do you see?"),
                (3000, 3500, "Priya", "interviewer", "I do."),
            ],
        ),
        (
            "call_analytics.json",
            "metadata",
            [
                (120, 1500, "Agent", "agent", "How may I help?"),
                (1800, 2900, "Customer", "customer", "The invoice doubled."),
            ],
        ),
        (
            "meet.json",
            "questions",
            [
                (0, 4000, "Priya Nair", "interviewer", "Does the report help?"),
                (5500, 8000, "Sam", "customer", "Only on the higher plan."),
            ],
        ),
        (
            "speech.tsv",
            "questions",
            [
                (0, 2400, "S1", "interviewer", "how many of you use it"),
                (2400, 9000, "S2", "customer", "about forty and we would add ten if the plan allowed it"),
                (9000, 9900, "S1", "interviewer", "good to know"),
            ],
        ),
        (
            "zoom_chat.txt",
            "questions",
            [
                (420000, None, "Priya Nair", "interviewer", "How do you export today?"),
                (462000, None, "Sam O'Dell", "customer", "By hand, row by row"),
                (481000, None, "Kim", "customer", "Same here"),
            ],
        ),
        (
            "talk.srt",
            "questions",
            [
                (1000, 3000, "Priya", "interviewer", "What stops you from inviting more people?"),
                (
                    3200,
                    8500,
                    "Sam",
                    "customer",
                    "The seat limit. It is ten, and we are twelve. So two of us share a login.",
                ),
                (9000, 10000, "Priya", "interviewer", "Since when?"),
            ],
        ),
    ],
)
def test_turns_keep_their_times_and_get_roles(name: str, how: str, said: list[Said]) -> None:
    document = next(read_file(FILES / name, ReadOptions()).items)
    assert isinstance(document, Document)
    assert _said(document) == said
    assert document.attributes["roles"] == how


def test_a_call_keeps_its_id_date_title_link_and_the_customers_company() -> None:
    document, silent = read_file(FILES / "gong.json", ReadOptions()).items
    assert isinstance(document, Document)
    assert isinstance(silent, Reject)
    assert document.external_id == "77820000000000000001"
    assert document.said_at == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (document.title, document.account) == ("Renewal talk", "acme.example")
    assert document.link == "https://gong.example.com/call?id=77820000000000000001"
    assert (silent.origin.row, silent.raw) == (1, "77820000000000000002")
    assert silent.reason == "a talk without words: found no spoken text, need at least one turn"


def test_a_chat_is_marked_as_a_channel_of_its_own() -> None:
    (document,) = read_file(FILES / "zoom_chat.txt", ReadOptions()).items
    assert isinstance(document, Document)
    assert document.attributes == {"channel": "chat", "roles": "questions"}


def test_a_chat_of_the_older_form_is_read(documents: Documents) -> None:
    (document,) = documents(
        "09:05:02 From  Ana Ruiz  to  Everyone:\n\tIs SSO on Team?\n09:06:10 From Bo : Not yet.\n"
    )
    assert [(u.speaker, u.text) for u in document.utterances] == [
        ("Ana Ruiz", "Is SSO on Team?"),
        ("Bo", "Not yet."),
    ]


def test_deepgram_is_read_from_utterances_words_or_channels(documents: Documents) -> None:
    def words(*spoken: tuple[str, float, int]) -> list[dict[str, object]]:
        return [{"word": w, "start": s, "end": s + 0.25, "speaker": n} for w, s, n in spoken]

    def read(channels: list[object], **more: object) -> list[Said]:
        data = {"metadata": {"request_id": "r1"}, "results": {"channels": channels, **more}}
        return _said(documents(json.dumps(data))[0])

    one = {"alternatives": [{"transcript": "x", "words": words(("why", 0, 0), ("cost", 1, 1), ("up", 2, 1))}]}
    two = {"alternatives": [{"transcript": "yes", "words": words(("yes", 1.5, 0))}]}
    assert [said[2:] for said in read([one])] == [
        ("Speaker 0", "interviewer", "why"),
        ("Speaker 1", "customer", "cost up"),
    ]
    assert [said[2] for said in read([one, two])] == ["Channel 0", "Channel 1", "Channel 0"]
    spoken = [{"start": 0.08, "end": 3.22, "channel": 0, "transcript": "Yeah."}]
    assert read([one], utterances=spoken) == [(80, 3220, None, "customer", "Yeah.")]


def test_assemblyai_without_utterances_is_read_from_its_words(documents: Documents) -> None:
    words = [{"text": f"w{n}", "start": n * 500, "end": n * 500 + 400} for n in range(4)]
    (document,) = documents(json.dumps({"audio_url": "u", "language_code": "en", "words": words}))
    assert _said(document) == [(0, 1900, None, "customer", "w0 w1 w2 w3")]


def test_whisper_cpp_counts_milliseconds(documents: Documents) -> None:
    segment = {"timestamps": {"from": "00:00:01,000"}, "offsets": {"from": 1000, "to": 2500}, "text": " Hi."}
    (document,) = documents(json.dumps({"result": {"language": "en"}, "transcription": [segment]}))
    assert _said(document) == [(1000, 2500, None, "customer", "Hi.")]


def test_a_call_analysis_with_participants_apart_is_read(documents: Documents) -> None:
    data = {
        "CustomerMetadata": {"ContactId": "c-7"},
        "Participants": [
            {"ParticipantId": "1", "ParticipantRole": "AGENT"},
            {"ParticipantId": "2", "ParticipantRole": "CUSTOMER"},
        ],
        "Transcript": [
            {"ParticipantId": "2", "Content": "It broke.", "BeginOffsetMillis": 5, "EndOffsetMillis": 900},
            {"ParticipantId": "1", "Content": "Sorry.", "BeginOffsetMillis": 950, "EndOffsetMillis": 1200},
        ],
    }
    (document,) = documents(json.dumps(data))
    assert document.external_id == "c-7"
    assert _said(document) == [
        (5, 900, "Customer", "customer", "It broke."),
        (950, 1200, "Agent", "agent", "Sorry."),
    ]


def test_talks_one_a_line_are_one_document_each(documents: Documents) -> None:
    line = '{"segments": [{"start": 0, "end": 1, "text": "The price %s."}], "language": "en"}\n'
    found = documents(line % "rose" + line % "fell")
    assert [(d.origin.row, d.utterances[0].text) for d in found] == [
        (0, "The price rose."),
        (1, "The price fell."),
    ]


@pytest.mark.parametrize("time", ["null", '"x"', "-3", "1e400", "NaN", "true", "{}"])
def test_a_time_that_is_none_is_left_out(documents: Documents, time: str) -> None:
    content = f'{{"segments": [{{"start": {time}, "end": 2, "text": "Too dear."}}]}}'
    assert _said(documents(content)[0])[0][1:] == (2000, None, "customer", "Too dear.")


ROLLING = "".join(
    f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{lines}\n\n"
    for n, lines in enumerate(
        ("so the price", "so the price\nwent up", "went up\nagain", "again\nin May"), start=1
    )
)


def test_subtitles_that_show_every_line_twice_are_read_once(documents: Documents) -> None:
    assert _said(documents(ROLLING)[0]) == [
        (1000, 5000, None, "customer", "so the price went up again in May")
    ]


def test_marks_of_captions_divide_turns_that_nobody_is_named_for(documents: Documents) -> None:
    cues = ">> Is it fast?", ">> It is.\n>> Not for us.", "We wait."
    content = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{lines}\n\n" for n, lines in enumerate(cues, 1)
    )
    assert [said[4] for said in _said(documents(content)[0])] == [
        "Is it fast?",
        "It is.",
        "Not for us. We wait.",
    ]


def test_the_same_short_answer_twice_is_kept(documents: Documents) -> None:
    cues = (
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{w}\n\n"
        for n, w in enumerate(("Well.", "Yes.", "Yes.", "No."))
    )
    assert _said(documents("".join(cues))[0])[0][4] == "Well. Yes. Yes. No."


def test_subtitles_whose_times_are_impossible_are_counted(read: Read) -> None:
    document, lost = read(
        "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:99:01,000 --> 00:00:02,000\nlost\n", name="a.srt"
    )
    assert _said(document)[0][4] == "Hi"
    assert isinstance(lost, Reject)
    assert lost.reason == "cues lost: found 1 readable, need the 2 that the file announces"


@pytest.mark.parametrize(
    ("content", "times"),
    [
        ("Time,Speaker,Text\n00:05,Ana,How is it?\n[1:00:07],Bo,Slow.\n", [(5000, None), (3607000, None)]),
        ("Start,End,Speaker,Text\n0.5,2.25,Ana,How?\n2.5,4,Bo,Slow.\n", [(500, 2250), (2500, 4000)]),
        (
            "Timestamp;Name;Transcript\n00:00:01.250;Ana;How?\n00:00:02;Bo;Slow.\n",
            [(1250, None), (2000, None)],
        ),
    ],
    ids=["clocks", "seconds", "thousandths"],
)
def test_tables_of_speech_are_told_from_surveys(
    documents: Documents, content: str, times: list[tuple[int, int | None]]
) -> None:
    (document,) = documents(content)
    assert document.kind == "interview"
    assert [(u.start_ms, u.end_ms) for u in document.utterances] == times


def test_a_survey_with_names_and_dates_stays_a_survey(documents: Documents) -> None:
    found = documents("Time,Name,Text\n2026-03-02 10:00,Ana,The export is far too slow for us\n")
    assert [d.kind for d in found] == ["survey"]
