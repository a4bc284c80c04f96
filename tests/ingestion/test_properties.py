"""What holds for tables, timed and typed interviews of whatever content."""

import csv
import io
import string
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.errors import InputError, VocError
from voc.records import Document, Reject

Quoting: TypeAlias = Literal[0, 1, 2, 3]
quickly = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# Whatever may stand in a cell, but for what a file's encoding or its line ends take away.
letters = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff"
)
cells = st.text(st.one_of(letters, st.sampled_from(' ,;\t|"\n=+@')), max_size=60)
words = st.text(string.ascii_lowercase + string.digits + "äéß日本א.,!?'-", min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=9).map(" ".join)
names = st.sampled_from(("Ana Ruiz", "Bo", "Kim Lee (Acme)", "P1", "Interviewer", "Zoë O'Dell"))
turns = st.lists(st.tuples(names, sentences), min_size=2, max_size=12).filter(
    lambda t: len({n for n, _ in t}) > 1
)
OPTIONS = ReadOptions(mapping={"text": "comment", "id": "key"})


def _read(
    content: bytes, *, reader: str | None = None, options: ReadOptions | None = None
) -> tuple[Item, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        return tuple(read_file(path, options or ReadOptions(), reader=reader).items)


def _table(
    rows: Sequence[Sequence[str]], delimiter: str, *, quoting: Quoting = csv.QUOTE_ALL, end: str = "\r\n"
) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


@quickly
@given(
    st.lists(cells, min_size=3, max_size=20),
    st.sampled_from(",;\t|"),
    st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC)),
    st.sampled_from(("\r\n", "\n")),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le")),
)
def test_every_answer_of_a_table_comes_back_as_it_was_written(
    answers: list[str], delimiter: str, quoting: Quoting, end: str, encoding: str
) -> None:
    # A column without a single word is refused as one of text.
    answers = ["Too slow for us", *answers]
    rows = [["key", "comment", "plan"], *([f"k{n}", answer, "pro"] for n, answer in enumerate(answers))]
    content = _table(rows, delimiter, quoting=quoting, end=end).encode(encoding)
    options = replace(OPTIONS, encoding=encoding) if encoding == "utf-16-le" else OPTIONS
    items = _read(content, reader="generic_csv", options=options)
    found = [item for item in items if isinstance(item, Document)]
    assert [document.external_id for document in found] == [f"k{n}" for n in range(len(answers))]
    assert [document.origin.row for document in found] == list(range(len(answers)))
    for document, answer in zip(found, answers, strict=True):
        said = "".join(utterance.text for utterance in document.utterances)
        assert said == answer.strip()


@quickly
@given(st.lists(st.lists(cells, max_size=6), max_size=9), st.sampled_from(",;\t|"))
def test_no_record_of_a_table_is_lost(ragged: list[list[str]], delimiter: str) -> None:
    good = [[f"k{n}", "It is far too slow", "pro"] for n in range(30)]
    content = _table([["key", "comment", "plan"], *good, *ragged], delimiter).encode()
    items = _read(content, reader="generic_csv", options=OPTIONS)
    kept = [row for row in ragged if row]
    assert [item.origin.row for item in items] == list(range(len(good) + len(kept)))


@quickly
@given(st.text(max_size=300), st.sampled_from((None, "generic_csv", "webvtt", "interview_text", "mail")))
def test_any_text_is_read_or_refused_in_a_sentence(content: str, reader: str | None) -> None:
    data = content.encode("utf-8", "surrogatepass")
    for before in ("", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "id,comment\n1,", "Ana: hello\nBo: "):
        refused = ""
        items: tuple[Item, ...] = ()
        try:
            items = _read(before.encode() + data, reader=reader)
        except VocError as error:
            refused = str(error)
        assert bool(refused) != bool(items)
        assert "\n" not in refused


@quickly
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    try:
        items = _read(content)
    except InputError as error:
        says = str(error)
    else:
        says = "file"
        assert all(isinstance(item, Document | Reject) for item in items)
    assert "file" in says
    assert "\n" not in says


def _merged(spoken: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the turns with those of one speaker in a row joined."""
    current: list[str] = []
    for (name, text), following in pairwise([*spoken, ("", "")]):
        current.append(text)
        if following[0] != name:
            yield name, " ".join(current)
            current = []


def _said(items: tuple[Item, ...]) -> list[tuple[str | None, str]]:
    (document,) = items
    assert isinstance(document, Document)
    return [(utterance.speaker, utterance.text) for utterance in document.utterances]


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000"


def _cues(spoken: Sequence[tuple[str, str]], line: str) -> str:
    return "\n".join(
        f"{_clock(n * 7)} --> {_clock(n * 7 + 5)}\n{line.format(name, text)}\n"
        for n, (name, text) in enumerate(spoken)
    )


@quickly
@given(turns)
def test_no_word_and_no_time_of_a_timed_transcript_is_lost(spoken: list[tuple[str, str]]) -> None:
    for line in ("<v {}>{}</v>", "{}: {}"):
        content = "WEBVTT\n\n" + _cues(spoken, line)
        items = _read(content.encode())
        assert _said(items) == list(_merged(spoken))
        (document,) = items
        assert isinstance(document, Document)
        starts = [u.start_ms or 0 for u in document.utterances]
        assert starts == sorted(starts)
        assert document.utterances[-1].end_ms == (len(spoken) - 1) * 7_000 + 5_000
        subtitles = content.removeprefix("WEBVTT\n\n").replace(".000", ",000")
        assert _said(_read(subtitles.encode(), reader="subrip")) == list(_merged(spoken))


@quickly
@given(turns)
def test_no_word_of_a_typed_interview_is_lost(spoken: list[tuple[str, str]]) -> None:
    for line in ("{}: {}", "**{}:** {}", "[00:01:02] {}: {}", "{} (0:12):\n{}", "{}  0:12  \n{}"):
        content = "\n\n".join(line.format(name, text) for name, text in spoken)
        assert _said(_read(content.encode(), reader="interview_text")) == list(_merged(spoken))
