"""The facts of one case in one transaction: read as FEEL values, opened only when an expression asks for them, and kept with their history."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from engine.calendar import day_of
from engine.errors import Sealed as CannotOpen
from engine.facts import dumps, to_feel, to_json
from engine.model import Case, Fact
from engine.sealed import Sealer
from engine.store.protocol import Reader, Transaction
from engine.vocabulary import PLAIN_ZONE, FactDeclaration, Vocabulary

MARK = "fact"


def subject(name: str, scope: str) -> str:
    """What a sealed fact is bound to."""
    return f"{MARK}:{name}:{scope}"


def builtins_of(case: Case, now: datetime) -> dict[str, object]:
    """The names that every expression may read besides facts: `case`, `now`, `today`."""
    about = {
        "id": case.reference,
        "reference": case.reference,
        "priority": case.priority.value,
        "kind": case.kind.value,
    }
    return {"case": about, "now": now, "today": day_of(now)}


def instance_scope(instance: int) -> str:
    """The scope text of facts that belong to one process instance."""
    return f"instance:{instance}"


def _current(reader: Reader, case: int, only: Sequence[str], scopes: Sequence[str]) -> list[Fact]:
    if not case:
        return []
    if only:
        return reader.find(Fact, case=case, current=True, name=tuple(only))
    if scopes:
        return reader.find(Fact, case=case, current=True, scope=tuple(scopes))
    return reader.find(Fact, case=case, current=True)


class CaseFacts:
    """Reads and sets the facts of a case. Values pass in their JSON form; `seen_by` shows them as FEEL values.

    `only` names the facts that are asked for where not all are: a list of cases reads a few of each. `scopes` does the same by
    where facts belong: a page does not read those of every part that ever was.
    """

    def __init__(
        self,
        reader: Reader,
        case: Case,
        vocabulary: Vocabulary,
        sealer: Sealer,
        *,
        only: Sequence[str] = (),
        scopes: Sequence[str] = (),
    ) -> None:
        self._reader, self._case, self._vocabulary, self._sealer = reader, case, vocabulary, sealer
        self._rows = {(row.scope, row.name): row for row in _current(reader, case.id, only, scopes)}
        self.lacked = False

    def rows(self) -> list[Fact]:
        """The current facts."""
        return list(self._rows.values())

    def json(self, name: str, scope: str = "") -> object:
        """The value in JSON form; None when unset. Raises errors.Sealed when this server cannot open it."""
        row = self._rows.get((scope, name))
        return self.open(row) if row else None

    def open(self, row: Fact) -> object:
        """The value of a row in JSON form. Raises errors.Sealed, and remembers when that is for want of a key: a step that
        went on without it would write what it could not have written with it."""
        if row.zone == PLAIN_ZONE:
            return json.loads(row.value)
        if not self._sealer.can(row.zone):
            self.lacked = True
        return json.loads(self._sealer.open(row.case, row.zone, subject(row.name, row.scope), row.value))

    def set(
        self, tx: Transaction, name: str, value: object, *, scope: str, now: datetime, by: int | None, source: str
    ) -> bool:
        """Set a fact from a JSON or FEEL value; answers whether it changed. A frozen fact keeps its first value. Raises WrongFact."""
        declaration = self._vocabulary.facts[name]
        scope = scope if declaration.scope == "instance" else ""
        plain = to_json(declaration, value)
        old = self._rows.get((scope, name))
        if old is None and plain is None:
            return False
        if old and (declaration.frozen or self.open(old) == plain):
            return False
        if old:
            tx.change(old, current=False)
        row = Fact(
            case=self._case.id,
            scope=scope,
            name=name,
            zone=declaration.zone,
            value=self._close(declaration, scope, plain),
            set_at=now,
            set_by=by,
            source=source,
        )
        self._rows[scope, name] = tx.add(row)
        return True

    def _close(self, declaration: FactDeclaration, scope: str, plain: object) -> str:
        text = dumps(plain)
        if declaration.zone == PLAIN_ZONE:
            return text
        bound = subject(declaration.name, scope)
        return self._sealer.seal(self._case.id, declaration.zone, bound, text, self._case.part)

    def seen_by(self, instance: int, builtins: Mapping[str, object]) -> "SeenFacts":
        """The facts as the expressions of an instance see them: its own before the case's, and the built-in names."""
        return SeenFacts(self, self._vocabulary, instance_scope(instance), builtins)


class SeenFacts(Mapping[str, object]):
    """FEEL values by name; a declared fact that nobody set is None."""

    def __init__(self, facts: CaseFacts, vocabulary: Vocabulary, scope: str, builtins: Mapping[str, object]) -> None:
        self._facts, self._vocabulary, self._scope, self._builtins = facts, vocabulary, scope, builtins

    def __getitem__(self, name: str) -> object:
        if name in self._builtins:
            return self._builtins[name]
        declaration = self._vocabulary.facts[name]
        value = self._facts.json(name, self._scope) if declaration.scope == "instance" else self._facts.json(name)
        return to_feel(declaration, value)

    def __iter__(self) -> Iterator[str]:
        yield from self._builtins
        yield from (name for name in self._vocabulary.facts if name not in self._builtins)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self._builtins or name in self._vocabulary.facts


def readable(facts: CaseFacts, row: Fact) -> object:
    """The value of a row, or None when this server lacks the key."""
    try:
        return facts.open(row)
    except CannotOpen:
        return None
