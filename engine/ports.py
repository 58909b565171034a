"""What the engine needs from outside its walls. The composition root hands it in; tests hand in fakes that pass the same contract."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One answer that is not right: `path` names the field ("goals[0].owner")."""

    path: str
    code: str
    message_nl: str
    message_en: str


@dataclass(frozen=True, slots=True)
class CleanAnswers:
    """What a form made of the answers: content by zone, facts to set (JSON form), and what is wrong."""

    values: Mapping[str, Values]
    facts: Values
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong in a form file."""

    code: str
    field: str | None
    text_nl: str
    text_en: str


class Forms(Protocol):
    """Turns form files into answers. Implemented by the forms room."""

    def read(self, source: str) -> object:
        """The compiled form; raises ValueError with a message when the file cannot be read."""
        ...

    def key(self, form: object) -> str:
        """The form's id, by which diagrams name it."""
        ...

    def title(self, form: object) -> str:
        """The form's name for people."""
        ...

    def parts(self, form: object) -> frozenset[str]:
        """The parts that tasks may name."""
        ...

    def zones(self, form: object, part: str | None) -> frozenset[str]:
        """The zones of the fields that this part asks."""
        ...

    def facts(self, form: object, part: str | None) -> frozenset[str]:
        """The facts that the fields of this part set."""
        ...

    def reads(self, form: object, part: str | None) -> frozenset[str]:
        """The names that the conditions, defaults and sums of this part read: no other fact need leave for it."""
        ...

    def check(self, form: object, facts: Mapping[str, Mapping[str, object]]) -> Sequence[FormProblem]:
        """What is wrong with the form against the declared facts."""
        ...

    def clean(
        self,
        form: object,
        answers: Values,
        *,
        facts: Values,
        options: Mapping[str, Sequence[str]],
        part: str | None,
        partial: bool,
    ) -> CleanAnswers:
        """Check and convert answers. `facts` in JSON form; `partial` for drafts: types are checked, required is not."""
        ...

    def sources(self, form: object) -> frozenset[str]:
        """The option lists that the form asks of the running system, such as `accounts:meldpunt.casusregisseur`."""
        ...


class KeyStore(Protocol):
    """Keeps one wrapped data key per (case, zone, part), apart from the database, and the keys per zone that wrap them."""

    def data_key(self, case: int, zone: str, part: str = "", *, create: bool) -> bytes | None:
        """The 32-byte data key, unwrapped; None when there is none, it was destroyed, or this server lacks the zone's key."""
        ...

    def begin(self, case: int) -> Mapping[str, bytes]:
        """Make the first data key of a case in every zone whose key is here, in one write; answers those that it made, by
        zone. What is there already, key or tombstone, stays."""
        ...

    def shred(self, case: int, zone: str, part: str = "") -> None:
        """Destroy the data key for ever and leave a tombstone."""
        ...

    def can(self, zone: str) -> bool:
        """Whether this server holds the zone's key."""
        ...


class Wrapper(Protocol):
    """Wraps data keys with the keys of zones, which may be in a key service that never gives them out."""

    def zones(self) -> frozenset[str]:
        """The zones whose keys are at hand."""
        ...

    def current(self, zone: str) -> str:
        """The name of the key that wraps now. It tells keys apart and says nothing of them."""
        ...

    def wrap(self, zone: str, key: bytes, bound: bytes) -> tuple[str, bytes]:
        """A data key wrapped for its place (`bound`), and the name of the key that did it."""
        ...

    def unwrap(self, zone: str, name: str, wrapped: bytes, bound: bytes) -> bytes | None:
        """The data key; None when the key of this name is not here, or what is given was not wrapped by it for this place."""
        ...


@dataclass(frozen=True, slots=True)
class JobResult:
    """What a connector answered: output values, or a failure with a stable code."""

    outputs: Values = field(default_factory=dict)
    error: str | None = None
    retry: bool = True


class Connector(Protocol):
    """Does one kind of outside work, outside any transaction."""

    def __call__(self, inputs: Values, headers: Mapping[str, str]) -> JobResult:
        """Do the work once. Raising counts as a failure that may be tried again."""
        ...


class Channel(Protocol):
    """Brings a notice to a person: mail, console."""

    def send(self, recipient: str, subject: str, body: str, key: str) -> None:
        """Send it; raises OSError when it did not leave. `key` is the same on a repeat."""
        ...
