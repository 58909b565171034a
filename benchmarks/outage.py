"""Six hours in which nothing ran: `python -m benchmarks outage [SHARE]`.

40,000 timers fell due meanwhile, of all four priorities mixed. Workers start, and the director and the coordinator open pages
all along. Printed for SQLite and PostgreSQL, with one worker and with two: how long it took, whether harm came first, and how long pages took.
SHARE is the part of the 40,000 to run, 1 by default; the short form is tests/reliability/test_outage.py. Exit 1 when a bar is
missed.
"""

import http.cookiejar
import json
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks import marks, yardstick
from benchmarks.progress import shown
from benchmarks.speed import herd
from benchmarks.speed.place import Place, place, waits
from engine.acts.clock.clockwork import BATCH
from engine.model import Case, Deadline
from tests.infrastructure.postgres import create_database, running_server
from tests.perspectief.program import Program, environment

TIMERS = 40_000
UNION = 640_000  # timers of a million cases after the same outage
HOURS = 6
MOST_SECONDS = 15 * 60.0
MOST_PAGE_MS = 500.0
BETWEEN_PAGES = 0.25  # seconds that somebody looks at a page
PAGES = (("alice", "/"), ("alice", "/zaken"), ("coen", "/vast"), ("alice", "/zaken/{reference}"))  # who opens what


@dataclass(frozen=True)
class Outcome:
    """What came of one outage. `seconds` are from the start of the workers; `pages_ms` is the 95th percentile."""

    database: str
    workers: int
    timers: int
    seconds: float
    left: int
    lost: int
    out_of_turn: int
    pages: int
    pages_ms: float
    failed: int

    @property
    def done(self) -> int:
        """How many were acted on."""
        return self.timers - self.left

    @property
    def rate(self) -> float:
        """Timers a second, of all workers together."""
        return max(self.done, 1) / self.seconds

    @property
    def missed(self) -> list[str]:
        """The bars that it did not reach."""
        bars = {
            f"all within {MOST_SECONDS / 60:g} minutes": self.left == 0 and self.seconds <= MOST_SECONDS,
            "each timer acted on once": self.lost == 0,
            "harm first": self.out_of_turn <= allowed(self.workers),
            f"95 of 100 pages within {MOST_PAGE_MS:g} ms": self.pages_ms < MOST_PAGE_MS and not self.failed,
        }
        return [bar for bar, reached in bars.items() if not reached]


def allowed(workers: int) -> int:
    """How many may be out of turn: where two priorities meet, each other worker still has a batch of the first in hand."""
    return 3 * (workers - 1) * BATCH


def main(words: list[str]) -> int:
    """Print a line for each outage; 1 when a bar is missed."""
    timers = max(40, round(TIMERS * float(words[0]))) if words else TIMERS
    outcomes, before = [], yardstick.fsync()
    with tempfile.TemporaryDirectory(prefix="perspectief-") as folder, running_server(durable=True) as server:
        plan = [(name, workers) for name in ("SQLite", "PostgreSQL") for workers in (1, 2)]
        for name, workers in shown([(f"{name}, workers: {workers}", (name, workers)) for name, workers in plan]):
            here = Path(folder) / f"{name}-{workers}"
            here.mkdir()
            url = f"sqlite:///{here / 'cases.db'}" if name == "SQLite" else create_database(server)
            outcomes.append(outage(here, name, url, timers, workers))
            print(said(outcomes[-1]), flush=True)
    print(json.dumps([asdict(one) | {"missed": one.missed} for one in outcomes]))
    if timers == TIMERS:
        disk = yardstick.Pace(before, yardstick.fsync())
        said_how = f"Measured by `python3 dev.py bench outage` on {datetime.now(UTC).date()}: {TIMERS:,} timers. {disk}"
        marks.put(marks.DOCS / "scale.md", said_how, table(outcomes), "outage")
    return 1 if any(one.missed for one in outcomes) else 0


def said(one: Outcome) -> str:
    """A line for people."""
    return (
        f"{one.database}, {one.workers} worker(s): {one.done:,} of {one.timers:,} timers in {one.seconds:.0f} s "
        f"({one.rate:.0f}/s), {one.lost} lost, {one.out_of_turn} out of turn; "
        f"{one.pages} pages, 95 of 100 within {one.pages_ms:.0f} ms, {one.failed} failed; "
        f"{'met' if not one.missed else 'missed: ' + '; '.join(one.missed)}"
    )


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Markdown."""
    lines = [
        "| database | workers | acted on | seconds | a second | lost | out of turn | pages | 95 of 100 within | failed | | 640,000 would take |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|---:|",
    ]
    for one in outcomes:
        met = f"**missed: {'; '.join(one.missed)}**" if one.missed else "met"
        lines.append(
            f"| {one.database} | {one.workers} | {one.done:,} | {one.seconds:,.0f} | {one.rate:,.0f} | {one.lost} "
            f"| {one.out_of_turn} | {one.pages:,} | {one.pages_ms:,.0f} ms | {one.failed} | {met} | {UNION / one.rate / 60:,.0f} minutes |"
        )
    return lines


def outage(folder: Path, name: str, url: str, timers: int, workers: int, patience: float = MOST_SECONDS) -> Outcome:
    """Let so many timers fall due, start the workers, and look on until all is done or `patience` seconds are over."""
    with place(folder, url, diagrams=[waits()]) as here:
        fallen = fall_due(here, url, timers)
    settings = environment(folder, DATABASE=url)
    with ExitStack() as running, herd.raw(url) as base:
        server = running.enter_context(Program(("serve",), settings)).until_it_serves()
        visitor = running.enter_context(visiting(server.address, f"K{fallen[len(fallen) // 2]}"))
        began = time.monotonic()
        for _ in range(workers):
            running.enter_context(Program(("worker",), settings))
        left = until_done(base, began + patience)
        seconds = time.monotonic() - began
    with herd.raw(url) as base:
        return Outcome(
            name, workers, timers, seconds, left, lost(base, fallen, timers - left), out_of_turn(done_at(base)),
            len(visitor.seconds), visitor.p95 * 1000, visitor.failed,
        )  # fmt: skip


def fall_due(here: Place, url: str, timers: int) -> range:
    """So many cases whose timer fell due within the last hours, every fourth of each priority."""
    began = here.engine.desk.clock.now() - timedelta(hours=HOURS)
    sqlite = url.startswith("sqlite")
    due = (
        "strftime('%Y-%m-%dT%H:%M:%S', :began, '+' || (n * 7919 % 21000) || ' seconds') || '.000000+' || '00' || ':' || '00'"
        if sqlite
        else "CAST(:began AS timestamptz) + make_interval(secs => n * 7919 % 21000)"
    )
    changes: herd.Changes = {
        Deadline: {"due_at": due, "next_try_at": due, "priority": "'P' || (n % 4)"},
        Case: {"priority": "'P' || (n % 4)"},
    }
    case = here.open_case("WAIT")
    return herd.copies(url, case, timers, changes, began=began.isoformat(timespec="seconds") if sqlite else began)


def until_done(base: herd.Raw, end: float) -> int:
    """Wait until nothing is due any more; answers how many still are. Says on a log how far it is, now and then."""
    told = time.monotonic()
    while left := pending(base):
        if time.monotonic() >= end:
            break
        if time.monotonic() - told > 20:
            told = time.monotonic()
            print(f"    {left:,} left ({time.strftime('%H:%M:%S')})", file=sys.stderr, flush=True)
        time.sleep(0.5)
    return left


def pending(base: herd.Raw) -> int:
    """How many timers of the outage are not acted on."""
    ((count,),) = base.ask("SELECT count(*) FROM deadline WHERE state = 'pending' AND kind = 'timer' AND due_at < :now",
                           now=_moment(base, datetime.now(UTC)))  # fmt: skip
    return int(count)


def lost(base: herd.Raw, fallen: range, done: int) -> int:
    """By how many the tasks that came differ from the timers that were acted on: each must have led to one."""
    ((tasks,),) = base.ask(
        'SELECT count(*) FROM task WHERE "case" BETWEEN :first AND :last AND status = :open',
        first=fallen[0], last=fallen[-1], open="open",
    )  # fmt: skip
    return abs(done - int(tasks))


def done_at(base: herd.Raw) -> list[tuple[str, str]]:
    """(priority, moment it was acted on) of every timer of the outage."""
    rows = base.ask("SELECT priority, done_at FROM deadline WHERE state = 'done' AND kind = 'timer'")
    return [(str(priority), str(moment)) for priority, moment in rows]


def out_of_turn(acted: Sequence[tuple[str, str]]) -> int:
    """How many were acted on although something that does more harm was still waiting."""
    last: Mapping[str, str] = {word: max(moment for of, moment in acted if of == word) for word, _ in set(acted)}
    latest = ""
    wrong = 0
    for word in sorted(last):
        wrong += sum(1 for of, moment in acted if of == word and moment < latest)
        latest = max(latest, last[word])
    return wrong


def _moment(base: herd.Raw, moment: datetime) -> object:
    return moment if base.postgres else moment.isoformat(timespec="microseconds")


# ── Somebody at work ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Visitor:
    """The director and the coordinator, who open one page after another; how long each took, and how many did not come."""

    address: str
    reference: str
    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    _browsers: dict[str, urllib.request.OpenerDirector] = field(default_factory=dict)

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 pages came; infinite without any."""
        return statistics.quantiles(self.seconds, n=20)[-1] if len(self.seconds) > 1 else float("inf")

    def log_in(self, login: str) -> None:
        """As somebody of the demonstration."""
        browser = self._browsers[login] = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )
        page = browser.open(f"{self.address}/aanmelden").read().decode()
        form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)) | {"login": login}
        browser.open(f"{self.address}/aanmelden/voorbeeld", urllib.parse.urlencode(form).encode()).read()

    def look(self, login: str, path: str) -> None:
        """Open one page; one that shows the log-in instead has failed."""
        began = time.perf_counter()
        try:
            with self._browsers[login].open(self.address + path.format(reference=self.reference), timeout=30) as page:
                page.read()
                self.failed += "/aanmelden" in page.url
        except OSError as error:
            self.failed += 1
            print(f"    {path} did not come: {error}", file=sys.stderr, flush=True)
        self.seconds.append(time.perf_counter() - began)

    def go_on(self, until: threading.Event) -> None:
        """Page after page."""
        while not until.is_set():
            for login, path in PAGES:
                self.look(login, path)
                until.wait(BETWEEN_PAGES)


@contextmanager
def visiting(address: str, reference: str) -> Iterator[Visitor]:
    """Somebody is at work in this block. Every page was opened once before."""
    visitor, told = Visitor(address, reference), threading.Event()
    for login in dict.fromkeys(login for login, _ in PAGES):
        visitor.log_in(login)
    for login, path in PAGES:
        visitor.look(login, path)
    visitor.seconds.clear()
    thread = threading.Thread(target=visitor.go_on, args=(told,))
    thread.start()
    try:
        yield visitor
    finally:
        told.set()
        thread.join()
