"""People at the door: second factors, log-in services, invitations, tokens of programs, counted tries, grants by four eyes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.add_column("account", sa.Column("kind", sa.Text(), nullable=False, server_default="person"))
    op.add_column("account", sa.Column("password_at", MOMENT, nullable=True))
    op.add_column("session", sa.Column("stage", sa.Text(), nullable=False, server_default="open"))
    op.add_column("session", sa.Column("strong_at", MOMENT, nullable=True))
    _table(
        "identity",
        *(_account(), _text("issuer"), _text("subject"), _moment("linked_at")),
        unique={"identity_subject": ["issuer", "subject"]},
        accounts=["account"],
    )
    _table(
        "factor",
        *(_account(), _text("secret"), _text("recovery"), _number("last_step"), _moment("created_at")),
        *(_moment("confirmed_at", True), _number("version")),
        unique={"factor_account": ["account"]},
        accounts=["account"],
        listed=False,
    )
    _table(
        "invitation",
        *(_account(), _text("code"), _number("set_by", True), _moment("created_at"), _moment("expires_at")),
        *(_moment("used_at", True), _number("version")),
        unique={"invitation_code": ["code"]},
        accounts=["account", "set_by"],
    )
    _table(
        "tries",
        *(_text("subject"), _number("failures"), _moment("last_at"), _moment("free_at"), _number("version")),
        unique={"tries_subject": ["subject"]},
    )
    _table(
        "program_token",
        *(_account(), _text("name"), _text("token"), _number("set_by", True), _moment("created_at")),
        *(_moment("expires_at"), _moment("revoked_at", True)),
        unique={"program_token_token": ["token"]},
        accounts=["account", "set_by"],
    )
    _table(
        "grant",
        *(_text("kind"), _account(), _number("organisation", True), _text("detail"), _text("reason"), _text("state")),
        *(_number("proposed_by"), _moment("proposed_at"), _number("resolved_by", True), _moment("resolved_at", True)),
        _number("version"),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"], "grant_organisation_fkey"),
        accounts=["account", "proposed_by", "resolved_by"],
    )
    waiting = sa.text("state = 'proposed'")
    op.create_index("grant_open", "grant", ["id"], sqlite_where=waiting, postgresql_where=waiting)


def _table(
    name: str,
    *parts: sa.schema.SchemaItem,
    unique: dict[str, list[str]] | None = None,
    accounts: list[str] | None = None,
    listed: bool = True,
) -> None:
    """A table with a number, its unique indexes, its references to accounts, and an index on the account."""
    points = [sa.ForeignKeyConstraint([one], ["account.id"], f"{name}_{one}_fkey") for one in accounts or []]
    key = sa.Column("id", NUMBER, autoincrement=True, nullable=False)
    op.create_table(name, key, *parts, *points, sa.PrimaryKeyConstraint("id"), sqlite_autoincrement=True)
    for index, columns in (unique or {}).items():
        op.create_index(index, name, columns, unique=True)
    if accounts and listed:
        op.create_index(f"{name}_account", name, ["account"])


def _account() -> sa.Column[int]:
    return sa.Column("account", NUMBER, nullable=False)


def _number(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, NUMBER, nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=nullable)
