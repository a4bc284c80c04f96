"""``voc detect``: the codes of any texts, taken whole, neither split nor redacted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nlp.codebook import load_codebook
from nlp.embedding import load_encoder
from nlp.signals import load_detector
from voc.errors import InputError
from voc.pipeline.progress import Progress, silent
from voc.records import Found
from voc.settings import DEFAULT_ENCODER, Settings

CHUNK = 512


@dataclass(frozen=True, slots=True)
class Detected:
    """The codes of one line of input, under its id (whatever JSON value that is)."""

    id: object
    codes: tuple[Found, ...]


def detect_file(
    path: Path, settings: Settings, *, everything: bool = False, progress: Progress = silent
) -> Iterator[Detected]:
    """Yield the codes of every line of a JSONL file (``id``, ``text``), in order.

    Only what reaches the balanced point of its code, or ``everything`` with a confidence of 0.1 or more.
    Raises InputError, before anything is yielded, where a line is not of that form.
    """
    lines = _read(path)
    encoder = load_encoder(DEFAULT_ENCODER, settings.models)
    detector = load_detector(load_codebook(settings.codebook), encoder)
    for first in range(0, len(lines), CHUNK):
        chunk = lines[first : first + CHUNK]
        for (name, _), found in zip(chunk, detector.detect([text for _, text in chunk]), strict=True):
            kept = (
                signal
                for signal in found
                if everything or signal.confidence >= detector.working_points[signal.code].balanced
            )
            yield Detected(name, tuple(kept))
        progress("detect", min(first + CHUNK, len(lines)), len(lines))


def _read(path: Path) -> list[tuple[object, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder, need a JSONL file") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8, need JSONL in UTF-8") from error
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        raise InputError(f"{path}: the file is empty, need one JSON object a line")
    return [_line(path, number, line) for number, line in enumerate(lines, start=1)]


def _line(path: Path, number: int, line: str) -> tuple[object, str]:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{path}, line {number}: {error}; need one JSON object a line") from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise InputError(f'{path}, line {number}: need an object with "id" and a "text" that is a string')
    return value.get("id"), value["text"]
