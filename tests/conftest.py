"""The fixtures that every room's tests may ask for; each is explained where it is written."""

import gc

from tests.infrastructure.accessibility import axe
from tests.infrastructure.browser import browser, page
from tests.infrastructure.http import serve
from tests.infrastructure.mail import smtp_server
from tests.infrastructure.postgres import new_postgres, postgres_server, postgres_url
from tests.infrastructure.tables import postgres_tables

__all__ = [
    "axe",
    "browser",
    "new_postgres",
    "page",
    "postgres_server",
    "postgres_tables",
    "postgres_url",
    "serve",
    "smtp_server",
]


def pytest_collection_finish() -> None:
    """What is collected stays until the end: the search for rubbish need not walk past it, nor so often. A sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
