"""What a story can expect: one function a word, each raises Differs with what was expected; what happened."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from engine import tags
from engine.escalation import LEVEL
from engine.facts import to_json
from engine.model import Case, Escalation, Event, Incident, Instance, Subscription, Task
from engine.source import wait_in
from engine.step.casefacts import CaseFacts, instance_scope
from engine.store.protocol import Reader
from perspectief.scenario.play import (
    Play,
    cases,
    end_name,
    fact_of,
    instances,
    open_task,
    person_case,
    sent_messages,
    task_names,
)
from perspectief.scenario.story import Differs, items, nearest, plain

DUE = (tags.TIMER_FIRED, tags.TASK_REMINDED, tags.TASK_OVERDUE, tags.WAIT_REMINDED, tags.WAIT_OVERDUE)


def _expect_process(play: Play, wanted: object) -> None:
    if play.receipt is not None and not play.receipt.stored:
        return  # the receipt says how it ended; nothing else exists
    ended = [row for row in instances(play) if row.process == play.process and row.outcome is not None]
    names = [name for row in ended for name in (row.outcome, end_name(play, row))]
    if wanted not in names:
        running = ", ".join(task_names(play)) or "no open task"
        raise Differs(f"{play.process} should end as {wanted!r}; it ended as {names or 'not at all'} ({running})")


def _expect_tasks(play: Play, wanted: Any) -> None:
    names = task_names(play)
    for name in wanted:
        if name not in names:
            raise Differs(f"there should be a task {name!r}; open are {names}")


def _expect_no_tasks(play: Play, unwanted: Any) -> None:
    names = task_names(play)
    for name in unwanted:
        if name in names:
            raise Differs(f"there should be no task {name!r}; open are {names}")


def _expect_facts(play: Play, wanted: Mapping[str, Any]) -> None:
    vocabulary = play.engine.vocabulary
    for name, value in items(wanted):
        if name not in vocabulary.facts:
            raise Differs(f"there is no fact {name!r} in facts.yaml{nearest(name, vocabulary.facts)}")
        found = fact_of(play, name)
        if found != to_json(vocabulary.facts[name], plain(value)):
            raise Differs(f"{name} should be {value!r}; it is {found!r}")


def _expect_messages(play: Play, wanted: Any) -> None:
    sent = sent_messages(play)
    for name in wanted:
        if name not in sent:
            raise Differs(f"the message {name!r} should be sent; sent are {sorted(sent)}")


def _expect_kind(play: Play, wanted: object) -> None:
    case = person_case(play)
    if case is None or case.kind.value != wanted:
        raise Differs(f"the case should be of kind {wanted!r}; it is {case.kind.value if case else 'absent'}")


def _expect_status(play: Play, wanted: object) -> None:
    case = person_case(play)
    if case is None or case.status.value != wanted:
        raise Differs(f"the case should be {wanted!r}; it is {case.status.value if case else 'absent'}")


def _expect_road(play: Play, wanted: object) -> None:
    road = play.receipt.road if play.receipt else None
    if road != wanted:
        raise Differs(f"the road should be {wanted!r}; it is {road!r}")


def _expect_nothing(play: Play, wanted: object) -> None:
    with play.engine.desk.store.reading() as reader:
        about_cases = [row for row in reader.find(Event) if row.case]
        tasks = reader.find(Task)
        if reader.find(Case) or tasks or about_cases:
            raise Differs("nothing should be stored; there is a case")


def _expect_owners(play: Play, wanted: Mapping[str, Any]) -> None:
    """Whose tasks are. Where people were before the story it calls them by the first of their names."""
    for name, owner in items(wanted):
        task = open_task(play, name)
        found = play.engine.accounts.actor(task.assignee).name if task.assignee else "nobody"
        if found != owner and (task.assignee is None or play.stage.accounts.get(owner) != task.assignee):
            raise Differs(f"{name!r} should be {owner}'s; it is {found}'s")


def _expect_events(play: Play, wanted: Any) -> None:
    with play.engine.desk.store.reading() as reader:
        kinds = {row.kind for case in cases(play) for row in reader.find(Event, case=case.id)}
    for kind in wanted:
        if kind not in kinds:
            raise Differs(f"{kind} should have happened; what happened: {sorted(kinds)}")


def _expect_waiting(play: Play, wanted: Any) -> None:
    """The messages for which somebody in the case waits."""
    with play.engine.desk.store.reading() as reader:
        names = {row.name for case in cases(play) for row in reader.find(Subscription, case=case.id, kind="message")}
    for name in wanted:
        if name not in names:
            raise Differs(f"somebody should wait for {name!r}; waited for are {sorted(names)}")


def _expect_level(play: Play, wanted: Any) -> None:
    """The rungs at which what is late stands now: a level that is there, `geen` for none, or that for each name alone."""
    found = _rungs(play)
    each = items(wanted) if isinstance(wanted, Mapping) else [("", wanted)]
    for name, level in each:
        levels = {held for late, held in found if name in ("", late)}
        if level not in levels and not (level == "geen" and not levels):
            told = f"the ladder for {name!r}" if name else "the ladder"
            raise Differs(f"{told} should stand at {level!r}; open are {sorted(found) or 'no rungs'}")


def _rungs(play: Play) -> set[tuple[str, str]]:
    """What climbs and how high it stands: the task, the message that is waited for, or what a diagram named; and a level."""
    found = set()
    with play.engine.desk.store.reading() as reader:
        for case in cases(play):
            facts = CaseFacts(reader, case, play.engine.vocabulary, play.engine.desk.sealer)
            climbs = {row.id for row in reader.find(Instance, case=case.id, process="P17", ended_at=None)}
            rows = reader.find(Escalation, case=case.id, closed_at=None)
            names = {row.instance: _late(reader, row) for row in rows if row.instance}
            for climb in climbs:
                told = facts.json("escalationSource", instance_scope(climb))
                found.add((names.get(climb) or str(told), str(facts.json(LEVEL, instance_scope(climb)))))
            found |= {(_late(reader, row), row.level) for row in rows if row.instance not in climbs}
    return found


def _late(reader: Reader, row: Escalation) -> str:
    wait = wait_in(row.cause)
    if wait is None:
        return row.cause
    tasks = reader.find(Task, instance=wait.instance, wait=wait.number)
    heard = reader.find(Subscription, instance=wait.instance, wait=wait.number)
    return next(chain((late.name for late in tasks), (late.name for late in heard)), row.source)


def _expect_incidents(play: Play, wanted: Any) -> None:
    with play.engine.desk.store.reading() as reader:
        codes = sorted(
            row.code for case in cases(play) for row in reader.find(Incident, case=case.id, resolved_at=None)
        )
    if codes != sorted(wanted):
        raise Differs(f"the open incidents should be {sorted(wanted)}; they are {codes}")


def _expect_harm_order(play: Play, wanted: object) -> None:
    """Everything that was due has been done, in all cases, and first what could do most harm."""
    now = play.stage.clock.now()
    with play.engine.desk.store.reading() as reader:
        done = [(row.id, row.case) for row in reader.find(Event, at=now) if row.kind in DUE and row.case is not None]
        priority = {row.id: row.priority for row in reader.find(Case)}
    order = [priority[case] for _, case in sorted(done)]
    if len(set(order)) < 2:
        raise Differs(f"things of more than one priority should have been due; what was done now: {order or 'nothing'}")
    if order != sorted(order):
        late = next(index for index, one in enumerate(order) if one < max(order[:index], default=one))
        raise Differs(
            f"what does most harm should come first; number {late + 1} was {order[late]}, after {max(order[:late])}"
        )
    if (left := play.engine.desk.store.next_due()) is not None and left <= now:
        raise Differs(f"everything due should be done; something of {left:%d-%m-%Y %H:%M} is not")


CHECKS: Mapping[str, Callable[[Play, Any], None]] = {
    "proces": _expect_process,
    "taken": _expect_tasks,
    "geen taken": _expect_no_tasks,
    "van": _expect_owners,
    "gebeurd": _expect_events,
    "feiten": _expect_facts,
    "berichten": _expect_messages,
    "soort": _expect_kind,
    "status": _expect_status,
    "loket": _expect_road,
    "niets bewaard": _expect_nothing,
    "wacht op": _expect_waiting,
    "ladder": _expect_level,
    "incidenten": _expect_incidents,
    "naar schade": _expect_harm_order,
}


def expect(play: Play, step: Mapping[str, Any]) -> None:
    """Everything that a step expects. Raises Differs at the first that is otherwise."""
    for word, wanted in items(step["verwacht"]):
        if word not in CHECKS:
            raise Differs(f"nobody can expect {word!r}{nearest(word, CHECKS)}; use {', '.join(CHECKS)}")
        CHECKS[word](play, wanted)
        play.stage.witness(play.case, word, wanted)
