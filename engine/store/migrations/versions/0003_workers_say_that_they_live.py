"""Workers say that they live: one row each."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.create_table(
        "beat",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("acts", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("beat_worker", "beat", ["worker"], unique=True)
