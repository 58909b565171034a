"""Zone-sealed values: what only some may read is stored as ciphertext, and forgetting a key forgets the content.

AES-256-GCM with one data key per (case, zone), made on first use. A token is bound to its case, zone and subject: moved
to another row it does not open. Who may read is not decided here: the one door for that writes the read log first.
"""

import json
import os
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine import errors
from engine.ports import KeyStore

PREFIX = "s1."  # the format of a token: this, then base64url of nonce and ciphertext
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

    def seal(self, case_id: int, zone: str, subject: str, content: str | bytes) -> str:
        """The content as a token of printable characters.

        Raises errors.Sealed when the key was shredded or this server lacks the zone's key.
        """
        cipher = self._cipher(case_id, zone, create=True)
        nonce = os.urandom(_NONCE_BYTES)
        plain = content.encode() if isinstance(content, str) else content
        return (
            PREFIX + urlsafe_b64encode(nonce + cipher.encrypt(nonce, plain, _bound_to(case_id, zone, subject))).decode()
        )

    def open(self, case_id: int, zone: str, subject: str, token: str) -> str:
        """The content of a token, as text.

        Raises errors.Sealed when its key is absent or shredded, when it was made for another case, zone or subject, or
        when it was changed.
        """
        return self.open_bytes(case_id, zone, subject, token).decode()

    def open_bytes(self, case_id: int, zone: str, subject: str, token: str) -> bytes:
        """As `open`, for content that is no text."""
        sealed = _decoded(token)
        cipher = self._cipher(case_id, zone, create=False)
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound_to(case_id, zone, subject))
        except InvalidTag as error:
            raise errors.Sealed from error

    def shred(self, case_id: int, zone: str) -> None:
        """Make everything of this case and zone unreadable for ever, wherever its ciphertext is."""
        self._keys.shred(case_id, zone)
        self._kept.forget((case_id, zone))

    def _cipher(self, case_id: int, zone: str, *, create: bool) -> AESGCM:
        cipher = self._kept.find((case_id, zone))
        if cipher is None:
            key = self._keys.data_key(case_id, zone, create=create)
            if key is None:
                raise errors.Sealed
            cipher = AESGCM(key)
            self._kept.keep((case_id, zone), cipher)
        return cipher


class _Kept:
    """The unwrapped keys used last, up to a number and an age."""

    def __init__(self, most: int, seconds: float, ticks: Callable[[], float]) -> None:
        self._most, self._seconds, self._ticks = most, seconds, ticks
        self._ciphers: OrderedDict[tuple[int, str], tuple[float, AESGCM]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, name: tuple[int, str]) -> AESGCM | None:
        with self._lock:
            since, cipher = self._ciphers.get(name, (0.0, None))
            if cipher is None or self._ticks() - since >= self._seconds:
                return None
            self._ciphers.move_to_end(name)
            return cipher

    def keep(self, name: tuple[int, str], cipher: AESGCM) -> None:
        with self._lock:
            self._ciphers[name] = (self._ticks(), cipher)
            self._ciphers.move_to_end(name)
            while len(self._ciphers) > self._most:
                self._ciphers.popitem(last=False)

    def forget(self, name: tuple[int, str]) -> None:
        with self._lock:
            self._ciphers.pop(name, None)


class MemoryKeys(KeyStore):
    """A key store that dies with the process, for tests and trials; it passes the contract of the one on disk."""

    def __init__(self, zones: Iterable[str]) -> None:
        self._zones = frozenset(zones)
        self._keys: dict[tuple[int, str], bytes | None] = {}  # None is a tombstone
        self._lock = threading.Lock()

    def can(self, zone: str) -> bool:
        """See ports.KeyStore."""
        return zone in self._zones

    def data_key(self, case: int, zone: str, *, create: bool) -> bytes | None:
        """See ports.KeyStore."""
        with self._lock:
            if not self.can(zone):
                return None
            if create:
                return self._keys.setdefault((case, zone), os.urandom(KEY_BYTES))
            return self._keys.get((case, zone))

    def shred(self, case: int, zone: str) -> None:
        """See ports.KeyStore."""
        with self._lock:
            self._keys[case, zone] = None


def _bound_to(case_id: int, zone: str, subject: str) -> bytes:
    """What a token is valid for; JSON keeps the parts apart."""
    return json.dumps([PREFIX, case_id, zone, subject]).encode()


def _decoded(token: str) -> bytes:
    """The bytes of a token in its one right spelling; base64 would let some of its last bits be anything."""
    text = token.removeprefix(PREFIX)
    try:
        sealed = urlsafe_b64decode(text.encode("ascii"))
    except ValueError as error:
        raise errors.Sealed from error
    if len(sealed) < _NONCE_BYTES + _TAG_BYTES or PREFIX + urlsafe_b64encode(sealed).decode() != token:
        raise errors.Sealed
    return sealed
