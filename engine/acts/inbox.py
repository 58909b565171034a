"""Messages from outside: from a partner's program, or from a person who tells what happened."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine import access, tags
from engine.acts.desk import Desk
from engine.acts.once import remembered, sent_before
from engine.errors import Invalid, NobodyWaits, NotAllowed
from engine.facts import WrongFact, dumps, to_json
from engine.model import Actor, Case, Event, Subscription
from engine.ports import FieldProblem
from engine.step import routing
from engine.store.protocol import Reader
from engine.vocabulary import FactDeclaration, MessageDeclaration, Vocabulary

INSIDE = frozenset({"engine"})


@dataclass(frozen=True, slots=True)
class SignalOffer:
    """A signal over all cases, and in how many cases somebody waits for it now."""

    declaration: MessageDeclaration
    waiting: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """Takes messages in, each once."""

    desk: Desk

    def names(self, actor: Actor) -> list[MessageDeclaration]:
        """The messages that this actor may send."""
        with self.desk.look() as (_, snapshot):
            return [row for row in _permitted(actor, snapshot.vocabulary) if not row.everywhere]

    def signals(self, actor: Actor) -> list[SignalOffer]:
        """The signals over all cases that this actor may send, with how many cases wait for each."""
        with self.desk.look() as (reader, snapshot):
            return [
                SignalOffer(row, reader.waiting_for_signal(row.name))
                for row in _permitted(actor, snapshot.vocabulary)
                if row.everywhere
            ]

    def signal(
        self, actor: Actor, name: str, payload: Mapping[str, object], *, idempotency_key: str | None = None
    ) -> int:
        """Let every case that waits for this signal hear it; answers how many cases that are.

        1. One statement writes a deadline for each waiting case. 2. The clock works them off, one case at a time.
        Raises NotAllowed for a signal this actor may not send, Invalid for a payload that does not fit its declaration,
        KeyReused when the idempotency key came with something else.
        """
        with self.desk.look() as (_, snapshot):
            declaration = snapshot.vocabulary.messages.get(name)
            if (
                declaration is None
                or not declaration.everywhere
                or not may_send(actor, declaration, snapshot.vocabulary)
            ):
                raise NotAllowed(f"You may not send the signal {name!r}.", f"U mag het signaal {name!r} niet sturen.")
            values = complete(declaration, payload)
        asked = ("signal", name, values)
        with self.desk.store.begin() as tx:
            if idempotency_key and (before := sent_before(tx, actor, idempotency_key, *asked)):
                return int(before.location.removeprefix("cases:"))
            now = self.desk.clock.now()
            reached = routing.spread(tx, name, values, actor.account, now)
            detail = dumps({"name": name, "cases": reached})
            tx.append_events([Event(case=None, at=now, kind=tags.SIGNAL_SENT, actor=actor.account, detail=detail)])
            if idempotency_key:
                tx.add(remembered(actor, now, 202, f"cases:{reached}", idempotency_key, *asked))
        return reached

    def deliver(
        self,
        actor: Actor,
        name: str,
        key: str,
        payload: Mapping[str, object],
        *,
        idempotency_key: str | None = None,
    ) -> str:
        """Bring a message to the case that its key names; answers the case's reference.

        Raises NotAllowed for a message this actor may not send, Invalid for a payload that does not fit its declaration,
        NobodyWaits when no case has this key or waits for it, KeyReused when the idempotency key came with something else.
        """
        with self.desk.look() as (reader, snapshot):
            declaration = snapshot.vocabulary.messages.get(name)
            if declaration is None or declaration.everywhere or not may_send(actor, declaration, snapshot.vocabulary):
                raise NotAllowed(f"You may not send the message {name!r}.", f"U mag het bericht {name!r} niet sturen.")
            values = checked(declaration, payload)
            asked = ("message", name, key, values)
            if idempotency_key and (before := sent_before(reader, actor, idempotency_key, *asked)):
                # The case of the first time: by now it may wait no longer, and be nobody's to see for this sender.
                return _reference(reader, before.location)
            case = self._receiver(reader, actor, name, key, snapshot.vocabulary)
        with self.desk.act(actor, case.id) as run:
            if idempotency_key and sent_before(run.tx, actor, idempotency_key, *asked):
                return case.reference
            routing.send(run, name, values, key=_key(declaration, values, key, case))
            run.settle()
            if idempotency_key:
                run.tx.add(remembered(actor, run.now, 202, f"case:{case.id}", idempotency_key, *asked))
        return case.reference

    def _receiver(self, reader: Reader, actor: Actor, name: str, key: str, vocabulary: Vocabulary) -> Case:
        """The case whose reference is the key, else the one that waits for this name and key; absent ones count as none."""
        found = reader.find(Case, reference=key.strip().upper())
        if not found:
            rows = reader.find(Subscription, kind="message", name=name, key=key)
            cases = [reader.get(Case, row.case) for row in rows]
            found = [case for case in cases if case is not None]
        for case in found:
            # Whoever may send this message and has the reference may bring it to a case that waits for it: IOM confirms
            # an application before it has any task in the case.
            waits = reader.find(Subscription, case=case.id, kind="message", name=name)
            if (
                (actor.account is None and actor.person is None)
                or waits
                or access.sees_case(case, self.desk.reach(reader, actor, case, vocabulary))
            ):
                return case
        raise NobodyWaits()


def _reference(reader: Reader, location: str) -> str:
    """The reference of the case that a remembered request reached."""
    case = reader.get(Case, int(location.removeprefix("case:")))
    if case is None:
        raise NobodyWaits()
    return case.reference


def _key(declaration: MessageDeclaration, values: Mapping[str, object], key: str, case: Case) -> str:
    """What a wait must be keyed by: the field that the declaration names, else the key as it was given."""
    if declaration.key != "case" and values.get(declaration.key):
        return str(values[declaration.key])
    return case.reference if _names(key, case) else key


def _names(key: str, case: Case) -> bool:
    """Whether the key is the case's reference, as somebody wrote it down."""
    return key.strip().upper() == case.reference


def may_send(actor: Actor, declaration: MessageDeclaration, vocabulary: Vocabulary) -> bool:
    """Whether one of the actor's lanes or roles is a declared sender. Whoever directs the case speaks for the person too."""
    if actor.person is not None:
        return "persoon" in declaration.senders
    if actor.account is None:
        return True
    lanes = {role.lane for role in actor.roles if not vocabulary.enforces(role.lane, role.role)}
    speaks = lanes | actor.groups | ({"persoon"} if access.DIRECTOR in actor.groups else set())
    return bool(speaks & set(declaration.senders))


def _permitted(actor: Actor, vocabulary: Vocabulary) -> list[MessageDeclaration]:
    return [row for row in vocabulary.messages.values() if may_send(actor, row, vocabulary)]


def complete(declaration: MessageDeclaration, payload: Mapping[str, object]) -> dict[str, object]:
    """As `checked`, and nothing may be missing: what all cases hear must be whole."""
    values = checked(declaration, payload)
    missing = [field.name for field in declaration.payload if field.name not in values]
    if missing:
        raise Invalid([FieldProblem(name, "required", "Vul dit in.", "Fill this in.") for name in missing])
    return values


def checked(declaration: MessageDeclaration, payload: Mapping[str, object]) -> dict[str, object]:
    """The payload in JSON form. Raises Invalid, naming each field that is unknown or of the wrong type."""
    problems: list[FieldProblem] = []
    values: dict[str, object] = {}
    declared = {field.name: field for field in declaration.payload}
    for name in payload:
        if name not in declared:
            known = ", ".join(declared) or "-"
            problems.append(
                FieldProblem(
                    name,
                    "unknown",
                    f"Dit bericht kent dit veld niet; wel: {known}.",
                    f"This message has no such field; it has: {known}.",
                )
            )
    for name, field in declared.items():
        shape = FactDeclaration(name=name, type=field.type, zone=field.zone)
        try:
            values[name] = to_json(shape, payload.get(name))
        except (WrongFact, KeyError):
            problems.append(
                FieldProblem(
                    name, "type", f"Dit moet van het type {field.type} zijn.", f"This must be of type {field.type}."
                )
            )
    if problems:
        raise Invalid(problems)
    return {name: value for name, value in values.items() if value is not None}
