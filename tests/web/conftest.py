"""One world for all tests of the pages: a test that changes something lets somebody new arrive."""

from collections.abc import Iterator

import pytest

from tests.web.world import World, world


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world. Time stands still in it."""
    with world(tmp_path_factory.mktemp("pages")) as made:
        yield made
