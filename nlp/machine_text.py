"""What machines wrote and people pasted: stack traces, logs, JSON, XML, tables, keys, bare links."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

MOST_CHARACTERS = 100_000
FEWEST_ROWS = 3
FEWEST_CELLS = 3
WORDY = 4  # words in a cell: a list of remarks is no table of numbers

_FRAME = re.compile(
    r"at (?:async |new )?[\w$<>/\[\]-]+[.:][\w.$<>/:\[\]-]* ?\(.*\)|at .{1,120}\((?:.*:\d+"
    r"|native(?: method)?|unknown source|<anonymous>)\)"
    r"|at [^\s\d]\S*:\d+(?::\d+)?|file \x22.+\x22, line \d+.*|traceback \(most recent call last\):"
    r"|(?:caused by: |exception in thread .{0,60}|unhandled exception.{0,40}"
    r"|uncaught )?(?:[\w$]+\.)+\w*(?:error|exception|warning|fault)\b(?::.*)?"
    r"|\.\.\. \d+ (?:more|common frames omitted)|goroutine \d+ \[.*\]:|panic: .*|segmentation fault.{0,20}",
    re.IGNORECASE,
)
_FRAME_TOO = re.compile(
    r"[A-Z]\w*(?:Error|Exception)\b.*|#\d+\s+(?:0x[0-9a-f]+ |/|\{main\}|\S+\().*|\^+|~+\^+~*"
    r"|\d+\s*\|\s.*[;{}()].*"
    r"|(?:stack ?trace|call stack|exception|log|output):",
)
_SOURCE_FOLLOWS = re.compile(r"file \x22.+\x22, line \d+.*", re.IGNORECASE)
_LOG = re.compile(
    r"[\[(]?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d)?\S*[\])]?[\s,|-]+(?:\S+\s+){0,3}?\[?\W?(?:DEBUG|INFO"
    r"|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|TRACE)\b.*"
    r"|\[?(?:DEBUG|INFO|WARN|WARNING|ERROR|FATAL|TRACE)\]?[:\s]+\[?(?:\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d"
    r"|[\w$]+\.[\w.$]+[\]:]).*"
    r"|\[\d+\.\d+\] .*|\S+ - - \[\d.*|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+:.*"
    r"|[IWEF]\d{4} \d\d:\d\d:\d\d\S* .*"
    r"|(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:/|https?://)\S*(?: HTTP/\d\S*)?(?: \d{3})?(?: \d+\w*)*"
    r"|HTTP/\d(?:\.\d)? \d{3}\b.{0,30}"
)
_HEADER = re.compile(
    r"(?:Host|Content-[A-Z][\w-]+|User-Agent|Accept(?:-\w+)?|Cookie|Set-Cookie|Cache-Control|Connection"
    r"|X-[\w-]+|Received|Message-ID|MIME-Version"
    r"|DKIM-Signature|Return-Path|Authorization|Server|Date|ETag|Vary): .*"
)
_MARKUP = re.compile(
    r"</?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:\x22[^\x22]*\x22|'[^']*'))*\s*/?>.*|.*</[A-Za-z][\w:.-]*>"
    r"|<\?xml .*|<!DOCTYPE .*|<!\[CDATA\[.*|\]\]>.*"
)
_JSON = re.compile(
    r"[\[{}\]]+,?"
    r"|\x22[^\x22]{1,80}\x22\s*:\s*(?:.*[,{\[}\]]|\x22[^\x22]*\x22|-?[\d.]+|true|false|null),?"
)
_CODE = re.compile(
    r"(?:\w+\s*=\s*\S.*;|[\w.]+\(.*\);|(?:import|from|#include|using|package|const|let|var|public|private"
    r"|return)\b.*;|[\w.]+=\S+"
    r"|[A-Z][A-Z0-9_]{3,}=.*|[{}();]+|-{5}(?:BEGIN|END) [A-Z ]+-{5}|[0-9a-f]{2}(?::[0-9a-f]{2}){5,}"
    r"|(?:[0-9a-f]{2,8}\s+){6,}.*|0x[0-9a-f]{4,}\b.*)",
    re.IGNORECASE,
)
_BLOB = re.compile(
    r"(?=.*\d)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9+/_=-]{48,}"
    r"|[0-9a-fA-F]{32,}|[A-Za-z0-9+/]{60,}={0,2}"
)
_LINK = re.compile(
    r"!?\[.*\]\(\S+\)|\[(?:image|cid|inline|attachment)\S*"
    r"|<?(?:https?://|www\.)\S+>?|\[url\]|[\w.-]+\.(?:png|jpe?g|gif|pdf|docx?|xlsx?|csv|zip|log|txt|mp4|mov|heic)"
)
_FENCE = re.compile(r"(?:```|~~~)\s*\w*")
_ALONE = (_FRAME, _LOG, _BLOB)
_TOGETHER = (*_ALONE, _FRAME_TOO, _HEADER, _MARKUP, _JSON, _CODE)


def machine_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that a machine wrote; ``lines`` carry no white space at their ends.

    One line is enough where nobody would write it (a frame of a stack, a log line, a key); markup, JSON
    and code need a neighbour of their kind, and a table three rows with as many cells.
    """
    found = {at for at, line in enumerate(lines) if any(kind.fullmatch(line) for kind in _ALONE)}
    like = [any(kind.fullmatch(line) for kind in _TOGETHER) for line in lines]
    # The line of code that a trace shows under a frame has no sign of its own.
    for at in range(1, len(lines)):
        like[at] = like[at] or bool(_SOURCE_FOLLOWS.fullmatch(lines[at - 1]))
    for run in _runs(lines, like):
        if len(run) > 1 or run[0] in found or _is_data(lines[run[0]]):
            found.update(run)
    found.update(_fenced(lines, like))
    found.update(_tables(lines))
    return frozenset(found)


def is_machine_text(text: str) -> bool:
    """Return whether a whole text is JSON or XML, or nothing but links and names of files."""
    bare = text.strip()
    if _is_data(bare):
        return True
    words = bare.split()
    return bool(words) and all(
        _LINK.fullmatch(word) or _LINK.fullmatch(word.strip("()[],;<>")) for word in words
    )


def _is_data(text: str) -> bool:
    if not text.startswith(("{", "[", "<")) or len(text) > MOST_CHARACTERS:
        return False
    if text[0] == "<":
        return bool(re.fullmatch(r"<([A-Za-z][\w:.-]*)\b[^>]*>.*</\1>", text, re.DOTALL))
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return bool(held)


def _runs(lines: Sequence[str], like: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the runs of lines that are like a machine's; blank lines do not end one."""
    said = [at for at, line in enumerate(lines) if line]
    for machine, run in groupby(said, key=lambda at: like[at]):
        if machine:
            yield list(run)


def _fenced(lines: Sequence[str], like: Sequence[bool]) -> Iterator[int]:
    """Yield the lines of fenced blocks in which something is like a machine's."""
    marks = [at for at, line in enumerate(lines) if _FENCE.fullmatch(line)]
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        if any(like[first + 1 : last]):
            yield from range(first, last + 1)


def _tables(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of pasted tables: three and more rows with as many short cells."""
    for mark in "\t;|,":
        said = [at for at, line in enumerate(lines) if line]
        for cells, group in groupby(said, key=lambda at, mark=mark: lines[at].count(mark)):  # type: ignore[misc]
            run = list(group)
            if cells >= FEWEST_CELLS - 1 and len(run) >= FEWEST_ROWS and _has_short_cells(lines, run, mark):
                yield from run


def _has_short_cells(lines: Sequence[str], rows: Sequence[int], mark: str) -> bool:
    cells = [cell.strip() for at in rows for cell in lines[at].split(mark)]
    wordy = sum(len(cell.split()) >= WORDY for cell in cells)
    numbers = sum(any(sign.isdigit() for sign in cell) for cell in cells)
    return wordy <= len(cells) / 10 and numbers >= len(cells) / 4
