"""Whether the database is well, for `trainer doctor`."""

from dataclasses import dataclass

from trainer.paths import Paths
from trainer.store.engine import connect, reading
from trainer.store.migrating import version
from trainer.store.opening import open_store
from trainer.store.problems import DatabaseDamaged, explained, place


@dataclass(frozen=True, slots=True)
class Checkup:
    """A database that opens, is up to date, and is whole."""

    where: str
    """The file, or the address without its password."""
    schema: str
    calls: int
    unfinished: int


def check_up(places: Paths) -> Checkup:
    """Open the database as a call would, bring it up to date, and read all of it once.

    Raises:
        StoreError: what is wrong, where, and what to do.
    """
    store = open_store(places)
    try:
        calls, unfinished = len(store.list()), len(store.unfinished())
    finally:
        store.close()
    engine = connect(places.database_url)
    try:
        with explained(engine.url), reading(engine) as connection:
            schema = version(connection) or ""
            if engine.dialect.name == "sqlite":
                found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
                if found != "ok":
                    raise DatabaseDamaged(
                        f"the database {place(engine.url)} is damaged ({str(found)[:100]})",
                        f"nothing was deleted; to start afresh move it aside: mv '{place(engine.url)}' "
                        f"'{place(engine.url)}.damaged'",
                    )
        return Checkup(place(engine.url), schema, calls, unfinished)
    finally:
        engine.dispose()
