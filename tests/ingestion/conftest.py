"""What the reader tests share: a way to write a file and to read it whole."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from ingestion.reader import Item, ReadOptions
from ingestion.reading import read_file
from voc.records import Document, Reject

Write: TypeAlias = Callable[[str, str | bytes], Path]
Read: TypeAlias = Callable[..., tuple[Item, ...]]
Documents: TypeAlias = Callable[..., tuple[Document, ...]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


@pytest.fixture
def read(write: Write) -> Read:
    def whole(
        content: str | bytes, options: ReadOptions | None = None, name: str = "file"
    ) -> tuple[Item, ...]:
        return tuple(read_file(write(name, content), options or ReadOptions()).items)

    return whole


@pytest.fixture
def documents(read: Read) -> Documents:
    def only(
        content: str | bytes, options: ReadOptions | None = None, name: str = "file"
    ) -> tuple[Document, ...]:
        items = read(content, options, name)
        assert not [item for item in items if isinstance(item, Reject)]
        return tuple(item for item in items if isinstance(item, Document))

    return only
