"""The fixtures that every room's tests may ask for; each is explained where it is written."""

from tests.infrastructure.accessibility import axe
from tests.infrastructure.browser import browser, page
from tests.infrastructure.http import serve
from tests.infrastructure.mail import smtp_server
from tests.infrastructure.postgres import new_postgres, postgres_server, postgres_url

__all__ = [
    "axe",
    "browser",
    "new_postgres",
    "page",
    "postgres_server",
    "postgres_url",
    "serve",
    "smtp_server",
]
