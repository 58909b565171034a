"""An independent simulator: block-structured diagrams as a tree whose parts say what is open and when they are done.

It knows no tokens, no joins and no marking, and shares no code with the kernel: a sequence goes on when its part is done, parallel branches
are done when all are, an error climbs as an exception. Kernel and oracle are given the same answers; what waits must be the same.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields

Facts = Mapping[str, object]
Open = tuple[str, str]  # what waits: its kind (task, call, timer, message) and its element


class Thrown(Exception):
    """An error, or the end of everything around it."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


@dataclass
class Block:
    """A part of a diagram: entered once, then asked what is open until it is done."""

    id: str = ""
    done: bool = field(default=False, init=False)
    scope: "Scope | None" = field(default=None, init=False, repr=False)

    def enter(self, facts: Facts) -> None:
        self.done = True

    def open(self) -> Iterator[Open]:
        yield from ()

    def act(self, what: Open, facts: Facts) -> bool:
        return False

    def fresh(self) -> "Block":
        """The same part, not yet entered."""
        return type(self)(**{given.name: getattr(self, given.name) for given in fields(self) if given.init})


@dataclass
class Leaf(Block):
    """One thing that waits: a task, a call, a message."""

    kind: str = "task"

    def enter(self, facts: Facts) -> None:
        self.done = False

    def open(self) -> Iterator[Open]:
        if not self.done:
            yield self.kind, self.id

    def act(self, what: Open, facts: Facts) -> bool:
        if self.done or what != (self.kind, self.id):
            return False
        self.done = True
        return True


@dataclass
class Throw(Block):
    """An error end or a terminate end."""

    kind: str = "error"

    def enter(self, facts: Facts) -> None:
        raise Thrown(self.kind)


@dataclass
class Several(Block):
    """A block with parts, some of which run."""

    parts: list[Block] = field(default_factory=list)
    running: list[Block] = field(default_factory=list, init=False)

    def open(self) -> Iterator[Open]:
        for part in self.running:
            yield from part.open()

    def act(self, what: Open, facts: Facts) -> bool:
        acted = any(part.act(what, facts) for part in list(self.running))
        if acted:
            self.go_on(facts)
        return acted

    def go_on(self, facts: Facts) -> None:
        self.running = [part for part in self.running if not part.done]
        self.done = not self.running

    def run(self, parts: list[Block], facts: Facts) -> None:
        self.done = False
        self.running = [part.fresh() for part in parts]
        for part in self.running:
            part.scope = self.scope_inside()
            part.enter(facts)
        Several.go_on(self, facts)

    def scope_inside(self) -> "Scope | None":
        return self.scope


class And(Several):
    def enter(self, facts: Facts) -> None:
        self.run(self.parts, facts)


class Or(Several):
    """Each part has a flag; the last one is the default."""

    def enter(self, facts: Facts) -> None:
        chosen = [part for number, part in enumerate(self.parts[:-1]) if facts[f"{self.id}_{number}"]]
        self.run(chosen or self.parts[-1:], facts)


class Xor(Several):
    def enter(self, facts: Facts) -> None:
        self.run([self.parts[int(str(facts[self.id]))]], facts)


@dataclass
class Seq(Several):
    at: int = field(default=0, init=False)

    def enter(self, facts: Facts) -> None:
        self.at = 0
        self._advance(facts)

    def _advance(self, facts: Facts) -> None:
        self.done = True
        while self.at < len(self.parts) and self.done:
            self.at += 1
            self.run([self.parts[self.at - 1]], facts)

    def go_on(self, facts: Facts) -> None:
        super().go_on(facts)
        if self.done:
            self._advance(facts)


class Loop(Several):
    """Its one part, which waits somewhere, runs again as long as the fact says so."""

    def enter(self, facts: Facts) -> None:
        self.run(self.parts, facts)

    def go_on(self, facts: Facts) -> None:
        super().go_on(facts)
        if self.done and facts[self.id]:
            self.run(self.parts, facts)


class Gate(Several):
    """An event gateway: its parts are sequences of an event and what follows it."""

    def enter(self, facts: Facts) -> None:
        self.run([part.parts[0] for part in self.parts if isinstance(part, Seq)], facts)

    def go_on(self, facts: Facts) -> None:
        chosen = next((n for n, leaf in enumerate(self.running) if len(self.running) > 1 and leaf.done), None)
        if chosen is None:
            super().go_on(facts)
            return
        pair = self.parts[chosen]
        assert isinstance(pair, Seq)
        self.run(pair.parts[1:], facts)


@dataclass
class Many(Several):
    """The same task several times, together or one after another."""

    count: int = 2
    sequential: bool = False

    def enter(self, facts: Facts) -> None:
        self.run([Seq(parts=self.parts * self.count)] if self.sequential else self.parts * self.count, facts)


@dataclass
class Timed(Several):
    """An activity with a timer on its edge: it ends the activity and takes the road, or starts the road beside it, in the scope around."""

    road: Block | None = None
    stops: bool = True
    timer: Leaf | None = field(default=None, init=False)

    def enter(self, facts: Facts) -> None:
        self.timer = Leaf(self.id, kind="timer")
        self.timer.enter(facts)
        self.run(self.parts, facts)

    def open(self) -> Iterator[Open]:
        yield from super().open()
        if self.timer is not None and self.running:
            yield from self.timer.open()

    def act(self, what: Open, facts: Facts) -> bool:
        if self.timer is None or not self.running or not self.timer.act(what, facts):
            return super().act(what, facts)
        assert self.road is not None
        if self.stops:
            self.run([self.road], facts)
        elif self.scope is not None:
            self.scope.beside(self.road, facts)
        return True


@dataclass
class Scope(Several):
    """A subprocess or the process: a body, event subprocesses as (event, road, stops), and the road that an error inside takes."""

    inner: list[tuple[Leaf, Block, bool]] = field(default_factory=list)
    caught: Block | None = None
    listening: list[tuple[Leaf, Block, bool]] = field(default_factory=list, init=False)
    left: bool = field(default=False, init=False)  # by an error: what runs now lies in the scope around

    def enter(self, facts: Facts) -> None:
        self.listening = [(Leaf(leaf.id, kind="message"), road, stops) for leaf, road, stops in self.inner]
        self.climbing(lambda: self.run(self.parts, facts), facts)

    def scope_inside(self) -> "Scope | None":
        return self.scope if self.left else self

    def open(self) -> Iterator[Open]:
        yield from super().open()
        for leaf, _, _ in self.listening if self.running and not self.left else ():
            yield from leaf.open()

    def act(self, what: Open, facts: Facts) -> bool:
        before = self.running
        return (
            self.climbing(lambda: self.heard(what, facts) or super(Scope, self).act(what, facts), facts)
            or self.running is not before
        )

    def heard(self, what: Open, facts: Facts) -> bool:
        for leaf, road, stops in self.listening if self.running and not self.left else ():
            if what == (leaf.kind, leaf.id):
                self.listening = [] if stops else self.listening
                self.running = [] if stops else self.running
                self.beside(road, facts)
                return True
        return False

    def beside(self, road: Block, facts: Facts) -> None:
        """One more road in this scope, which must end before the scope does."""
        road = road.fresh()
        road.scope = self
        self.running = [*self.running, road]
        road.enter(facts)
        self.go_on(facts)

    def climbing(self, work: Callable[[], object], facts: Facts) -> bool:
        """Do something inside; what is thrown there ends the inside, or climbs on."""
        try:
            return bool(work())
        except Thrown as thrown:
            if self.left or (thrown.kind == "error" and self.caught is None):
                raise
            self.running, self.left = [], thrown.kind == "error"
            if self.left and self.caught is not None:
                self.run([self.caught], facts)
            self.done = not self.running
            return True
