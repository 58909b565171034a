"""Zone-sealed values: what only some may read is stored as ciphertext, and forgetting a key forgets the content.

AES-256-GCM with one data key per (case, zone, part), made on first use. `part` tells the keys of one zone apart: what the
processes need to run has its own, and each erasure in a running case begins another for content, so that the one before it
can be destroyed with every copy. A token names its part and is bound to its case, zone and subject: moved to another row it
does not open. Who may read is not decided here: the one door for that writes the read log first.
"""

import json
import os
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine import errors
from engine.ports import KeyStore

PREFIX = "s1."  # the format of a token of the first part: this, then base64url of nonce and ciphertext
PARTED = "s2."  # of another part: this, the part, a dot, then the same
RUNNING = "run"  # the part of what processes need to go on: state, locals, messages that wait
KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16


class Sealer:
    """Seals and opens. Keeps at most `kept` unwrapped keys, none for longer than `kept_seconds`.

    The second bound is how long another process may still open what this one has shredded.
    """

    def __init__(
        self,
        keys: KeyStore,
        *,
        kept: int = 2048,
        kept_seconds: float = 60.0,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keys = keys
        self._kept = _Kept(kept, kept_seconds, ticks)

    def can(self, zone: str) -> bool:
        """Whether this server can seal and open content of the zone."""
        return self._keys.can(zone)

    def seal(self, case_id: int, zone: str, subject: str, content: str | bytes, part: str = "") -> str:
        """The content as a token of printable characters.

        Raises errors.Sealed when the key was shredded or this server lacks the zone's key.
        """
        cipher = self._cipher(case_id, zone, part, create=True)
        nonce = os.urandom(_NONCE_BYTES)
        plain = content.encode() if isinstance(content, str) else content
        return _head(part) + _text(nonce + cipher.encrypt(nonce, plain, _bound_to(case_id, zone, subject, part)))

    def open(self, case_id: int, zone: str, subject: str, token: str) -> str:
        """The content of a token, as text.

        Raises errors.Sealed when its key is absent or shredded, when it was made for another case, zone or subject, or
        when it was changed.
        """
        return self.open_bytes(case_id, zone, subject, token).decode()

    def open_bytes(self, case_id: int, zone: str, subject: str, token: str) -> bytes:
        """As `open`, for content that is no text."""
        part, sealed = _decoded(token)
        cipher, bound = self._cipher(case_id, zone, part, create=False), _bound_to(case_id, zone, subject, part)
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
        except InvalidTag as error:
            raise errors.Sealed from error

    def begin(self, case_id: int) -> None:
        """Make the keys of a new case, of all zones at once: a later step waits for none, and the store of keys does not tell
        in which zones there is anything of somebody."""
        for zone, key in self._keys.begin(case_id).items():
            self._kept.keep((case_id, zone, ""), AESGCM(key))

    def shred(self, case_id: int, zone: str, part: str = "") -> None:
        """Make everything of this case, zone and part unreadable for ever, wherever its ciphertext is."""
        self._keys.shred(case_id, zone, part)
        self._kept.forget((case_id, zone, part))

    def _cipher(self, case_id: int, zone: str, part: str, *, create: bool) -> AESGCM:
        name = (case_id, zone, part)
        cipher = self._kept.find(name)
        if cipher is None:
            key = self._keys.data_key(case_id, zone, part, create=create)
            if key is None:
                raise errors.Sealed
            cipher = AESGCM(key)
            self._kept.keep(name, cipher)
        return cipher


Name = tuple[int, str, str]  # of a data key: case, zone, part


class _Kept:
    """The unwrapped keys used last, up to a number and an age."""

    def __init__(self, most: int, seconds: float, ticks: Callable[[], float]) -> None:
        self._most, self._seconds, self._ticks = most, seconds, ticks
        self._ciphers: OrderedDict[Name, tuple[float, AESGCM]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, name: Name) -> AESGCM | None:
        with self._lock:
            since, cipher = self._ciphers.get(name, (0.0, None))
            if cipher is None or self._ticks() - since >= self._seconds:
                return None
            self._ciphers.move_to_end(name)
            return cipher

    def keep(self, name: Name, cipher: AESGCM) -> None:
        with self._lock:
            self._ciphers[name] = (self._ticks(), cipher)
            self._ciphers.move_to_end(name)
            while len(self._ciphers) > self._most:
                self._ciphers.popitem(last=False)

    def forget(self, name: Name) -> None:
        with self._lock:
            self._ciphers.pop(name, None)


class MemoryKeys(KeyStore):
    """A key store that dies with the process, for tests and trials; it passes the contract of the one on disk."""

    def __init__(self, zones: Iterable[str]) -> None:
        self._zones = frozenset(zones)
        self._keys: dict[Name, bytes | None] = {}  # None is a tombstone
        self._lock = threading.Lock()

    def can(self, zone: str) -> bool:
        """See ports.KeyStore."""
        return zone in self._zones

    def data_key(self, case: int, zone: str, part: str = "", *, create: bool) -> bytes | None:
        """See ports.KeyStore."""
        with self._lock:
            if not self.can(zone):
                return None
            if create:
                return self._keys.setdefault((case, zone, part), os.urandom(KEY_BYTES))
            return self._keys.get((case, zone, part))

    def begin(self, case: int) -> Mapping[str, bytes]:
        """See ports.KeyStore."""
        with self._lock:
            made = {zone: os.urandom(KEY_BYTES) for zone in self._zones if (case, zone, "") not in self._keys}
            self._keys.update({(case, zone, ""): key for zone, key in made.items()})
            return made

    def shred(self, case: int, zone: str, part: str = "") -> None:
        """See ports.KeyStore."""
        with self._lock:
            self._keys[case, zone, part] = None


def part_of(token: str) -> str:
    """The part whose key opens a token."""
    return token.removeprefix(PARTED).partition(".")[0] if token.startswith(PARTED) else ""


def _head(part: str) -> str:
    return f"{PARTED}{part}." if part else PREFIX


def _text(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).decode()


def _bound_to(case_id: int, zone: str, subject: str, part: str) -> bytes:
    """What a token is valid for; JSON keeps the parts apart."""
    place = [PARTED, part, case_id, zone, subject] if part else [PREFIX, case_id, zone, subject]
    return json.dumps(place).encode()


def _decoded(token: str) -> tuple[str, bytes]:
    """The part and the bytes of a token in its one right spelling; base64 would let some of its last bits be anything."""
    part = part_of(token)
    try:
        sealed = urlsafe_b64decode(token.removeprefix(_head(part)).encode("ascii"))
    except ValueError as error:
        raise errors.Sealed from error
    if len(sealed) < _NONCE_BYTES + _TAG_BYTES or _head(part) + _text(sealed) != token:
        raise errors.Sealed
    return part, sealed
