"""One connection to the workspace's database a request, closed when the answer is out."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlite_utils import Database

from voc.settings import Settings
from voc.store.database import open_database


def settings_of(request: Request) -> Settings:
    """Return the settings that the application was made with."""
    settings = request.app.state.settings
    assert isinstance(settings, Settings)  # noqa: S101  (create_app put them there)
    return settings


def connect(request: Request) -> Iterator[Database]:
    """Give the database; raises WorkspaceMissing or WorkspaceNewer where it cannot be read."""
    db = open_database(settings_of(request).database)
    try:
        yield db
    finally:
        db.close()


Asker = Annotated[Settings, Depends(settings_of)]
Connected = Annotated[Database, Depends(connect)]
