"""The connection: SQLite set up to lose nothing and to be read by nobody else, other databases by URL."""

import contextlib
import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine

from trainer.store.problems import StoreError, explained

BUSY_MS = 5_000
"""How long a writer waits for another one, in milliseconds."""
READING = "trainer_reading"
"""Execution option of a connection that will not write: it waits for no writer."""


def connect(url: str) -> Engine:
    """An engine for a database; a SQLite file and its missing folders are made, for the owner alone.

    Raises:
        StoreError: the URL is wrong, a driver is missing, or the file cannot be made.
    """
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite" and (parsed.database or ":memory:") == ":memory:":
            raise StoreError("TRAINER_DATABASE_URL names no file", "as in sqlite:////full/path/trainer.db")
        with explained(parsed):
            engine = sa.create_engine(parsed, hide_parameters=True, pool_pre_ping=not _is_sqlite(parsed))
    except (sa.exc.ArgumentError, ValueError) as e:
        raise StoreError(
            "TRAINER_DATABASE_URL is not the address of a database the trainer knows",
            "as in sqlite:////full/path/trainer.db or postgresql+psycopg://user@host/name",
        ) from e
    except ImportError as e:
        driver = "psycopg[binary]" if e.name == "psycopg" else e.name
        raise StoreError(f"the driver {e.name} of the database is not installed", f"pip install '{driver}'") from e
    if file := sqlite_file(parsed):
        with explained(parsed):
            make_private(file)
        _set_up_sqlite(engine)
    return engine


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for other databases and for SQLite's own file: addresses."""
    if not _is_sqlite(url) or not url.database or url.database.startswith("file:"):
        return None
    return Path(url.database)


def make_private(file: Path) -> None:
    """Make the file where it is missing and close it, and what SQLite keeps beside it, to everybody else.

    Raises:
        OSError: it cannot be made.
    """
    for missing in reversed([p for p in file.parents if not p.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if os.name != "posix":
        return
    for path in (file, *beside(file)):
        with contextlib.suppress(FileNotFoundError):
            found = path.stat()
            if found.st_mode & 0o077 and found.st_uid == os.geteuid():
                path.chmod(0o600)


def beside(file: Path) -> tuple[Path, ...]:
    """The files SQLite keeps beside a database; they hold parts of it."""
    return tuple(file.with_name(file.name + ending) for ending in ("-wal", "-shm", "-journal"))


def reading(engine: Engine) -> Connection:
    """A connection for reading only."""
    return engine.connect().execution_options(**{READING: True})


def tidy(engine: Engine) -> None:
    """Fold SQLite's write-ahead log into the file, unless others read it: nothing deleted stays behind."""
    if _is_sqlite(engine.url):
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _set_up_sqlite(engine: Engine) -> None:
    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin on its own, and deferred
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a deferred BEGIN fails when it turns into a write while another one writes
        read = connection.get_execution_options().get(READING)
        connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")
