"""Google Meet transcript entries: absolute times, participants by resource name."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from ingestion.interview import Preface
from ingestion.jsontext import Fields, fields, items, text_of
from ingestion.reader import Head, Input, Item, Reader, ReadOptions
from ingestion.talks import Talk, has_keys, load_talks, talk_documents
from ingestion.times import Zone, read_moment
from ingestion.turns import Turn

_KINDS = ("signedinUser", "anonymousUser", "phoneUser")
_UTC = Zone("UTC", assumed=False)


def _sniff(head: Head) -> float:
    known = has_keys(head, "participant", "startTime", "text") and "conferenceRecords/" in head.text
    return 0.95 if known else 0.0


def _read(file: Input, options: ReadOptions) -> Iterator[Item]:
    values = tuple(map(fields, load_talks(file)))
    listed = [entry for top in values for entry in items(top.get("transcriptEntries"))]
    listed += [entry for top in values for entry in items(top.get("entries"))]
    names = {
        key: name
        for top in values
        for person in map(fields, items(top.get("participants")))
        if (key := text_of(person.get("name"))) and (name := _name(person))
    }
    starts = [text_of(top.get("startTime")) for top in values if listed]
    entries = [fields(entry) for entry in listed] or [top for top in values if "text" in top]
    calls: dict[str, list[Fields]] = {}
    for entry in entries:
        calls.setdefault(_conference(entry), []).append(entry)
    started = next(filter(None, starts), None) if len(calls) == 1 else None
    talks = (_talk(key, found, names, started) for key, found in calls.items())
    yield from talk_documents(file, options, READER, talks)


READER = Reader(
    name="meet_json",
    kind="interview",
    about="Google Meet transcript entries as JSON, an array or an entry a line",
    sniff=_sniff,
    read=_read,
)


def _name(person: Fields) -> str | None:
    return next((n for kind in _KINDS if (n := text_of(fields(person.get(kind)).get("displayName")))), None)


def _conference(entry: Fields) -> str:
    """Return the transcript's resource name, which an entry's begins with."""
    return (text_of(entry.get("name")) or "").split("/entries/")[0]


def _talk(key: str, entries: list[Fields], names: Mapping[str, str], started: str | None) -> Talk:
    """Return one conference's talk; times count from its start, else from its first word."""
    timed = [(entry, _at(entry.get("startTime")), _at(entry.get("endTime"))) for entry in entries]
    known = [at for _, at, _ in timed if at]
    zero = _at(started) or min(known, default=None)
    pieces = tuple(
        Turn(
            text_of(entry.get("text")) or "",
            _speaker(text_of(entry.get("participant")), names),
            _since(zero, start),
            _since(zero, end),
        )
        for entry, start, end in timed
    )
    facts = {"id": key} if key else {}
    language = text_of(entries[0].get("languageCode"))
    facts |= {"language": language} if language else {}
    facts |= {"date": zero.isoformat()} if zero else {}
    return Talk(Preface(facts), pieces)


def _speaker(participant: str | None, names: Mapping[str, str]) -> str | None:
    if participant is None:
        return None
    return names.get(participant) or participant.rsplit("/", 1)[-1]


def _at(value: object) -> datetime | None:
    moment = read_moment(text_of(value) or "", order="month_first", zone=_UTC)
    return moment.at if moment else None


def _since(zero: datetime | None, at: datetime | None) -> int | None:
    return round((at - zero).total_seconds() * 1_000) if zero and at and at >= zero else None
