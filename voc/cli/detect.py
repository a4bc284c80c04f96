"""``voc detect``: the codes of any texts."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from voc.cli.options import settings_of


def detect(
    file: Annotated[Path, typer.Argument(help='JSONL with "id" and "text" on every line.')],
    every: Annotated[
        bool, typer.Option("--all", help="Everything with a confidence of 0.1 or more.")
    ] = False,
) -> None:
    """Find friction, readiness and churn risk in texts: one line of JSON for every line, in order."""
    from voc.cli.progress import bars
    from voc.pipeline.detection import detect_file

    settings = settings_of(None)
    with bars() as progress:
        for detected in detect_file(file, settings, everything=every, progress=progress):
            codes = [
                {
                    "code": found.code,
                    "confidence": round(found.confidence, 4),
                    "start": found.start,
                    "end": found.end,
                }
                for found in detected.codes
            ]
            sys.stdout.write(json.dumps({"id": detected.id, "codes": codes}, ensure_ascii=False) + "\n")
