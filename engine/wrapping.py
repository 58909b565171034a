"""What wraps data keys: the key of a zone, in a file, in the environment, or in a key service that never gives it out.

A zone has one key that wraps now, and may have older ones that still open what they wrapped: so a key is changed while
everybody works. Every key has a name by which a wrapped data key says who can open it.
"""

import hashlib
import os
import stat
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine import errors
from engine.ports import Wrapper

KEY_BYTES = 32
_NONCE_BYTES = 12
OLD = "old"

Read = Callable[[str], tuple[bytes, ...]]
"""The keys of a zone, the one that wraps now first."""


class LocalWrapper(Wrapper):
    """Wraps with keys that this program holds. `read` fetches them, and again when a name is met that is not known yet:
    another program may have changed the key."""

    def __init__(self, zones: Iterable[str], read: Read) -> None:
        self._read = read
        self._turn = threading.Lock()
        self._current: dict[str, str] = {}
        self._ciphers: dict[tuple[str, str], AESGCM] = {}
        for zone in zones:
            self._load(zone)

    def zones(self) -> frozenset[str]:
        """See ports.Wrapper."""
        return frozenset(self._current)

    def current(self, zone: str) -> str:
        """See ports.Wrapper. Asked when keys are changed or checked: what another program did meanwhile counts."""
        self._load(zone)
        return self._current[zone]

    def wrap(self, zone: str, key: bytes, bound: bytes) -> tuple[str, bytes]:
        """See ports.Wrapper."""
        self._load(zone)  # rare, and a key that was changed meanwhile must not be used any more
        name, nonce = self._current[zone], os.urandom(_NONCE_BYTES)
        return name, nonce + self._ciphers[zone, name].encrypt(nonce, key, bound)

    def unwrap(self, zone: str, name: str, wrapped: bytes, bound: bytes) -> bytes | None:
        """See ports.Wrapper."""
        if zone in self._current and (zone, name) not in self._ciphers:
            self._load(zone)
        cipher = self._ciphers.get((zone, name))
        if cipher is None:
            return None
        try:
            return cipher.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound)
        except (InvalidTag, ValueError):  # ValueError: too short to be a wrapped key
            return None

    def _load(self, zone: str) -> None:
        with self._turn:
            keys = self._read(zone)
            known = {name: cipher for name, cipher in self._ciphers.items() if name[0] != zone}
            self._ciphers = known | {(zone, fingerprint(key)): AESGCM(key) for key in keys}
            self._current[zone] = fingerprint(keys[0])


class MemoryService(Wrapper):
    """A key service that lives in this program, for tests and trials: its keys never leave it and are numbered. It passes the
    contract that an adapter for a real service must pass."""

    def __init__(self, zones: Iterable[str]) -> None:
        self._keys = {zone: [AESGCM(os.urandom(KEY_BYTES))] for zone in zones}

    def zones(self) -> frozenset[str]:
        """See ports.Wrapper."""
        return frozenset(self._keys)

    def current(self, zone: str) -> str:
        """See ports.Wrapper."""
        return f"{zone}:{len(self._keys[zone])}"

    def wrap(self, zone: str, key: bytes, bound: bytes) -> tuple[str, bytes]:
        """See ports.Wrapper."""
        nonce = os.urandom(_NONCE_BYTES)
        return self.current(zone), nonce + self._keys[zone][-1].encrypt(nonce, key, bound)

    def unwrap(self, zone: str, name: str, wrapped: bytes, bound: bytes) -> bytes | None:
        """See ports.Wrapper."""
        number = name.rpartition(":")[2]
        known = self._keys.get(zone, [])
        if not number.isdecimal() or not 0 < int(number) <= len(known):
            return None
        try:
            return known[int(number) - 1].decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], bound)
        except (InvalidTag, ValueError):
            return None

    def renew(self, zone: str) -> None:
        """Make a new key; the older ones still open."""
        self._keys[zone].append(AESGCM(os.urandom(KEY_BYTES)))


def fingerprint(key: bytes) -> str:
    """The name of a key: tells one from another and says nothing of it."""
    return hashlib.sha256(key).hexdigest()[:16]


def local(keys: Mapping[str, bytes]) -> LocalWrapper:
    """Keys that are in hand."""
    return LocalWrapper(keys, lambda zone: (keys[zone],))


# ---------- files


def from_files(directory: Path, zones: Iterable[str], *, generate: bool = False) -> LocalWrapper:
    """Keys in `<directory>/<zone>.key`, and older ones in `<zone>.key.old`: 32 bytes as base64, readable by their owner alone.

    `generate` makes the missing ones, for the demonstration. Raises errors.Misconfigured for a missing file, one that
    others can read, or one that holds no key. A server that may not open a zone leaves the zone out of `zones`.
    """
    wanted = tuple(zones)
    if generate:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for zone in wanted:
            _generate(directory / f"{zone}.key")
    return LocalWrapper(wanted, lambda zone: _of_zone(directory, zone))


def change_file(directory: Path, zone: str) -> bool:
    """Put a new key in the place of the zone's; the former one still opens. False when one is being changed already.

    Each step leaves a state that can be gone on from: a crash after the new file was made, or after the old one was set
    aside, is finished by the next call.
    """
    now, old, new = (directory / f"{zone}.key{ending}" for ending in ("", f".{OLD}", ".new"))
    if old.exists() and not new.exists():
        return False
    _read_key(now if now.exists() else old)
    _generate(new)
    if not old.exists():
        os.link(now, old)
    os.replace(new, now)
    return True


def forget_file(directory: Path, zone: str) -> None:
    """Take the former key of a zone away: nothing is wrapped by it any more, and no backup that is still needed."""
    (directory / f"{zone}.key.{OLD}").unlink(missing_ok=True)


def _of_zone(directory: Path, zone: str) -> tuple[bytes, ...]:
    old = directory / f"{zone}.key.{OLD}"
    return (_read_key(directory / f"{zone}.key"), *([_read_key(old)] if old.exists() else []))


def _generate(path: Path) -> None:
    """Leave an existing file alone, whoever made it; it appears whole or not at all."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(b64encode(os.urandom(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()


def _read_key(path: Path) -> bytes:
    try:
        text, mode = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        raise errors.Misconfigured(
            f"The zone key {path} cannot be read; put it there, or leave its zone out"
        ) from error
    if mode & 0o077:
        raise errors.Misconfigured(f"The zone key {path} can be read by others (mode {mode:o}); run: chmod 600 {path}")
    return _decoded(text, f"The zone key {path}")


def _decoded(text: bytes, what: str) -> bytes:
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise errors.Misconfigured(f"{what} is not base64 of {KEY_BYTES} bytes") from error
    if len(key) != KEY_BYTES:
        raise errors.Misconfigured(f"{what} has {len(key)} bytes; it must have {KEY_BYTES}")
    return key


# ---------- the environment


def from_environment(environment: Mapping[str, str], prefix: str, zones: Iterable[str]) -> LocalWrapper:
    """Keys in variables such as PERSPECTIEF_ZONE_KEY_MED, and older ones in PERSPECTIEF_ZONE_KEY_MED_OLD, as base64.

    Raises errors.Misconfigured for a zone without one.
    """
    return LocalWrapper(zones, lambda zone: _from_variables(environment, f"{prefix}{zone}"))


def _from_variables(environment: Mapping[str, str], name: str) -> tuple[bytes, ...]:
    if name not in environment:
        raise errors.Misconfigured(f"There is no {name}; set it, or leave its zone out")
    names = [name, *([f"{name}_{OLD.upper()}"] if f"{name}_{OLD.upper()}" in environment else [])]
    return tuple(_decoded(environment[one].encode(), one) for one in names)
