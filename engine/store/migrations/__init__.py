"""The history of the tables: alembic revisions, run from engine/store/migrate.py."""
