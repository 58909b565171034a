"""What was refused in this program: how often, by status. Nothing about anybody; who it was is a number in the log."""

import threading
from collections import Counter
from collections.abc import Mapping

from flask import g

from engine.model import Actor

STATUSES = (401, 403, 404, 429)  # not known, not allowed, absent for whoever asks, too often


class Refusals:
    """Counts refusals. Safe for threads."""

    def __init__(self) -> None:
        self._counts = Counter[int](dict.fromkeys(STATUSES, 0))
        self._lock = threading.Lock()

    def count(self, status: int) -> bool:
        """Count an answer; whether it was a refusal."""
        if status not in STATUSES:
            return False
        with self._lock:
            self._counts[status] += 1
        return True

    def read(self) -> Mapping[int, int]:
        """So many of each status since the program started."""
        with self._lock:
            return dict(self._counts)


def account() -> int | None:
    """The number of the account that asks; None of a person and of whoever is not known."""
    for found in (g.get("actor"), g.get("caller")):
        if isinstance(found, Actor) and found.account is not None:
            return found.account
    return None
