"""The whole product in a folder, with a log at DEBUG and a mail server, for stories to be played in."""

import io
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from engine.clock import VirtualClock
from engine.engine import Engine
from engine.store import SqlStore
from perspectief import backups, logs
from perspectief.app import create_app
from perspectief.factory import build_engine, open_store, shipped_files
from perspectief.people import add_people
from perspectief.scenario import take
from perspectief.scenario.opening import begin, furnish
from perspectief.scenario.story import starts_at
from perspectief.settings import Settings, read_settings
from tests.infrastructure.mail import MailServer
from tests.security.canaries.planting import Planting


class Compiled(BytecodeCache):
    """The templates of all houses of this program, each compiled once: that takes as long as a hundred pages."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled in a house of before."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """For the houses to come."""
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@dataclass
class House:
    """One installation, and what came out of it besides its answers."""

    folder: Path
    settings: Settings
    engine: Engine
    app: Flask
    play: Planting
    post: MailServer
    log: io.StringIO = field(default_factory=io.StringIO)

    @property
    def store(self) -> SqlStore:
        found = self.engine.desk.store
        assert isinstance(found, SqlStore)
        return found

    def tell(self, story: dict[str, Any]) -> None:
        """Play a story to its end, and send every letter that it left."""
        play = begin(self.play, story, furnished=True)
        for step in story["stappen"]:
            take(play, step)
        while self.engine.outbox.send_one():
            pass

    def backup(self) -> None:
        """A backup of the records, and apart from them one of the keys, in the folder; those of before are gone."""
        places = self.folder / "backup", self.folder / "backup of keys"
        for place in places:
            shutil.rmtree(place, ignore_errors=True)
        backups.take(self.settings, *places, say=lambda line: None)


@contextmanager
def house(folder: Path, post: MailServer, story: dict[str, Any], database: str = "") -> Iterator[House]:
    """An empty demonstration at the moment at which a story begins; all of its files are in `folder`, its records in another
    `database` when one is named."""
    settings = settings_in(folder, post, database)
    clock, store = VirtualClock(starts_at(story)), open_store(settings)
    with logged() as log:
        store.migrate()
        engine = build_engine(settings, store=store, clock=clock)
        furnish(engine, shipped_files())
        with store.begin() as tx:
            add_people(tx)
        app = create_app(engine, settings)
        app.jinja_env.bytecode_cache = COMPILED
        yield House(folder, settings, engine, app, Planting(engine, clock), post, log)
        store.close()
    shutil.rmtree(folder, ignore_errors=True)


def settings_in(folder: Path, post: MailServer, database: str = "") -> Settings:
    """Settings of which everything lies in one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return read_settings(
        {
            "PERSPECTIEF_DATABASE": database or f"sqlite:///{folder / 'perspectief.db'}",
            "PERSPECTIEF_KEYS": f"sqlite:///{folder / 'keys.db'}",
            "PERSPECTIEF_ZONE_KEYS": str(folder / "keys"),
            "PERSPECTIEF_TOMBSTONES": str(folder / "tombstones.log"),
            "PERSPECTIEF_ANCHORS": str(folder / "anchors.log"),
            "PERSPECTIEF_SMTP_HOST": post.host,
            "PERSPECTIEF_SMTP_PORT": str(post.port),
            "PERSPECTIEF_LOG_LEVEL": "DEBUG",
            "PERSPECTIEF_DEMO": "1",
        }
    )


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Everything that a program at DEBUG writes; afterwards logging is as it was."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    logs.configure("DEBUG", stream)
    try:
        yield stream
    finally:
        root.handlers[:], root.level = before, level
        logging.captureWarnings(False)
