"""Qualtrics CSV and TSV exports: two or three header rows, the third with ImportIds; the legacy form too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ingestion.cells import mostly_coded, mostly_personal, reads_open
from ingestion.headers import is_private, plain, stated_scale
from ingestion.plan import Plan, build_layout
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.readers.generic_csv import (
    guess_columns,
    is_fact,
    is_nps,
    is_open,
    is_recommend_score,
    stated_scores,
)
from ingestion.sample import Sample, header_rows, take_sample
from ingestion.status import qualtrics_status_by
from ingestion.survey_table import SurveyTable, read_survey

# JSON in most files, Python's quoting in others: a pattern reads both.
_IMPORT_ID = re.compile(r"""['"]ImportId['"]\s*:\s*['"]([^'"]*)['"]""")
_TIME_ZONE = re.compile(r"""['"]timeZone['"]\s*:\s*['"]([^'"]+)['"]""")
_LEGACY = re.compile(r"V\d+")
_DATA_ID = re.compile(r"(?:R|FS|SR)_\w{6,}")
_OPEN_ID = re.compile(r"[_-]TEXT$")
_OPEN_LABEL = re.compile(r"[-\u2013]\s*Text\s*$")
_TIMING = re.compile(r"(?:First Click|Last Click|Page Submit|Click Count)$")
_NPS_GROUP = re.compile(r"_?NPS_GROUP$")
_SYSTEM = frozenset({
    "startdate", "enddate", "recordeddate", "status", "ipaddress", "progress", "finished",
    "responseid", "responseset", "name", "recipientlastname", "recipientfirstname", "recipientemail",
    "emailaddress", "externalreference", "externaldatareference", "locationlatitude",
    "locationlongitude", "locationaccuracy",
})  # fmt: skip


Names: TypeAlias = dict[str, int]


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of an export: names, question labels, ImportIds (empty without that row), rows taken."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    ids: tuple[str, ...]
    zone: str | None
    rows: int


def _sniff(head: Head) -> float:
    if not head.rows:
        return 0.0
    if any(_IMPORT_ID.search(cell) for row in head.rows[1:3] for cell in row):
        return 0.98
    first = {cell.strip("\ufeff \t").lower() for cell in head.rows[0]}
    if "responseid" in first and {"recordeddate", "startdate", "enddate"} & first:
        return 0.95
    second = {cell.strip().lower() for cell in head.rows[1]} if len(head.rows) > 1 else set()
    legacy = sum(1 for cell in head.rows[0] if _LEGACY.fullmatch(cell.strip("\ufeff \t"))) >= 3
    return 0.95 if legacy and "responseid" in second else 0.0


def lay_out(file: Input, options: ReadOptions) -> SurveyTable:
    """Return what the columns of an export are."""
    header = _header(header_rows(file))
    sample = take_sample(file, header.rows)
    return SurveyTable(build_layout(file, options, sample, _plan(header, sample)), header.rows, sample)


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    yield from read_survey(lay_out(file, options), file, options, READER)


READER = Reader(
    name="qualtrics_csv",
    kind="survey",
    about="a Qualtrics export as CSV or TSV with its header rows",
    sniff=_sniff,
    read=_read,
)


def _header(rows: Sequence[tuple[str, ...]]) -> _Header:
    names = tuple(cell.strip("\ufeff \t\r\n") for cell in rows[0])
    second = _padded(rows[1], len(names)) if len(rows) > 1 else ("",) * len(names)
    if sum(1 for name in names if _LEGACY.fullmatch(name)) >= 3:
        merged = tuple(b if _LEGACY.fullmatch(a) and b else a for a, b in zip(names, second, strict=True))
        names, taken = merged, 2
    elif _is_data(names, second) or any(_IMPORT_ID.search(cell) for cell in second):
        second, taken = names, 1
    else:
        taken = 2
    ids: tuple[str, ...] = ()
    zone = None
    if len(rows) > taken and any(_IMPORT_ID.search(cell) for cell in rows[taken]):
        cells = _padded(rows[taken], len(names))
        ids = tuple(match[1] if (match := _IMPORT_ID.search(cell)) else "" for cell in cells)
        zone = next((match[1] for cell in cells if (match := _TIME_ZONE.search(cell))), None)
        taken += 1
    return _Header(names, second, ids, zone, taken)


def _padded(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row[:width], *("",) * (width - len(row)))


def _is_data(names: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Say whether the second row is already a response: analysts strip the label row too."""
    cells = {name.lower(): cell.strip() for name, cell in zip(names, row, strict=True)}
    if _DATA_ID.fullmatch(cells.get("responseid", "")):
        return True
    dates = [cells.get(name, "") for name in ("startdate", "enddate", "recordeddate")]
    return any(date[:1].isdigit() for date in dates) or cells.get("progress", "").isdigit()


def _plan(header: _Header, sample: Sample) -> Plan:
    columns = [_system_name(name) for name in header.names]
    position: Names = {name: column for column, name in reversed(list(enumerate(columns)))}
    dates = tuple(position[name] for name in ("recordeddate", "enddate", "startdate") if name in position)
    guessed = guess_columns(header.names, sample)
    accounts = tuple(
        c for c in guessed.get("account", ()) if not header.ids or not _is_question(header.ids[c])
    )
    references = [
        position[name] for name in ("externalreference", "externaldatareference") if name in position
    ]
    email = [position[name] for name in ("recipientemail", "emailaddress") if name in position]
    return Plan(
        names=header.names,
        questions=header.labels,
        keys=_keys(header),
        columns={
            "id": (position["responseid"],) if "responseid" in position else (),
            "said_at": dates,
            "account": (*accounts, *references),
            "email": tuple(email[:1]),
            **stated_scores(header.labels, sample),
            "nps": _nps_columns(header, sample),
            "text": _open_columns(header, sample),
        },
        refs=tuple(import_id if _is_question(import_id) else None for import_id in header.ids),
        zone=header.zone,
        status=qualtrics_status_by(position),
    )


def _system_name(name: str) -> str:
    return plain(name).replace(" ", "")


def _is_question(import_id: str) -> bool:
    return import_id.startswith("QID")


def _open_columns(header: _Header, sample: Sample) -> tuple[int, ...]:
    return tuple(column for column in range(len(header.names)) if _is_open(header, sample, column))


def _is_open(header: _Header, sample: Sample, column: int) -> bool:
    """Say whether a column holds open answers: the ImportId says so where there is one, else name and label.

    Form fields are text without saying so, and an export without ImportIds hides whole-question
    texts: there the content decides. Names, addresses and columns of numbers are not open answers.
    """
    name, label = header.names[column], header.labels[column]
    import_id = header.ids[column] if header.ids else ""
    if _system_name(name) in _SYSTEM or _TIMING.search(name) or is_private(label) or is_private(name):
        return False
    values = sample.filled(column)
    if _OPEN_ID.search(import_id) or _OPEN_ID.search(name) or _OPEN_LABEL.search(label):
        return not mostly_coded(values) and not mostly_personal(values) and not is_fact(label, values)
    if header.ids and not _is_question(import_id):
        return False
    if import_id.endswith("Topics") or name.endswith(("Topics", "Sentiment")):
        return False
    return len(values) >= 5 and reads_open(values) if header.ids else is_open(label, values)


def _nps_columns(header: _Header, sample: Sample) -> tuple[int, ...]:
    """Return the columns of recommend scores: those with an NPS group beside them, else those so worded."""
    grouped = {_NPS_GROUP.sub("", name) for name in header.names if _NPS_GROUP.search(name)}
    return tuple(
        column
        for column, name in enumerate(header.names)
        if not _NPS_GROUP.search(name) and _is_nps(header, column, sample.filled(column), grouped)
    )


def _is_nps(header: _Header, column: int, values: Sequence[str], grouped: set[str]) -> bool:
    name, label = header.names[column], header.labels[column]
    if (name in grouped or plain(name) == "nps") and not stated_scale(label):
        return is_nps(values)
    return is_recommend_score(label, values)


def _keys(header: _Header) -> tuple[str | None, ...]:
    """Return the attribute of each column: the question's label, but the name of embedded data."""
    keys: list[str | None] = []
    for column, name in enumerate(header.names):
        question = not header.ids or _is_question(header.ids[column])
        if not name or _system_name(name) in _SYSTEM or _TIMING.search(name):
            keys.append(None)
        else:
            keys.append((header.labels[column].strip() if question else "") or name)
    return tuple(keys)
