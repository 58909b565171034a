"""Alembic runs this file; the connection comes from engine/store/migrate.py."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from engine.store.tables import Moment, Word, metadata


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A revision names plain types, so that it means the same for ever."""
    if kind == "type" and isinstance(item, Moment):
        return 'sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")'
    if kind == "type" and isinstance(item, Word):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_render,
    render_as_batch=True,  # SQLite cannot alter a table in place
    transactional_ddl=True,  # a migration happens whole or not at all, on SQLite too
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
