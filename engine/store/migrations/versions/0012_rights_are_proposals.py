"""Rights that two administrators give are proposals like every other: one table of four eyes instead of two."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")

MOVED = ("kind", "reason", "proposed_by", "proposed_at")
PROPOSAL = sa.table(
    "proposal",
    *(sa.column(name) for name in ("kind", "subject", "detail", "reason", "proposed_by", "decided_by", "about")),
    *(sa.column(name, MOMENT) for name in ("proposed_at", "decided_at")),
    *(sa.column("accepted", sa.Boolean()), sa.column("version")),
)
GRANT = sa.table(
    "grant",
    *(sa.column(name) for name in ("id", "account", "organisation", "detail", "state", "resolved_by", *MOVED[:3])),
    *(sa.column(name, MOMENT) for name in ("proposed_at", "resolved_at")),
)
ORGANISATION = sa.table("organisation", sa.column("id"), sa.column("key"))


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    number = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    # In one statement: SQLite takes the reference together with its column, and never afterwards.
    op.execute(f"ALTER TABLE proposal ADD COLUMN about {number} CONSTRAINT proposal_about_fkey REFERENCES account (id)")
    op.add_column("proposal", sa.Column("version", NUMBER, nullable=False, server_default="0"))
    op.create_index("proposal_about", "proposal", ["about"])
    _move()
    op.drop_table("grant")


def _move() -> None:
    """Every grant with who proposed and who decided. Of two open ones of the same right the later is left open."""
    bind, seen = op.get_bind(), set[tuple[str, str]]()
    keys = {row.id: row.key for row in bind.execute(sa.select(ORGANISATION))}
    for row in bind.execute(sa.select(GRANT).order_by(GRANT.c.id.desc())).all():
        detail, subject = json.loads(row.detail), f"account:{row.account}"
        if row.kind == "role":
            detail = {"organisation": keys[row.organisation], "role": f"{detail['lane']}.{detail['role']}"}
            subject += f":{detail['organisation']}:{detail['role']}"
        overtaken = row.state == "proposed" and (row.kind, subject) in seen
        if row.state == "proposed":
            seen.add((row.kind, subject))
        told = {name: getattr(row, name) for name in MOVED} | {
            "subject": subject,
            "detail": json.dumps(detail, sort_keys=True),
            "about": row.account,
            "decided_by": row.resolved_by,
            "decided_at": row.proposed_at if overtaken else row.resolved_at,
            "accepted": False if overtaken else {"confirmed": True, "refused": False}.get(row.state),
            "version": 0,
        }
        bind.execute(PROPOSAL.insert().values(told))
