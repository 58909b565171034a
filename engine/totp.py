"""Codes of six digits that change every half minute (RFC 6238 over HMAC-SHA1, as every authenticator app has it). Pure."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

STEP = 30  # seconds
DIGITS = 6
SECRET_BYTES = 20
DRIFT = 1  # steps that a phone's clock may be off


def step_at(now: datetime) -> int:
    """The number of the half minute since 1970."""
    return int(now.timestamp()) // STEP


def code(secret: bytes, step: int) -> str:
    """The six digits of a half minute."""
    digest = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def accepted(secret: bytes, given: str, now: datetime, last: int) -> int | None:
    """The half minute that this code belongs to, when it is now or one beside it and later than the last accepted one."""
    found = None
    for step in range(step_at(now) - DRIFT, step_at(now) + DRIFT + 1):
        if hmac.compare_digest(code(secret, step).encode(), given.encode()) and step > last:
            found = step
    return found


def address(secret: bytes, login: str, issuer: str = "Perspectief") -> str:
    """What an authenticator app reads from the QR code."""
    label = f"{quote(issuer)}:{quote(login)}"
    return f"otpauth://totp/{label}?secret={written(secret)}&issuer={quote(issuer)}&algorithm=SHA1&digits={DIGITS}&period={STEP}"


def written(secret: bytes) -> str:
    """The secret as people type it over: base32."""
    return base64.b32encode(secret).decode().rstrip("=")
