"""What two persons decide, what stands open for a time, what is looked at afterwards, and what the law closed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.add_column("read_log", sa.Column("basis", sa.Text(), nullable=False, server_default=""))
    op.create_index("read_log_at", "read_log", ["at"])
    op.drop_index("case_party_organisation", "case_party")
    op.create_index("case_party_organisation", "case_party", ["organisation", "until"])
    _proposals()
    _openings()
    _reviews()
    _seals()


def _proposals() -> None:
    _table(
        "proposal",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        _of("proposal", "case", "case", nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _of("proposal", "proposed_by", "account", nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        _of("proposal", "decided_by", "account", nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
    )
    op.create_index("proposal_case", "proposal", ["case"])
    _one("proposal_one_open", "proposal", ["kind", "subject"], "decided_at IS NULL")


def _openings() -> None:
    _table(
        "opening",
        _of("opening", "case", "case"),
        sa.Column("zone", sa.Text(), nullable=False),
        _of("opening", "account", "account"),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
    )
    op.create_index("opening_case", "opening", ["case"])
    op.create_index("opening_account", "opening", ["account", "until"])


def _reviews() -> None:
    _table(
        "review",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        _of("review", "case", "case", nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        _of("review", "about", "account"),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        _of("review", "closed_by", "account", nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
    )
    op.create_index("review_case", "review", ["case"])
    op.create_index("review_once", "review", ["kind", "subject"], unique=True)
    where = sa.text("closed_at IS NULL")
    op.create_index("review_open", "review", ["id"], sqlite_where=where, postgresql_where=where)


def _seals() -> None:
    _table(
        "zone_seal",
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        _of("zone_seal", "set_by", "account", nullable=True),
        _of("zone_seal", "confirmed_by", "account", nullable=True),
        sa.Column("lifted_at", MOMENT, nullable=True),
        _of("zone_seal", "lifted_by", "account", nullable=True),
    )
    _one("zone_seal_one", "zone_seal", ["zone"], "lifted_at IS NULL")


def _table(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )


def _of(table: str, name: str, target: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, NUMBER, sa.ForeignKey(f"{target}.id", name=f"{table}_{name}_fkey"), nullable=nullable)


def _one(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
