"""A pause has a planned end; an escalation says why, and what it shares with others."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
LONG_AGO = "1970-01-01T00:00:00.000000+00:00"  # for rows of before: no pause was ever kept until now


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.add_column("pause", sa.Column("ends_at", MOMENT, nullable=False, server_default=LONG_AGO))
    op.add_column("escalation", sa.Column("reason", sa.Text(), nullable=False, server_default="deadline"))
    op.add_column("escalation", sa.Column("root", sa.Text(), nullable=False, server_default=""))
    op.create_index("escalation_root", "escalation", ["root", "opened_at"])
    _one("escalation_one_open_storm", "escalation", "root", "closed_at IS NULL AND cause = 'storm'")
    _one("pause_one_open_per_case", "pause", "case", "until IS NULL")


def _one(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
