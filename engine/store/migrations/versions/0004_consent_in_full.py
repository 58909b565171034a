"""A consent says what it opens, how it was explained, and how it ended."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup. What was given before opens nothing: nobody wrote down that it was
    told back."""
    for name, default in (("zones", ""), ("scope", ""), ("language", ""), ("mode", ""), ("given_by", "person")):
        op.add_column("consent", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.add_column("consent", sa.Column("teach_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("consent", sa.Column("ending", sa.Text(), nullable=False, server_default=""))
    for name in ("renewal_asked_at", "confirmed_at"):
        op.add_column("consent", sa.Column(name, MOMENT, nullable=True))
