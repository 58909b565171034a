"""The deployed definitions, compiled once and shared: diagrams, tables, forms and the words they use."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

import feel.dmn
from engine import kernel
from engine.errors import NotFound
from engine.kernel.model import Model
from engine.model import Bundle, Definition
from engine.ports import Forms
from engine.step.told import zones_told
from engine.store.protocol import Reader, SharedReader
from engine.vocabulary import PLAIN_ZONE, Vocabulary, read_vocabulary

T = TypeVar("T")
WORDS = ("facts", "organisations", "messages")


@dataclass(frozen=True, slots=True)
class Deployed(Generic[T]):
    """A compiled definition with the row it came from."""

    row: Definition
    compiled: T


@dataclass(frozen=True)
class Snapshot:
    """What is active at one moment: the newest active version of every definition."""

    bundle: int
    processes: Mapping[str, Deployed[Model]] = field(default_factory=dict)
    decisions: Mapping[str, Deployed[feel.dmn.Model]] = field(default_factory=dict)
    forms: Mapping[str, Deployed[object]] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)

    @cached_property
    def starters(self) -> Mapping[str, tuple[Deployed[Model], ...]]:
        """The processes that each message starts."""
        found: dict[str, list[Deployed[Model]]] = {}
        for process in self.processes.values():
            for message in process.compiled.start_messages:
                found.setdefault(message, []).append(process)
        return {message: tuple(processes) for message, processes in found.items()}

    @cached_property
    def told(self) -> Mapping[str, str]:
        """The zone in which each message and signal is told in the history of a case."""
        return zones_told({key: one.compiled for key, one in self.processes.items()}, self.vocabulary)

    def may_know(self, message: str, zones: Set[str]) -> bool:
        """Whether a reader of these zones may know that a case waits for a message or a signal of this name."""
        return self.told.get(message, PLAIN_ZONE) in zones

    def process(self, key: str) -> Deployed[Model]:
        """The active version of a process. Raises NotFound."""
        if key not in self.processes:
            raise NotFound(f"There is no process {key!r}. Deploy it first.", f"Proces {key!r} bestaat niet.")
        return self.processes[key]


EMPTY = Snapshot(bundle=0)


class Library:
    """Compiles what is deployed. One per program; safe to share between threads, since what it hands out is frozen."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self._snapshot = EMPTY
        self._compiled: dict[str, object] = {}
        # What cases keep to, whatever was deployed since, by the numbers they keep. Nobody changes a definition: a file that
        # changes is a new one, and what a case names is in the database for good.
        self._models: dict[int, Model] = {}
        self._pinned: dict[tuple[str, int], Deployed[object]] = {}

    def snapshot(self, reader: Reader) -> Snapshot:
        """What is active now. Reads one row; the rest only after a deployment."""
        newest = reader.worked_out(newest_active)
        if newest != self._snapshot.bundle:
            self._snapshot = self._load(reader, newest)
        return self._snapshot

    def model(self, reader: Reader, definition: int) -> Model:
        """The diagram that an instance keeps. Its file is read once: there may be many pages of it."""
        if definition not in self._models:
            row = reader.get(Definition, definition)
            if row is None:
                raise NotFound()
            self._models[definition] = self.model_of(row)
        return self._models[definition]

    def model_of(self, row: Definition) -> Model:
        """The diagram of this row."""
        compiled = self._compile(row)
        assert isinstance(compiled, Model)  # whoever asks has the row of a process
        return compiled

    def form(self, reader: Reader, key: str, version: int | None = None) -> Deployed[object]:
        """A form in the version that a task pinned; the active one without a version. Raises NotFound."""
        active = self.snapshot(reader).forms.get(key)
        if active and version in (None, active.row.version):
            return active
        if version is not None and (key, version) in self._pinned:
            return self._pinned[key, version]
        rows = reader.find(Definition, kind="form", key=key, version=version)
        if not rows:
            raise NotFound(f"There is no form {key!r}.", f"Formulier {key!r} bestaat niet.")
        found = self._pinned[key, rows[0].version] = Deployed(rows[0], self._compile(rows[0]))
        return found

    def _load(self, reader: Reader, bundle: int) -> Snapshot:
        rows: dict[tuple[str, str], Definition] = {}
        for row in reader.find(Definition, active=True):
            rows[row.kind, row.key] = row  # by id, so the newest version stays
        of = {
            kind: {row.key: row for row in rows.values() if row.kind == kind}
            for kind in ("process", "decision", "form")
        }
        words = {row.kind: row.source for row in rows.values() if row.kind in WORDS}
        return Snapshot(
            bundle=bundle,
            processes={key: Deployed(row, self._compile(row)) for key, row in of["process"].items()},  # type: ignore[arg-type] # a process
            decisions={key: Deployed(row, self._compile(row)) for key, row in of["decision"].items()},  # type: ignore[arg-type] # a table
            forms={key: Deployed(row, self._compile(row)) for key, row in of["form"].items()},
            vocabulary=read_vocabulary(
                words.get("facts", ""), words.get("organisations", ""), words.get("messages", "")
            ),
        )

    def _compile(self, row: Definition) -> object:
        if row.sha256 not in self._compiled:
            self._compiled[row.sha256] = compile_source(self.forms, row.kind, row.source)
        return self._compiled[row.sha256]


def newest_active(reader: SharedReader) -> int:
    """The id of the last activated bundle, 0 when nothing is deployed."""
    found = [(row.activated_at, row.id) for row in reader.find(Bundle, newest=True, limit=20) if row.activated_at]
    return max(found)[1] if found else 0  # an older bundle may have been confirmed after a newer one


def compile_source(forms: Forms, kind: str, source: str) -> object:
    """A compiled process, table or form. The source was checked when it was deployed."""
    match kind:
        case "process":
            return read_diagram(source).models[0]
        case "decision":
            return read_table(source)
        case "form":
            return forms.read(source)
        case _:
            raise ValueError(kind)


# What is read from a text never changes, and is frozen: checking, deploying and running the same file read it once.


@lru_cache(maxsize=256)
def read_diagram(source: str) -> kernel.Reading:
    """What a diagram says, or what is wrong with it."""
    return kernel.read(source.encode())


@lru_cache(maxsize=64)
def check_table(source: str) -> tuple[feel.dmn.Finding, ...]:
    """What is wrong with the tables of a file."""
    return tuple(feel.dmn.check(source.encode()))


@lru_cache(maxsize=64)
def read_table(source: str) -> feel.dmn.Model:
    """The tables of a file that was checked."""
    return feel.dmn.load(source.encode())
