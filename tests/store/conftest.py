"""A store in a fresh folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.paths import sqlite_url
from trainer.store.calls import CallStore


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The database file; not there yet."""
    return tmp_path / "data" / "trainer.db"


@pytest.fixture
def store(file: Path) -> Iterator[CallStore]:
    opened = CallStore(sqlite_url(file))
    yield opened
    opened.close()
