"""The steps that were done in processes, each different one told once, however often a loop went round."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from engine import tags
from engine.model import Instance
from engine.store.protocol import Reader

Road = tuple[str, datetime]
"""What one step did, as its event has it, and when that was last done."""


class Roads:
    """The different steps of processes, each told once. What was read before is kept: events are only added, so the next page of the
    same case reads those that came since."""

    def __init__(self, most: int = 500) -> None:
        self._most, self._lock = most, Lock()
        self._kept: dict[tuple[int, ...], tuple[int, dict[tuple[int, str], datetime]]] = {}

    def of(self, reader: Reader, case: int, instances: Sequence[Instance]) -> dict[int, list[Road]]:
        """Of each of these processes, those that came first first."""
        found: dict[int, list[Road]] = {row.id: [] for row in instances}
        for (instance, detail), at in self._walked(reader, case, tuple(found)).items():
            found[instance].append((detail, at))
        return found

    def _walked(self, reader: Reader, case: int, instances: tuple[int, ...]) -> dict[tuple[int, str], datetime]:
        if not instances:
            return {}
        with self._lock:
            seen, before = self._kept.pop((case, *instances), (0, {}))
        walked = dict(before)
        for instance, detail, at, seq in reader.roads(case, tags.STEP, instances, behind=seen):
            walked[instance, detail] = at
            seen = max(seen, seq)
        with self._lock:
            self._kept[case, *instances] = (seen, walked)
            while len(self._kept) > self._most:  # the one that was asked for longest ago goes
                del self._kept[next(iter(self._kept))]
        return walked
