"""Zip archives looked at before anything in them is unpacked: how many members, how large, how named."""

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from voc.errors import InputError

MAX_FILE = 50_000_000
MAX_TOTAL = 200_000_000
MAX_MEMBER = 100_000_000
MAX_RATIO = 200
MAX_MEMBERS = 5_000
# A few thousand blanks compress well in every honest file.
SMALL = 1_000_000
_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0"
_NESTED = (
    ".zip",
    ".docx",
    ".xlsx",
    ".docm",
    ".xlsm",
    ".xlsb",
    ".jar",
    ".7z",
    ".rar",
    ".gz",
    ".bz2",
    ".xz",
    ".tar",
)


def check_archive(path: Path) -> None:
    """Say nothing of a workbook or document (a zip archive) that is safe to unpack.

    Raises InputError for a file that is no whole zip archive, is protected by a password, holds macros
    or archives, names members outside itself, or would unpack to far more than it is: over 200 MB, over
    200 times its size, or over 5,000 members. Only the archive's table of contents is read.
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise InputError(f"{path.name}: found {size:,} bytes, need at most {MAX_FILE:,}; split the file")
    with path.open("rb") as stream:
        first = stream.read(8)
    if first.startswith(_OLE):
        raise InputError(
            f"{path.name}: found an Office file of the old kind or one with a password, "
            "need a .docx or .xlsx saved without one"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError) as error:
        raise InputError(
            f"{path.name}: a damaged archive ({error}); need the file as it was saved"
        ) from error
    if refused := _refusal(members):
        raise InputError(f"{path.name}: {refused}")


def _refusal(members: Sequence[zipfile.ZipInfo]) -> str | None:
    """Return what is wrong with an archive's members, None where nothing is."""
    if len(members) > MAX_MEMBERS:
        return f"found {len(members):,} parts in the archive, need at most {MAX_MEMBERS:,}"
    for member in members:
        if wrong := _wrong_member(member):
            return wrong
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL:
        return f"it unpacks to {total:,} bytes, need at most {MAX_TOTAL:,}; split the file"
    packed = sum(member.compress_size for member in members)
    if total > SMALL and total > MAX_RATIO * max(packed, 1):
        return f"it unpacks to {total // max(packed, 1):,} times its size, need at most {MAX_RATIO} times"
    return None


def _wrong_member(member: zipfile.ZipInfo) -> str | None:
    name = member.filename.replace("\\", "/")
    packed = max(member.compress_size, 1)
    faults = (
        (
            name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts,
            "a part that lies outside the archive", "an ordinary document",
        ),
        (stat.S_ISLNK(member.external_attr >> 16), "a link in the archive", "an ordinary document"),
        (bool(member.flag_bits & _ENCRYPTED), "an archive with a password", "one without"),
        (name.lower().endswith("vbaproject.bin"), "macros", "the file saved without them (.docx, .xlsx)"),
        (name.lower().endswith(_NESTED), "an archive within the archive", "its files by themselves"),
        (member.file_size > MAX_MEMBER, f"a part of {member.file_size:,} bytes", f"at most {MAX_MEMBER:,}"),
        (
            member.file_size > max(SMALL, MAX_RATIO * packed),
            f"a part that unpacks to {member.file_size // packed:,} times its size", f"at most {MAX_RATIO}",
        ),
    )  # fmt: skip
    for wrong, found, need in faults:
        if wrong:
            return f"found {found} ({name[:80]!r}), need {need}"
    return None
