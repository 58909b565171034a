"""Rows that every step reads are kept from one transaction to the next, by a number that says when they changed; and what is
live of a case is found without walking along what is over."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

LIVE = (("task", "status", "open"), ("deadline", "state", "pending"), ("instance", "status", "active"))


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.create_table(
        "shared_number",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.drop_index("task_case", "task")
    op.create_index("task_case_done", "task", ["case", "completed_by"])
    op.create_index("task_case_had", "task", ["case", "assignee"])
    for table, column, value in LIVE:
        where = sa.text(f"{column} = '{value}'")
        name = f"{table}_case_{value}"
        op.create_index(name, table, ["case"], sqlite_where=where, postgresql_where=where)
    draft = sa.text("substr(subject, 1, 6) = 'draft:'")
    op.create_index("sealed_draft", "sealed", ["case"], sqlite_where=draft, postgresql_where=draft)
