"""Erasure in a case that goes on reaches backups: a count that names the keys of a case, and keys that are to be destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.add_column("case", sa.Column("erasures", NUMBER, nullable=False, server_default="0"))
    op.create_table(
        "shredding",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("case", NUMBER, sa.ForeignKey("case.id", name="shredding_case_fkey"), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("shredding_case", "shredding", ["case"])
