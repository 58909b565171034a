"""A completion over HTTP beside the floor endpoint, on the server that we ship, with one client and with eight.

Each client keeps its connection and sends its next request when it has the answer to the last. What it costs to be a client is
in both figures.
"""

import json
import math
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from itertools import count
from statistics import median
from urllib.parse import urlsplit

from benchmarks.speed.figures import Figure
from benchmarks.speed.ground import ROUNDS, Ground
from benchmarks.speed.place import STEPS, Place
from tests.perspectief.program import Program, environment

WARM = STEPS  # requests of each client before anything counts
MOST = 2.0  # as long as the floor takes: half of its rate
TURNS = {1: 5 * ROUNDS, 8: ROUNDS}
"""By how many ask: short turns, so that both sides meet the same moods of a machine that others use too; but many who begin at once
wait for each other, so that theirs are longer."""
SHARE = {1: 5, 8: 3}  # of the steps of a round, what one client asks in a turn

_keys = count()


class Client(ABC):
    """Somebody who goes on asking."""

    def __init__(self, address: str, body: bytes, token: str = "") -> None:
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        self._body = body
        self._headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def ask(self, path: str) -> dict[str, object]:
        """The answer. Raises RuntimeError for a refusal."""
        own = {"Idempotency-Key": f"over-http-benchmark-{next(_keys)}"}
        self._connection.request("POST", path, self._body, self._headers | own)
        response = self._connection.getresponse()
        said = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}: {said[:300].decode(errors='replace')}")
        told: dict[str, object] = json.loads(said)
        return told

    @abstractmethod
    def go_on(self) -> None:
        """The next request, and its answer."""


class Completing(Client):
    """Completes the tasks of one case after another; `first` are the first tasks of cases that nobody took up yet."""

    def __init__(self, address: str, body: bytes, token: str, first: list[int]) -> None:
        super().__init__(address, body, token)
        self._first, self._waiting = first, [first.pop()]

    def go_on(self) -> None:
        """One task."""
        told = self.ask(f"/api/v1/tasks/{self._waiting.pop()}/complete")
        self._waiting += [row["task"] for row in told["next"] if row["kind"] == "task"]  # type: ignore[attr-defined]
        if not self._waiting:
            self._waiting.append(self._first.pop())


class Floor(Client):
    """Asks for its own floor step."""

    def __init__(self, address: str, body: bytes, number: int) -> None:
        super().__init__(address, body)
        self._path = f"/floor/{number}"

    def go_on(self) -> None:
        """One step."""
        self.ask(self._path)


def completions(ground: Ground) -> Iterator[Figure]:
    """Microseconds from one answer to the next, whoever gets it, ours and the floor's."""
    with ground.opened() as (here, url), ExitStack() as running:
        body = json.dumps({"answers": {"note": here.said}}).encode()
        folder = here.folder
        ours = running.enter_context(Program(("serve",), environment(folder, DATABASE=url))).until_it_serves()
        beside = running.enter_context(
            Program(
                (str(folder), url, str(max(TURNS))),
                environment(folder, DATABASE=url),
                "benchmarks.speed.floor_server",
            )
        ).until_it_serves()
        token = here.engine.accounts.open_session(here.actor)
        first = _first_tasks(here, ground.steps)
        for many in TURNS:
            our_clients = [Completing(ours.address, body, token, first) for _ in range(many)]
            others = [Floor(beside.address, body, number) for number in range(many)]
            found = _in_turn(our_clients, others, TURNS[many], _times(ground.steps, many))
            what = f"a completion over HTTP / the floor endpoint, {many} client{'s' if many > 1 else ''}"
            yield Figure(what, ground.database, *found, MOST)


def _times(steps: int, many: int) -> int:
    """How often each of so many clients asks in one turn."""
    return math.ceil(steps / SHARE[many])


def _first_tasks(here: Place, steps: int) -> list[int]:
    """The first tasks of as many cases as will be played, and of one more for each client."""
    requests = sum(many * (WARM + TURNS[many] * _times(steps, many)) for many in TURNS)
    cases = math.ceil(requests / STEPS) + 2 * sum(TURNS)
    return [here.waiting(here.open_case())[0].id for _ in range(cases)]


def _in_turn(ours: Sequence[Client], beside: Sequence[Client], turns: int, times: int) -> tuple[float, float]:
    """The medians of both over their turns; the first only warms up."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(1 + turns):
        for side, clients in enumerate((ours, beside)):
            pace = _together([client.go_on for client in clients], times if number else WARM)
            if number:
                found[side].append(pace)
    return median(found[0]), median(found[1])


def _together(clients: Sequence[Callable[[], None]], times: int) -> float:
    """Microseconds per request when all of them go on at once, each so many times. Raises what a client raised."""
    broken: list[Exception] = []

    def go_on(one: Callable[[], None]) -> None:
        try:
            for _ in range(times):
                one()
        except Exception as error:  # it is raised again below, where somebody hears it
            broken.append(error)

    threads = [threading.Thread(target=go_on, args=(one,)) for one in clients]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return (time.perf_counter() - began) / (times * len(clients)) * 1e6
