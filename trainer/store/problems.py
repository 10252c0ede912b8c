"""What goes wrong with a database, said to people. Never shows a password or what was said in a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error as SqliteError

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from trainer.errors import TrainerError


class StoreError(TrainerError):
    """The store cannot do what was asked."""

    exit_status = 1


class DatabaseBusy(StoreError):
    """Another program holds the database."""


class DatabaseReadOnly(StoreError):
    """The database or its folder cannot be written."""


class DiskFull(StoreError):
    """There is no room left."""


class DatabaseDamaged(StoreError):
    """The file is not a database, or a damaged one."""


class DatabaseTooNew(StoreError):
    """A newer version of the trainer made this database."""


class NoSuchCall(StoreError):
    """The call is not in the store."""


class CallMovedOn(StoreError):
    """Another window or program added to the same call."""


def place(url: URL) -> str:
    """Where a database is, for people: the file, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn the database's own errors into ones for people.

    Raises:
        StoreError: in place of any error of SQLAlchemy, SQLite or the file system.
    """
    try:
        yield
    except (SQLAlchemyError, SqliteError, OSError) as e:
        raise explain(e, place(url)) from e


def explain(error: Exception, where: str) -> StoreError:
    """The error for people.

    Args:
        error: of SQLAlchemy (a SQLite or other driver error inside), SQLite, or the file system.
        where: the database, for people.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, SqliteError):
        return _sqlite(cause, where)
    if isinstance(cause, OSError) and not isinstance(cause, ConnectionError | TimeoutError):
        return DatabaseReadOnly(
            f"the database {where} cannot be opened ({cause.strerror or cause})",
            "make its folder yours and writable, or set TRAINER_HOME to one that is",
        )
    if isinstance(cause, ImportError):
        return StoreError(f"no driver for the database {where} is installed ({cause})", "install it with pip")
    return StoreError(
        f"the database {where} refused ({type(cause).__name__})", "see that it runs and that you may use it"
    )


def _sqlite(error: SqliteError, where: str) -> StoreError:
    code = getattr(error, "sqlite_errorname", "") or ""
    match code.removeprefix("SQLITE_").split("_")[0]:
        case "BUSY" | "LOCKED":
            return DatabaseBusy(
                f"the database {where} is held by another program",
                "close other trainers that use it, then try again",
            )
        case "READONLY" | "CANTOPEN" | "PERM" | "AUTH":
            return DatabaseReadOnly(
                f"the database {where} cannot be opened for writing",
                "make the file and its folder yours and writable, or set TRAINER_HOME to a folder that is",
            )
        case "FULL":
            return DiskFull(
                f"there is no room left for the database {where}",
                "make room on that disk; nothing kept so far is lost",
            )
        case "CORRUPT" | "NOTADB":
            return DatabaseDamaged(
                f"the file {where} is not a database the trainer can read, or it is damaged",
                f"nothing was deleted; to start afresh move it aside: mv '{where}' '{where}.damaged'",
            )
        case "IOERR":
            return StoreError(
                f"the disk failed under the database {where} ({code})",
                "see that the disk is there, has room and is well",
            )
    return StoreError(f"the database {where} refused ({code or type(error).__name__}: {str(error)[:200]})")
