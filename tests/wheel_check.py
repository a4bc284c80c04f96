"""Run the installed wheel's command in an empty folder: what it needs has to be inside it."""

import subprocess
import sys
import tempfile
from pathlib import Path

COMMENTS = """comment
The price went up again and nobody told us
Far too expensive since the new price
We hit the seat limit every month
No seats left for the new colleagues
The export never finishes
Exports time out on Fridays
"""


def run(voc: Path, folder: Path, *words: str) -> str:
    """Return what a command printed; leaves with its error where it failed."""
    done = subprocess.run([voc, *words], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"voc {' '.join(words)} left with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Ask the installed command for its help, its health, a file's themes and a file's codes."""
    voc = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "comments.csv").write_text(COMMENTS, encoding="utf-8")
        (folder / "texts.jsonl").write_text('{"id": 1, "text": "Far too expensive for us"}\n', "utf-8")
        assert "ingest" in run(voc, folder, "--help")
        run(voc, folder, "doctor")
        assert "6 records" in run(voc, folder, "try", "comments.csv")
        assert '"codes"' in run(voc, folder, "detect", "texts.jsonl")
        run(voc, folder, "init")
        run(voc, folder, "ingest", "comments.csv")
        run(voc, folder, "analyze")
        run(voc, folder, "report", "themes", "--out", "themes.html")
        assert "<html" in (folder / "themes.html").read_text("utf-8")
        ask = "import voc.pipeline.demo as demo; print(demo.company_folder())"
        where = run(voc.with_name("python"), folder, "-c", ask)
        assert "site-packages" in where, where
    print("the wheel stands on its own")  # noqa: T201


if __name__ == "__main__":
    main()
