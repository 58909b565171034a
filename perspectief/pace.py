"""How often somebody may ask for what costs much: so many times in so many minutes, and then a wait that is told.

Counted per account, on the own page per person, and of whoever is not known per address; in this program alone, so that of two web
programs each counts for itself. What costs little has no such limit; guessing at doors is counted in the database (engine/tries.py).
"""

import math
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from time import monotonic
from types import MappingProxyType
from typing import cast

from flask import Flask, g, request
from flask.typing import ResponseReturnValue, RouteCallable

from engine.errors import TooOften
from engine.model import Actor
from engine.tries import place

MOST_KEPT = 20_000  # of those who asked; who asked longest ago is forgotten first


@dataclass(frozen=True, slots=True)
class Pace:
    """So many times in so many seconds."""

    times: int
    seconds: int


REPORTS, PAPERS, BUNDLES = Pace(30, 600), Pace(20, 600), Pace(60, 600)
# What costs much, by its endpoint: a report and a complaint begin processes, papers are set, logs walk all of history, bundles are proved.
COSTLY: Mapping[str, Pace] = MappingProxyType(
    {
        "web.report.send": REPORTS,
        "report.report": REPORTS,
        "web.person.say.send_complaint": REPORTS,
        "web.person.papers.as_json": PAPERS,
        "web.person.papers.as_pdf": PAPERS,
        "web.requests.as_json": PAPERS,
        "web.requests.as_pdf": PAPERS,
        "web.figures.log": PAPERS,
        "web.processes.bring_in": BUNDLES,
        "processes.deploy": BUNDLES,
    }
)


@dataclass
class Paces:
    """Who asked for what, and when. `now` answers seconds that only go up. Safe for threads."""

    now: Callable[[], float] = monotonic
    _asked: dict[tuple[str, str], deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, what: str, who: str, pace: Pace) -> int:
        """How many seconds somebody has to wait for this; 0 is now, and counts. Asking too early makes no wait longer."""
        with self._lock:
            now = self.now()
            asked = self._asked.pop((what, who), None) or deque()
            self._asked[what, who] = asked  # the last of all: the first has not asked for longest
            while asked and asked[0] <= now - pace.seconds:
                asked.popleft()
            if len(asked) >= pace.times:
                return max(1, math.ceil(asked[0] + pace.seconds - now))
            asked.append(now)
            if len(self._asked) > MOST_KEPT:
                del self._asked[next(iter(self._asked))]
            return 0


def keep(app: Flask, paces: Paces | None = None, costly: Mapping[str, Pace] = COSTLY) -> None:
    """Let everything that costs much be asked for at its pace. Raises KeyError for an endpoint that there is not."""
    counted = paces or Paces()
    for endpoint, pace in costly.items():
        app.view_functions[endpoint] = _paced(app.view_functions[endpoint], counted, endpoint, pace)


def _paced(view: RouteCallable, paces: Paces, what: str, pace: Pace) -> RouteCallable:
    @wraps(view)
    def asked(*words: object, **named: object) -> ResponseReturnValue:
        if seconds := paces.wait(what, _who(), pace):
            raise TooOften(seconds)
        return cast("Callable[..., ResponseReturnValue]", view)(*words, **named)

    return asked


def _who() -> str:
    """The account, the person on the own page, or the address of whoever is not known."""
    for found in (g.get(name) for name in ("actor", "caller", "person")):
        if isinstance(found, Actor) and (found.account or found.person):
            return f"account {found.account}" if found.account else f"person {found.person}"
    return f"address {place(request.remote_addr or '')}"
