"""Notes: one remark a line."""

from pathlib import Path

from ingestion.notes import read_notes
from voc.records import Document


def test_a_text_is_one_remark_a_line_and_blank_lines_count_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Too dear.\n\n  No seats left. \r\n", encoding="utf-8")
    found = [item for item in read_notes(path).items if isinstance(item, Document)]
    assert [(one.origin.row, one.utterances[0].text) for one in found] == [
        (0, "Too dear."),
        (1, "No seats left."),
    ]
