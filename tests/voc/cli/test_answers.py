"""The verbs that answer: the same figures as table, JSON and CSV, and one line where nothing can be said."""

import csv
import io
import json
from pathlib import Path

import pytest

from voc.cli.app import main
from voc.settings import Settings


@pytest.fixture
def workspace(company: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("VOC_WORKSPACE", str(company.workspace))
    return company


def ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["voc", *words])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    "words",
    [
        ("themes",),
        ("trends", "friction.price"),
        ("trends", "th_seats", "--by", "tier", "--period", "week"),
        ("verbatims", "th_seats"),
        ("accounts",),
        ("changes",),
    ],
    ids=" ".join,
)
def test_an_answer_comes_as_table_json_and_csv(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    code, table, _ = ask(monkeypatch, capsys, *words)
    assert code == 0
    assert table.strip()
    code, text, _ = ask(monkeypatch, capsys, *words, "--format", "json")
    assert code == 0
    assert isinstance(json.loads(text), dict)
    code, text, _ = ask(monkeypatch, capsys, *words, "--format", "csv")
    assert code == 0
    assert len(list(csv.reader(io.StringIO(text)))) > 1


@pytest.mark.usefixtures("workspace")
def test_the_csv_of_a_trend_holds_the_figures_of_its_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("trends", "th_seats", "--by", "tier")
    _, text, _ = ask(monkeypatch, capsys, *words, "--format", "json")
    points = [
        (series["segment"]["tier"], point["start"], point["accounts"], point["population"])
        for series in json.loads(text)["series"]
        for point in series["points"]
    ]
    _, text, _ = ask(monkeypatch, capsys, *words, "--format", "csv")
    rows = [
        (row["tier"], row["start"], int(row["accounts"]), int(row["population"]))
        for row in csv.DictReader(io.StringIO(text))
    ]
    assert rows == points


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trends", "friction.nonsense"), "voc themes"),
        (("trends", "th_seats", "--by", "shoe_size"), "tier"),
        (("themes", "--from", "spring"), "--from"),
        (("themes", "--segment", "industry"), "name=value"),
        (("report", "themes", "--out", "/nowhere/at/all.html"), "--out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else value,
)
def test_what_is_not_there_is_one_line_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    code, _, error = ask(monkeypatch, capsys, *words)
    assert code == 2
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.usefixtures("workspace")
def test_a_report_is_one_file_without_markup_of_customers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "themes.html"
    assert ask(monkeypatch, capsys, "report", "themes", "--out", str(out))[0] == 0
    page = out.read_text("utf-8")
    assert "<html" in page
    assert "<script>document" not in page


@pytest.mark.usefixtures("workspace")
def test_the_doctor_finds_everything_in_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text, _ = ask(monkeypatch, capsys, "doctor")
    assert code == 0
    assert "FAIL" not in text
    assert "tells meaning apart" in text


def test_a_trial_writes_a_line_for_every_record(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    comments = [f"The export of report {number} fails with a timeout" for number in range(8)]
    comments += [f"The price of {number} dollars a seat is too high for us" for number in range(8)]
    comments.insert(3, "n/a")
    source, out = tmp_path / "c.csv", tmp_path / "labels.csv"
    source.write_text("\n".join(["comment", *comments]) + "\n", encoding="utf-8")
    code, text, _ = ask(monkeypatch, capsys, "try", str(source), "--text", "comment", "--out", str(out))
    assert code == 0
    assert "17 records" in text
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    assert list(rows[0]) == ["row", "theme_id", "label", "strength"]
    assert [int(row["row"]) for row in rows] == list(range(17))
    assert (rows[3]["theme_id"], rows[3]["label"], rows[3]["strength"]) == ("", "", "")
    themes = [row["theme_id"] for row in rows]
    assert len({theme for theme in themes if theme}) == 2
    every = tmp_path / "all.csv"
    assert ask(monkeypatch, capsys, "try", str(source), "--out", str(every), "--all")[0] == 0
    assert {int(row["row"]) for row in csv.DictReader(io.StringIO(every.read_text("utf-8")))} == set(
        range(17)
    )


def test_detection_prints_a_line_of_json_for_every_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "text": "Far too expensive for us"}\n{"id": 7, "text": "Hello"}\n', "utf-8")
    code, text, _ = ask(monkeypatch, capsys, "detect", str(path))
    lines = [json.loads(line) for line in text.splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["a", 7]
    assert set(lines[0]["codes"][0]) == {"code", "confidence", "start", "end"}
    code, text, _ = ask(monkeypatch, capsys, "detect", str(path), "--all")
    every = json.loads(text.splitlines()[0])["codes"]
    assert len(every) >= len(lines[0]["codes"])
    assert all(code["confidence"] >= 0.1 for code in every)


@pytest.mark.parametrize("content", ['{"id": 1}\n', "not json\n", '["a"]\n', ""])
def test_a_line_of_another_form_is_refused_with_its_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(content, "utf-8")
    code, text, error = ask(monkeypatch, capsys, "detect", str(path))
    assert (code, text) == (2, "")
    assert "texts.jsonl" in error
