"""The migrations build what the code expects, in one step, and keep what older programs wrote."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from trainer.paths import sqlite_url
from trainer.store import schema
from trainer.store.calls import CallStore
from trainer.store.migrating import alembic_config, version

from .samples import whole_call

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
"""Databases as earlier programs left them, one for each schema, as SQL; never changed."""


def test_migrated_tables_are_those_of_the_code(store: CallStore) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    options = {"version_table": schema.VERSION_TABLE, "compare_type": True}
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []


def test_primary_and_foreign_keys_are_those_of_the_code(store: CallStore) -> None:
    found = sa.inspect(store._engine)
    for table in schema.metadata.sorted_tables:
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [c.name for c in table.primary_key]
        wanted = [(list(fk.column_keys), fk.ondelete) for fk in table.foreign_key_constraints]
        keys = found.get_foreign_keys(table.name)
        assert [(k["constrained_columns"], k["options"].get("ondelete")) for k in keys] == wanted


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(alembic_config())
    assert scripts.get_heads() == [schema.HEAD]
    assert len(OLD) == len(list(scripts.walk_revisions()))


def test_migrations_are_found_from_another_folder(file: Path, tmp_path: Path) -> None:
    code = "import sys; from trainer.store.calls import CallStore; print(CallStore(sys.argv[1]).list())"
    done = subprocess.run(
        [sys.executable, "-c", code, sqlite_url(file)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(schema.__file__).parents[2]), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert (done.stdout.strip(), done.stderr) == ("()", "")


def test_an_up_to_date_database_opens_without_alembic(file: Path) -> None:
    CallStore(sqlite_url(file)).close()
    code = (
        "import sys; from trainer.store.calls import CallStore; CallStore(sys.argv[1]).close()\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, sqlite_url(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_opening_again_changes_nothing(file: Path) -> None:
    CallStore(sqlite_url(file)).close()
    before = file.read_bytes()
    CallStore(sqlite_url(file)).close()
    assert file.read_bytes() == before


@pytest.mark.parametrize("dump", OLD, ids=lambda p: p.stem)
def test_what_an_older_program_wrote_is_there_after_the_upgrade(dump: Path, file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as old:
        old.executescript(dump.read_text(encoding="utf-8"))
    old.close()
    store = CallStore(sqlite_url(file))
    with store._engine.connect() as connection:
        assert version(connection) == schema.HEAD
    assert list(store.events("c1")) == whole_call()
    (glance,) = store.list()
    assert (glance.title, glance.rep_turns, glance.scores) == ("The roof from 1740", 1, (5, None, 4))
    store.close()


def test_an_upgrade_that_fails_leaves_nothing_half_done(file: Path) -> None:
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("create table events (mine text)")
    other.close()
    from trainer.store.problems import StoreError

    with pytest.raises(StoreError):
        CallStore(sqlite_url(file))
    with sqlite3.connect(file) as other:
        tables = {name for (name,) in other.execute("select name from sqlite_master where type = 'table'")}
    other.close()
    assert tables == {"events"}
