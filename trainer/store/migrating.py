"""Bringing a database to the schema of this program."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from trainer.store.engine import reading
from trainer.store.problems import DatabaseTooNew, explained, place
from trainer.store.schema import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from alembic.config import Config


def migrate(engine: Engine) -> None:
    """Bring the database to `HEAD` in one transaction; only then is Alembic imported.

    Raises:
        DatabaseTooNew: a newer program made it; nothing was changed.
        StoreError: it cannot be read or changed.
    """
    with explained(engine.url):
        with reading(engine) as connection:
            found = version(connection)
        if found == HEAD:
            return
        from alembic import command

        config = alembic_config()
        if found is not None and not _known(found):
            raise DatabaseTooNew(
                f"the database {place(engine.url)} was made by a newer version of the trainer",
                "update the trainer, or set TRAINER_HOME to another folder",
            )
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)


def version(connection: Connection) -> str | None:
    """The schema version of a database; None for an empty one."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    table = sa.table(VERSION_TABLE, sa.column("version_num"))
    return connection.execute(sa.select(table.c.version_num)).scalar()


def alembic_config() -> "Config":
    """Alembic's configuration, without a file: the migrations are found by package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "trainer.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _known(revision: str) -> bool:
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    try:
        return ScriptDirectory.from_config(alembic_config()).get_revision(revision) is not None
    except CommandError:
        return False
