"""What the installation's own secret keeps: second factors, and marks of log-in names and addresses that cannot be guessed back."""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import Misconfigured

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, repr=False)
class Safe:
    """Encrypts and marks with keys derived from one secret of at least 32 bytes."""

    secret: bytes

    def keep(self, value: bytes, place: str) -> str:
        """The value encrypted (AES-256-GCM) for one place, such as `factor:4`; it opens nowhere else."""
        nonce = os.urandom(_NONCE_BYTES)
        return b64encode(nonce + AESGCM(self._key("keep")).encrypt(nonce, value, place.encode())).decode()

    def take(self, kept: str, place: str) -> bytes:
        """What was kept. Raises Misconfigured when it was kept with another secret."""
        raw = b64decode(kept)
        try:
            return AESGCM(self._key("keep")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise Misconfigured(
                "A second factor was kept with another PERSPECTIEF_SECRET_KEY: use that one, or let people link their app again."
            ) from error

    def mark(self, *parts: str) -> str:
        """A keyed hash: the same parts give the same mark, and nobody without the secret can find them back."""
        said = "\0".join(parts).encode()
        return hmac.new(self._key("mark"), said, hashlib.sha256).hexdigest()

    def _key(self, use: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=f"perspectief:{use}".encode()).derive(self.secret)
