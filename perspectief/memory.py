"""An engine that lives in memory: for lint, scenarios and tests."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from engine import engine as engine_room
from engine import store as store_room
from engine.clock import Clock, SystemClock
from engine.engine import Engine
from engine.ports import Connector
from engine.step.guard import Bounds
from engine.step.stepper import Stepper
from engine.store import keys as keys_room
from engine.store.protocol import Store
from perspectief.adapters import FormsRoom
from perspectief.factory import ZONES
from perspectief.letters import LetterWriter
from worker.channels.console import Console


@contextmanager
def memory_engine(
    clock: Clock | None = None, store: Store | None = None, bounds: Bounds | None = None
) -> Iterator[Engine]:
    """An engine over an empty store; its keys are forgotten at the end."""
    with memory_house(clock, store, bounds) as engine:
        yield engine()


@contextmanager
def memory_house(
    clock: Clock | None = None,
    store: Store | None = None,
    bounds: Bounds | None = None,
    *,
    stepper: Stepper | None = None,
    connectors: Mapping[str, Connector] | None = None,
) -> Iterator[Callable[[], Engine]]:
    """Databases in memory; what it yields makes an engine over them, as a program that is started anew would."""
    with tempfile.TemporaryDirectory() as folder:
        opened = store or store_room.open("sqlite://")
        if isinstance(opened, store_room.SqlStore) and opened.misfit():
            opened.migrate()
        keys = keys_room.open_keys(f"sqlite:///{Path(folder) / 'keys.db'}", {zone: os.urandom(32) for zone in ZONES})
        console = Console()
        yield lambda: engine_room.build(
            opened,
            keys,
            FormsRoom(),
            clock or SystemClock(),
            write=LetterWriter("http://127.0.0.1:8080"),
            channels={"console": console, "mail": console},
            connectors=connectors,
            demonstration=True,
            bounds=bounds,
            stepper=stepper,
        )
        keys.close()
        opened.close()
