"""Run by Alembic, on the connection it is handed (store/migrating.py) or on the trainer's own database."""

from alembic import context

from trainer.store.schema import VERSION_TABLE, metadata


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is None:
        from trainer import paths
        from trainer.store.engine import connect

        with connect(paths.find().database_url).begin() as connection:
            migrate(connection)
    else:
        migrate(connection)


def migrate(connection) -> None:  # type: ignore[no-untyped-def]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
