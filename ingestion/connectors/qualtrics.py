"""Qualtrics responses: an export that is asked for, waited for and fetched, carried on by its token.

api.qualtrics.com: start response export (allowContinuation, continuationToken), get response export progress
(status, percentComplete, fileId), get response export file (a zip of one CSV).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from ingestion.archives import MAX_MEMBER
from ingestion.connectors.calls import Calls, Refusal
from ingestion.connectors.connector import Access, Ask, Connector, Field, Page, api_address
from ingestion.connectors.exports import dump_cursor, first_since, load_cursor, read_bytes
from ingestion.jsontext import Fields, fields, text_of
from ingestion.readers.qualtrics_csv import READER
from voc.errors import InputError, SourceError

_POLL_S = 2.0
_POLLS = 900
_CENTRE = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_HEADERS = 3


def _access(settings: Mapping[str, str], secret: str) -> Access:
    centre = settings.get("data_centre", "")
    if not settings.get("url") and not _CENTRE.fullmatch(centre):
        raise InputError(f"data_centre: found {centre!r}, need one such as fra1")
    return Access(api_address(settings, f"https://{centre}.qualtrics.com"), {"X-API-TOKEN": secret})


def _pages(calls: Calls, ask: Ask) -> Iterator[Page]:
    token = load_cursor(ask).get("token")
    try:
        finished = _export(calls, ask, token)
    except Refusal as refusal:
        if token is None or refusal.answered not in (400, 404):
            raise
        # A token lasts some weeks only; a whole export adds nothing that is there already.
        finished = _export(calls, ask, None)
    path = f"{_path(ask)}/{text_of(finished.get('fileId'))}/file"
    content = _csv(calls.download(path), ask)
    following = text_of(finished.get("continuationToken")) or token
    read = read_bytes(READER, content, ask, name="responses.csv") if _has_rows(content) else ()
    yield Page(read, dump_cursor(token=following))


def _path(ask: Ask) -> str:
    return f"/API/v3/surveys/{quote(ask.settings['survey'], safe='')}/export-responses"


def _export(calls: Calls, ask: Ask, token: str | None) -> Fields:
    """Ask for an export and wait until it is made; return its last progress."""
    since = first_since(ask)
    wanted: dict[str, object] = {"format": "csv"}
    if token:
        wanted["continuationToken"] = token
    else:
        wanted |= {"allowContinuation": True, **({"startDate": since} if since else {})}
    started = fields(fields(calls.post(_path(ask), wanted).data).get("result"))
    progress = text_of(started.get("progressId"))
    if progress is None:
        raise calls.error(_path(ask), "no progressId", "an export that was begun")
    for _ in range(_POLLS):
        state = fields(fields(calls.get(f"{_path(ask)}/{progress}").data).get("result"))
        status = text_of(state.get("status"))
        # Complete is when it says so: 100 per cent may come before the file.
        if status == "complete" and state.get("fileId"):
            return state
        if status == "failed":
            raise calls.error(_path(ask), "an export that failed", "one that completes; ask again later")
        calls.wait(_POLL_S)
    raise calls.error(_path(ask), "no file within half an hour", "an export that completes")


def _csv(content: bytes, ask: Ask) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
            if len(members) != 1 or members[0].file_size > MAX_MEMBER:
                raise InputError(
                    f"{ask.source}: found {len(members)} tables in the export, need one of usual size"
                )
            return archive.read(members[0])
    except zipfile.BadZipFile as error:
        raise SourceError(f"{ask.source}: found an export that is no zip archive ({error})") from error


def _has_rows(content: bytes) -> bool:
    import csv

    rows = csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline=""))
    return sum(1 for _, _ in zip(range(_HEADERS + 1), rows, strict=False)) > _HEADERS


CONNECTOR = Connector(
    name="qualtrics",
    kind="survey",
    about="responses to a Qualtrics survey",
    fields=(
        Field("survey", "the survey's id, SV_..."),
        Field("data_centre", "the fra1 of fra1.qualtrics.com", required=False),
        Field("url", "another address than that of the data centre", required=False),
    ),
    secret="QUALTRICS_TOKEN",  # noqa: S106  (the variable's name)
    access=_access,
    pages=_pages,
)
