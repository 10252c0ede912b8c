"""The tables. What stands here and what the migrations build are the same; a test compares them."""

import sqlalchemy as sa

HEAD = "0001"
"""Newest migration; known here so that an up-to-date database opens without Alembic."""
VERSION_TABLE = "trainer_schema"
"""Where Alembic keeps the version, so that the tables can share a team's database with others."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("scenario", sa.String(80), nullable=False),
    sa.Column("fingerprint", sa.String(128), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("customer", sa.String(200), nullable=False),
    sa.Column("customer_kind", sa.String(20), nullable=False),
    sa.Column("seed", sa.String(80), nullable=False),
    sa.Column("started_at", sa.Double, nullable=False),
    sa.Column("last_at", sa.Double, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("rep_turns", sa.Integer, nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False),
    sa.Column("grader", sa.String(40), nullable=False),
    sa.Column("grader_version", sa.String(120), nullable=False),
    sa.Column("calmness", sa.Integer),
    sa.Column("customer_focus", sa.Integer),
    sa.Column("respect_no", sa.Integer),
    sa.Column("no_respected", sa.String(20)),
    sa.Column("relationship", sa.String(20)),
    sa.Index("ix_calls_started_at", "started_at"),
)
"""One row a call: a summary of its events, written in the same transaction. Times are seconds since the
epoch, UTC; `events` counts them and numbers the next; `seed` is decimal digits, as it may be larger than a
database's integers; scores are null where not judged or not graded."""

events = sa.Table(
    "events",
    metadata,
    sa.Column("call", sa.String(80), sa.ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)
"""Every event of every call, append-only; `number` counts from 0, call/codec.py makes what follows it."""
