"""The house of these tests: one per file, because deploying the shipped words takes a second."""

from collections.abc import Iterator

import pytest

from tests.security.house import CHEAP, House, hashing, house


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    """One engine for the tests of a file; each makes people of its own."""
    with hashing(CHEAP), house() as made:
        yield made
