"""Where a message, signal or escalation goes. In-case first; a related case gets it as a row, taken in by a transaction of its own."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime

from engine import tags
from engine.calendar import Calendar
from engine.facts import WrongFact, dumps, plain, to_feel, to_json
from engine.kernel import effects as fx
from engine.kernel.commands import Deliver, Raised
from engine.model import (
    Case,
    CaseKind,
    Deadline,
    DeadlineKind,
    Instance,
    InstanceStatus,
    Message,
    MessageState,
    Relation,
    Subscription,
)
from engine.sealed import RUNNING
from engine.source import of_message
from engine.step.run import Run
from engine.step.writing import Live
from engine.store.protocol import Transaction
from engine.vocabulary import PLAIN_ZONE, FactDeclaration, MessageDeclaration

RELATED = "related"  # process property case="related": the process lives in a case of its own, related to the sender's
SEPARATE = "separate"  # as related, but each message has its own case, which takes nothing of the person's along
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_reference() -> str:
    """A reference that can be said over the telephone and cannot be guessed: M-7KQ4-2PXD."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"M-{letters[:4]}-{letters[4:]}"


def throw(run: Run, live: Live, effect: fx.Thrown) -> None:
    """Carry what an instance threw to whoever listens."""
    if effect.kind == "escalation":
        _climb(run, live, effect)
    elif effect.kind == "signal" and _reaches_all(run, effect.name):
        broadcast(run, effect.name, effect.payload)
    elif effect.kind == "signal":
        signal(run, effect.name, effect.payload, served=live.row.id if effect.served else None)
    else:
        send(run, effect.name, effect.payload, key=_key_of(run, effect), sender=live.row.id)


def send(run: Run, name: str, payload: Mapping[str, object], *, key: str, sender: int | None = None) -> None:
    """Bring a message to its receiver.

    1. Somebody in this case who waits for it gets it: the latest, innermost wait.
    2. Else a related case that waits for it.
    3. Else the processes that it starts.
    4. Else it is kept until somebody waits, or its time to live is over.
    """
    declaration = run.vocabulary.messages.get(name)
    payload = project(declaration, payload)
    _tell(run, tags.MESSAGE_SENT, name, instance=sender)
    here = waiting(run, name, key)
    if here:
        deliver(run, here[-1], name, payload)
    elif other := _elsewhere(run, name, key):
        hand_over(run, other, name, other.reference if key == run.case.reference else key, payload)
    elif name in run.snapshot.starters:
        for process in run.snapshot.starters[name]:
            begin(run, process.compiled.process_id, name, payload)
    else:
        keep(run, name, key, payload, declaration)


def waiting(run: Run, name: str, key: str) -> list[Subscription]:
    """The waits of this case that a message with this name and key answers, oldest first."""
    found = run.tx.find(Subscription, case=run.case.id, kind="message", name=name)
    return [row for row in found if row.key in (None, "", key)]


def signal(run: Run, name: str, payload: Mapping[str, object], *, served: int | None = None) -> None:
    """Tell everybody in the case who listens to this signal; the kernel has told the `served` instance already."""
    _tell(run, tags.SIGNAL_SENT, name)
    for row in run.tx.find(Subscription, case=run.case.id, kind="signal", name=name):
        if row.instance != served:
            run.command(row.instance, Deliver(row.wait, payload))


def _reaches_all(run: Run, name: str) -> bool:
    declaration = run.vocabulary.messages.get(name)
    return declaration is not None and declaration.everywhere


def broadcast(run: Run, name: str, payload: Mapping[str, object]) -> int:
    """Let every case that waits for this signal hear it, each in a transaction of its own; answers how many."""
    _tell(run, tags.SIGNAL_SENT, name)
    return spread(run.tx, name, project(run.vocabulary.messages.get(name), payload), run.actor.account, run.now)


def spread(tx: Transaction, name: str, payload: Mapping[str, object], sender: int | None, now: datetime) -> int:
    """Write a signal over all cases down, with a deadline for each case that waits for it; answers how many."""
    message = tx.add(
        Message(
            case=None,
            name=name,
            key="all",
            payload=dumps({field: plain(value) for field, value in payload.items()}),
            sender=sender,
            received_at=now,
            state=MessageState.DELIVERED,
        )
    )
    return tx.signal_all(message)


def deliver(run: Run, row: Subscription, name: str, payload: Mapping[str, object]) -> None:
    """Give a message to one wait."""
    _tell(run, tags.MESSAGE_CAUGHT, name, instance=row.instance, element=row.element)
    run.command(row.instance, Deliver(row.wait, typed(run.vocabulary.messages.get(name), payload)))


def begin(run: Run, process: str, name: str, payload: Mapping[str, object]) -> None:
    """Start a process by its message: here, or in a related case of its own when its diagram says so."""
    payload = typed(run.vocabulary.messages.get(name), payload)
    model = run.snapshot.process(process).compiled
    apart = model.properties.get("case")
    if apart not in (RELATED, SEPARATE):
        run.start(process, message=name, payload=payload)
        return
    for relation in run.tx.find(Relation, case=run.case.id, kind=process):
        if apart == RELATED and run.tx.find(
            Instance, case=relation.other, process=process, status=InstanceStatus.ACTIVE
        ):
            return  # the person already has this care: a second request changes nothing
    related = run.tx.add(
        Case(
            reference=new_reference(),
            kind=CaseKind.CARE if apart == RELATED else CaseKind.SYSTEM,
            alias=run.case.alias if apart == RELATED else "",
            language=run.case.language,
            priority=run.case.priority,
            opened_at=run.now,
        )
    )
    run.parts.sealer.begin(related.id)
    run.tx.add(Relation(case=run.case.id, other=related.id, kind=process))
    if apart == RELATED:  # of what is apart from the person's case nothing is told in it
        # Told in the zone of what was started: that care began is care's to tell.
        run.tell(tags.CASE_RELATED, zone=model.zone or PLAIN_ZONE, process=process)
    own = Run(run.tx, run.parts, related, run.actor, run.now)
    own.tell(tags.CASE_OPENED)
    own.start(process, message=name, payload=payload)
    own.settle()


def hand_over(run: Run, other: Case, name: str, key: str, payload: Mapping[str, object]) -> None:
    """Leave a message at a related case: its own lock, its own transaction, due at once."""
    row = _row(run, other.id, name, key, payload, None)
    run.tx.add(
        Deadline(
            case=other.id,
            source=of_message(row.id),
            kind=DeadlineKind.DELIVER,
            rule="PT0S",
            since=run.now,
            due_at=run.now,
            priority=other.priority,
            next_try_at=run.now,
        )
    )


def keep(run: Run, name: str, key: str, payload: Mapping[str, object], declaration: MessageDeclaration | None) -> None:
    """Nobody waits yet: keep the message, and tell the director when its time is over."""
    expires = Calendar().due(declaration.ttl, run.now) if declaration and declaration.ttl else None
    row = _row(run, run.case.id, name, key, payload, expires)
    _tell(run, tags.MESSAGE_KEPT, name)
    if expires:
        run.tx.add(
            Deadline(
                case=run.case.id,
                source=of_message(row.id),
                kind=DeadlineKind.EXPIRE,
                rule=declaration.ttl if declaration and declaration.ttl else "PT0S",
                since=run.now,
                due_at=expires,
                priority=run.case.priority,
                next_try_at=expires,
            )
        )


def catch_kept(run: Run, instance: int, effect: fx.Subscribed) -> None:
    """A new wait first looks whether its message came early."""
    if effect.kind != "message":
        return
    still = run.tx.find(Subscription, instance=instance, wait=effect.wait)
    early = [
        row
        for row in run.tx.find(Message, case=run.case.id, name=effect.name, state=MessageState.KEPT)
        if effect.key in (None, "", row.key)
    ]
    if still and early:
        take_in(run, early[0], still[0])


def take_in(run: Run, message: Message, row: Subscription) -> None:
    """Give a kept message to a wait and mark it delivered."""
    payload = open_payload(run, message)
    run.tx.change(message, state=MessageState.DELIVERED, delivered_to=row.instance)
    deliver(run, row, message.name, payload)


def start_by(run: Run, message: Message) -> None:
    """Start the processes that a message from a related case begins here, and mark it delivered."""
    payload = open_payload(run, message)
    run.tx.change(message, state=MessageState.DELIVERED)
    for process in run.snapshot.starters[message.name]:
        begin(run, process.compiled.process_id, message.name, payload)


def open_payload(run: Run, message: Message) -> dict[str, object]:
    """The payload of a kept message."""
    text = message.payload
    zone = payload_zone(run.vocabulary.messages.get(message.name))
    if zone != PLAIN_ZONE and message.case is not None:
        text = run.parts.sealer.open(message.case, zone, f"message:{message.name}", text)
    found: dict[str, object] = json.loads(text)
    return found


def project(declaration: MessageDeclaration | None, payload: Mapping[str, object]) -> dict[str, object]:
    """Only what the declaration names travels; an undeclared message carries nothing."""
    names = [field.name for field in declaration.payload] if declaration else []
    return {name: payload[name] for name in names if name in payload}


def typed(declaration: MessageDeclaration | None, payload: Mapping[str, object]) -> dict[str, object]:
    """The payload as FEEL values of the types that the message declares, whether it came as JSON or from a diagram, at once or
    kept: a declared date is a date for `bericht.x`. What does not fit its type stays as it came, for the diagram to refuse.
    """
    shapes = (
        {one.name: FactDeclaration(one.name, one.type, one.zone) for one in declaration.payload} if declaration else {}
    )
    return {name: _typed(shapes.get(name), value) for name, value in payload.items()}


def _typed(shape: FactDeclaration | None, value: object) -> object:
    if shape is None:
        return value
    try:
        return to_feel(shape, to_json(shape, value))
    except WrongFact:
        return value


def expire(run: Run, message: Message) -> None:
    """Nobody came for a kept message in its time: whoever directs the case hears of it."""
    run.tx.change(message, state=MessageState.EXPIRED)
    _tell(run, tags.MESSAGE_EXPIRED, message.name)
    if run.case.director is not None:
        run.notify(run.case.director, "expired", f"message:{message.id}:expired")


def _tell(run: Run, kind: str, name: str, *, instance: int | None = None, element: str | None = None) -> None:
    """Add a line about a message to the history, in the zone of what the message says by its name alone."""
    zone = run.snapshot.told.get(name, PLAIN_ZONE)
    run.tell(kind, instance=instance, element=element, zone=zone, name=name)


def _row(run: Run, case: int, name: str, key: str, payload: Mapping[str, object], expires: datetime | None) -> Message:
    zone = payload_zone(run.vocabulary.messages.get(name))
    text = dumps({field: plain(value) for field, value in payload.items()})
    if zone != PLAIN_ZONE:
        text = run.parts.sealer.seal(case, zone, f"message:{name}", text, RUNNING)
    return run.tx.add(
        Message(
            case=case,
            name=name,
            key=key,
            payload=text,
            sender=run.actor.account,
            received_at=run.now,
            expires_at=expires,
        )
    )


def payload_zone(declaration: MessageDeclaration | None) -> str:
    """The zone a payload is sealed in: that of its first field outside REG."""
    zones = [field.zone for field in declaration.payload] if declaration else []
    return next((zone for zone in zones if zone != PLAIN_ZONE), PLAIN_ZONE)


def _key_of(run: Run, effect: fx.Thrown) -> str:
    declaration = run.vocabulary.messages.get(effect.name)
    if declaration and declaration.key != "case" and effect.payload.get(declaration.key):
        return str(effect.payload[declaration.key])
    return effect.key or run.case.reference


def _elsewhere(run: Run, name: str, key: str) -> Case | None:
    """A related case of the same person in which somebody waits for this message, or whose reference is its key.

    Who writes the reference of the case they know means the person: a wait that names its own case hears it too. Cases of
    a family are no road for messages: each is about somebody else.
    """
    for other in _of_the_same_person(run):
        case = run.tx.get(Case, other)
        if case is None:
            continue
        keys = {None, "", key, case.reference if key == run.case.reference else key}
        waits = run.tx.find(Subscription, case=other, kind="message", name=name)
        if case.reference == key or any(row.key in keys for row in waits):
            return case
    return None


def _of_the_same_person(run: Run) -> list[int]:
    """The cases that a process of this one started, and the one that started this."""
    here = run.tx.find(Relation, case=run.case.id)
    there = run.tx.find(Relation, other=run.case.id)
    own = run.snapshot.processes
    return [row.other for row in here if row.kind in own] + [row.case for row in there if row.kind in own]


def _climb(run: Run, live: Live, effect: fx.Thrown) -> None:
    if live.row.parent is not None and live.row.parent_wait is not None:
        run.command(live.row.parent, Raised(live.row.parent_wait, "escalation", effect.name, effect.payload))
