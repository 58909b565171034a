"""Of two people who close the same review at the same moment one comes second: the row has a version, as a proposal has."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.add_column("review", sa.Column("version", NUMBER, nullable=False, server_default="0"))
