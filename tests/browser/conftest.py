"""The pages on a real server, for a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.infrastructure.http import served
from tests.web.world import World, world

WIDTHS = (1280, 320)


@dataclass
class Site:
    """A world that is served at an address."""

    world: World
    address: str

    def enter(self, page: Page, login: str) -> None:
        """Logs in with one click, as in the demonstration."""
        page.goto(f"{self.address}/aanmelden")
        page.locator(f"button[name=login][value={login}]").click()
        page.wait_for_url(f"{self.address}/")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages of a world in which time stands still."""
    with world(tmp_path_factory.mktemp("browser")) as made, served(made.app) as address:
        yield Site(made, address)
