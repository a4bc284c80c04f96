"""How redaction is scored: covered spans are found, a visible surname is a miss."""

from pathlib import Path

import pytest

from nlp.evaluation.redaction import Mark, found_by_voc, is_found, read_marked, score
from voc.errors import InputError

TEXT = "ask Jane Doe or a@x.org"
LINE = (
    '{"id": 1, "text": "ask Jane Doe or a@x.org", "spans": [[4, 12, "PERSON"], [16, 23, "EMAIL"]], '
    '"people": ["Jane Doe"], "catalogue": []}\n'
)


def test_eighty_percent_of_the_same_kind_is_found() -> None:
    mark = Mark(16, 23, "EMAIL")
    assert is_found(TEXT, mark, [Mark(16, 22, "EMAIL")])
    assert not is_found(TEXT, mark, [Mark(16, 21, "EMAIL")])
    assert not is_found(TEXT, mark, [Mark(16, 23, "PHONE")])


def test_a_name_whose_surname_stays_visible_is_missed() -> None:
    name = Mark(0, 18, "PERSON")
    assert not is_found("Maria Fernanda Ruz", name, [Mark(0, 15, "PERSON")])
    assert is_found("Maria Fernanda Ruz", name, [Mark(0, 18, "PERSON")])


def test_a_file_is_scored_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(LINE, encoding="utf-8")
    rows = read_marked(path)
    email, person = score(rows, found_by_voc(rows, tagger=False))
    assert (email.recall, email.precision, person.recall, person.precision) == (1, 1, 1, 1)
    (false,) = score(rows, [[Mark(0, 3, "PERSON")]])[1:]
    assert (false.recall, false.precision) == (0, 0)


def test_a_line_without_spans_is_named(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": 1, "text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_marked(path)
