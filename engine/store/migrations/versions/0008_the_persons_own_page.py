"""The person has an own page: a key to it, and visits that are no log-ins of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    _table(
        "person_key",
        _of("person_key", "case", "case"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        _of("person_key", "asked_by", "account", nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        _of("person_key", "issued_by", "account", nullable=True),
        sa.Column("issued_at", MOMENT, nullable=True),
    )
    _table(
        "person_visit",
        sa.Column("token", sa.Text(), nullable=False),
        _of("person_visit", "case", "case"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_index("person_key_case", "person_key", ["case"])
    op.create_index("person_visit_case", "person_visit", ["case"])
    op.create_index("person_key_one", "person_key", ["case"], unique=True)
    op.create_index("person_key_name", "person_key", ["name"], unique=True)
    op.create_index("person_visit_token", "person_visit", ["token"], unique=True)


def _table(name: str, *columns: sa.Column[object]) -> None:
    number = sa.Column("id", NUMBER, primary_key=True, autoincrement=True)
    op.create_table(name, number, *columns, sqlite_autoincrement=True)


def _of(table: str, name: str, other: str, *, nullable: bool = False) -> sa.Column[object]:
    reference = sa.ForeignKey(f"{other}.id", name=f"{table}_{name}_fkey")
    return sa.Column(name, NUMBER, reference, nullable=nullable)
