"""A workspace's folder: its database, its settings file, and the key that personal data is hashed with."""

import os
import secrets

from sqlite_utils import Database

from voc.errors import InputError
from voc.settings import SETTINGS_NAME, Settings
from voc.store.database import create_database, open_database

SETTINGS_TEXT = """\
# Settings of this voc workspace; a VOC_* variable wins over a line here.
# time_zone = "Europe/Berlin"     # days, weeks and months are those of this zone
# granularity = "balanced"        # of the themes that are found: coarser, balanced, finer
# staff = ["Acme", "acme.com"]     # your own people: names, companies, mail domains; the others are customers
# codebook = "codebook.toml"      # your own signal codes, in place of the built-in ones
"""


def init_workspace(settings: Settings) -> bool:
    """Make the workspace's folder, database, key and settings file; return False where it was there."""
    folder = settings.workspace
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: name a folder for the workspace")
    existed = settings.database.is_file()
    create_database(settings.database).close()
    redaction_key(settings)
    toml = folder / SETTINGS_NAME
    if not toml.exists():
        toml.write_text(SETTINGS_TEXT, encoding="utf-8")
    return not existed


def open_workspace(settings: Settings) -> Database:
    """Return the workspace's database; raises WorkspaceMissing where there is none."""
    return open_database(settings.database)


def redaction_key(settings: Settings) -> bytes:
    """Return the workspace's secret key, made at the first call, readable by its owner alone."""
    path = settings.key_file
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(32)
        file.write(key)
    return key
