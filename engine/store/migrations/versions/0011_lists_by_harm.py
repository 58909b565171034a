"""Lists of open cases are walked along in the order in which people see them: most harm first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Go forward; there is no way back but a backup."""
    op.drop_index("case_open", "case")
    where = sa.text("status = 'open'")
    op.create_index("case_open", "case", ["priority", "id"], sqlite_where=where, postgresql_where=where)
