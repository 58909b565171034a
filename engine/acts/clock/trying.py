"""How long somebody may hold what was taken, how often something is tried again and how soon, and what is said when it fails. Pure."""

from datetime import timedelta

from engine.errors import PerspectiefError

TRIES = 5
LEASE_SECONDS = 60
BACKOFF = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts, one or more."""
    return BACKOFF[min(attempts, len(BACKOFF)) - 1]


def code_of(error: Exception) -> str:
    """A code without content: the message of an unforeseen error may hold a value."""
    return error.code if isinstance(error, PerspectiefError) else type(error).__name__
