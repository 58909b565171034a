"""Builds an engine from settings: the store, the keys, the forms room, the channels."""

import os
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import forms
import processes
from engine import engine as engine_room
from engine import store as store_room
from engine import wrapping
from engine.anchor import AnchorFile
from engine.clock import Clock, SystemClock
from engine.engine import Engine
from engine.errors import Misconfigured
from engine.ports import Channel, Connector, Wrapper
from engine.store import keys as keys_room
from engine.store.protocol import Store
from perspectief.adapters import FormsRoom
from perspectief.letters import LetterWriter
from perspectief.settings import PREFIX, Settings
from worker.channels.console import Console
from worker.channels.smtp import Smtp
from worker.connectors.webhook import TOPIC, Webhook
from worker.connectors.webhook.target import read_targets

ZONES = ("REG", "SOC", "MED", "JUR", "VEI", "PRO", "LOC", "ID", "TER", "FIN", "KLA", "STAT")


def open_store(settings: Settings) -> store_room.SqlStore:
    """The store of these settings; its folder is made when it is a file."""
    _make_folder(settings.database)
    return store_room.open(settings.database)


def open_own(settings: Settings) -> store_room.SqlStore:
    """The store of these settings, whose tables are those of this program. Raises Misconfigured, which says what to do."""
    store = open_store(settings)
    if wrong := store.misfit():
        store.close()
        raise Misconfigured(wrong)
    return store


def build_engine(
    settings: Settings,
    *,
    store: Store | None = None,
    clock: Clock | None = None,
) -> Engine:
    """The engine of these settings. Raises Misconfigured for a missing or readable key file, and for tables of another version."""
    keys = open_keys(settings)
    opened = store or open_own(settings)
    return engine_room.build(
        opened,
        keys,
        FormsRoom(),
        clock or SystemClock(),
        write=LetterWriter(settings.base_url),
        channels=channels(settings),
        connectors=connectors(settings),
        demonstration=settings.demo,
        secret=settings.secret_key,
        second_factor=settings.second_factor,
        opening_hours=settings.opening_hours,
        anchors=AnchorFile(settings.anchors),
    )


def open_keys(settings: Settings) -> keys_room.SqlKeys:
    """The key store of these settings. Raises Misconfigured."""
    _make_folder(settings.keys)
    return keys_room.open_keys(settings.keys, wrapper(settings), tombstones=settings.tombstones)


def wrapper(settings: Settings) -> Wrapper:
    """What wraps data keys: files, the environment, or a service for which somebody wrote `function(zones)`."""
    zones, place = settings.zones or ZONES, settings.zone_keys
    if place == "environment":
        return wrapping.from_environment(os.environ, f"{PREFIX}ZONE_KEY_", zones)
    if place.startswith("service:"):
        return _service(place, zones)
    return wrapping.from_files(Path(place), zones, generate=settings.demo)


def _service(place: str, zones: Sequence[str]) -> Wrapper:
    module, _, name = place.removeprefix("service:").partition(":")
    try:
        made: Wrapper = getattr(import_module(module), name)(zones)
    except (ImportError, AttributeError, ValueError) as error:
        raise Misconfigured(
            f"{PREFIX}ZONE_KEYS names {place}, which cannot be had: {error}. Install the adapter, or name another."
        ) from error
    return made


def channels(settings: Settings) -> dict[str, Channel]:
    """The ways to reach a person. Without a mail server the console shows what would have been mailed."""
    console = Console()
    mail: Channel = _smtp(settings) if settings.smtp_host else console
    return {"console": console, "mail": mail}


def _smtp(settings: Settings) -> Smtp:
    return Smtp(settings.smtp_host, settings.smtp_port, settings.mail_from, tls=settings.smtp_tls)


def connectors(settings: Settings) -> dict[str, Connector]:
    """What service tasks can let happen outside. Without a partner in the settings no diagram may ask for a webhook."""
    targets = read_targets(settings.webhooks)
    return {TOPIC: Webhook(targets)} if targets else {}


def shipped_files() -> dict[str, bytes]:
    """The processes, tables, words and forms that this version ships, by file name."""
    found: dict[str, bytes] = {}
    for package in (processes, forms):
        root = Path(str(files(package)))
        for path in sorted(root.rglob("*")):
            if path.suffix in (".bpmn", ".dmn", ".form") or (path.suffix == ".yaml" and path.parent == root):
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _make_folder(url: str) -> None:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
