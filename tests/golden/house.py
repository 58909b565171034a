"""The whole product on a virtual clock: a database file, a key store, the application, an address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import processes
from engine.clock import VirtualClock
from engine.engine import Engine
from perspectief.app import create_app
from perspectief.factory import build_engine, open_store
from perspectief.settings import read_settings
from tests.infrastructure.http import served

PROCESSES = Path(processes.__file__).parent
GOLDEN = {
    "F": PROCESSES / "P00-casus/scenarios/goud-F.yaml",
    "G": PROCESSES / "P00-casus/scenarios/goud-G.yaml",
    "J": PROCESSES / "P01-melding/scenarios/goud-J.yaml",
    "L": PROCESSES / "P00-casus/scenarios/goud-L.yaml",
    "N": PROCESSES / "P12-steun/scenarios/goud-N.yaml",
}


@dataclass(frozen=True)
class House:
    """Where the product is served, and what only a test may touch: its engine and its clock."""

    address: str
    engine: Engine
    clock: VirtualClock


@contextmanager
def house(folder: Path, starts_at: datetime) -> Iterator[House]:
    """An empty demonstration whose files are all in `folder`; nobody ticks its worker but the test."""
    settings = read_settings(
        {
            "PERSPECTIEF_DATABASE": f"sqlite:///{folder / 'perspectief.db'}",
            "PERSPECTIEF_KEYS": f"sqlite:///{folder / 'keys.db'}",
            "PERSPECTIEF_ZONE_KEYS": str(folder / "keys"),
            "PERSPECTIEF_TOMBSTONES": str(folder / "tombstones.log"),
            "PERSPECTIEF_DEMO": "1",
        }
    )
    clock = VirtualClock(starts_at)
    store = open_store(settings)
    store.migrate()
    engine = build_engine(settings, store=store, clock=clock)
    try:
        with served(create_app(engine, settings)) as address:
            yield House(address, engine, clock)
    finally:
        store.close()
