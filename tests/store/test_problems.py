"""What goes wrong with a database is said to people: what, where, and what to do; nothing is deleted."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.errors import TrainerError
from trainer.paths import find, sqlite_url
from trainer.store import engine
from trainer.store.calls import CallStore
from trainer.store.opening import open_store
from trainer.store.problems import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseTooNew,
    DiskFull,
    StoreError,
)

from .samples import rep, started


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may reach; tests lose root's rights in it."""
    with tempfile.TemporaryDirectory(prefix="trainer-store-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def not_root() -> Iterator[None]:
    if os.name != "posix":
        pytest.skip("permissions of POSIX")
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    yield
    os.seteuid(was)


def test_a_file_that_is_no_database_is_named_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"Dear diary, " * 1_000)
    with pytest.raises(DatabaseDamaged) as caught:
        CallStore(sqlite_url(file))
    assert str(file) in str(caught.value)
    assert f"mv '{file}' '{file}.damaged'" in caught.value.hint
    assert file.read_bytes() == b"Dear diary, " * 1_000


def test_a_damaged_database_is_named_and_left_alone(file: Path) -> None:
    store = CallStore(sqlite_url(file))
    store.append("c1", started())
    for n in range(200):
        store.append("c1", rep(n, "words " * 50))
    store.close()
    raw = bytearray(file.read_bytes())
    raw[2_000:] = b"\xa5" * (len(raw) - 2_000)
    file.write_bytes(raw)
    with pytest.raises(DatabaseDamaged, match="damaged"):
        CallStore(sqlite_url(file)).events("c1")
    assert file.read_bytes()[2_000:] == raw[2_000:]


def test_a_database_held_by_another_program(store: CallStore, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append("c1", started())
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    waiting = CallStore(sqlite_url(file))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy, match="held by another program"):
        waiting.append("c1", rep(1, "Hello."))
    assert waiting.events("c1") == (started(),)
    other.execute("ROLLBACK")
    assert waiting.append("c1", rep(1, "Hello."), number=1) == 1
    other.close()
    waiting.close()


def test_a_full_disk_keeps_what_was_kept(store: CallStore) -> None:
    store.append("c1", started())
    with store._engine.connect() as c:
        pages = c.exec_driver_sql("pragma page_count").scalar()
        c.exec_driver_sql(f"pragma max_page_count={pages}")
    with pytest.raises(DiskFull, match="no room left"):
        store.append("c1", rep(1, "words " * 5_000))
    assert store.events("c1") == (started(),)
    assert store.glance("c1").rep_turns == 0


def test_a_folder_that_cannot_be_written(open_folder: Path, not_root: None) -> None:
    with pytest.raises(DatabaseReadOnly, match="cannot be opened") as caught:
        open_store(find({"TRAINER_HOME": str(open_folder / "home")}))
    assert "TRAINER_HOME" in caught.value.hint


def test_a_file_that_cannot_be_written(open_folder: Path, request: pytest.FixtureRequest) -> None:
    file = open_folder / "t.db"
    store = CallStore(sqlite_url(file))
    store.append("c1", started())
    store.close()
    file.chmod(0o444)
    request.getfixturevalue("not_root")
    with pytest.raises(DatabaseReadOnly, match=r"t\.db cannot be opened"):
        CallStore(sqlite_url(file)).append("c1", rep(1, "Hello."))


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        CallStore(sqlite_url(tmp_path))


def test_a_database_of_a_newer_program_is_not_touched(file: Path) -> None:
    CallStore(sqlite_url(file)).close()
    with sqlite3.connect(file) as c:
        c.execute("update trainer_schema set version_num = '0999'")
    c.close()
    before = file.read_bytes()
    with pytest.raises(DatabaseTooNew, match=r"newer version of the trainer.*update the trainer"):
        CallStore(sqlite_url(file))
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "oracledb+none://me:hunter2@db/x",
        "postgresql+pg8000://me:hunter2@127.0.0.1:1/x",
        "sqlite://",
        "sqlite:///:memory:",
        "://",
        "postgresql://me:hunter2@host:port/x",
    ],
)
def test_a_wrong_address_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        CallStore(url)
    assert caught.value.hint
    assert "hunter2" not in str(caught.value)


def test_no_error_shows_what_was_said(store: CallStore) -> None:
    store.append("c1", started())
    with store._engine.begin() as c:
        c.exec_driver_sql("drop table events")
    with pytest.raises(StoreError) as caught:
        store.append("c1", rep(1, "my secret worry"))
    shown: BaseException | None = caught.value
    while shown is not None:
        assert "secret worry" not in str(shown)
        shown = shown.__cause__


def test_every_problem_is_an_error_for_people() -> None:
    assert issubclass(StoreError, TrainerError)
    for kind in (DatabaseBusy, DatabaseDamaged, DatabaseReadOnly, DatabaseTooNew, DiskFull):
        assert issubclass(kind, StoreError)
