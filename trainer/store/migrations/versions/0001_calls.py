"""Calls and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(80), nullable=False),
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
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_started_at", "calls", ["started_at"])
    op.create_table(
        "events",
        sa.Column("call", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("call", "number", name="pk_events"),
        sa.ForeignKeyConstraint(["call"], ["calls.id"], name="fk_events_call_calls", ondelete="CASCADE"),
    )
