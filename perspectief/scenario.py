"""Plays scenario files: what happens in the field, told in plain lines, on a virtual clock, through the same doors as everybody.

A file says `naam`, `proces`, `gegeven` (klok, feiten, zaak) and `stappen`. A step is one of
`- wie: rol Naam / doet: taak / vult in: {…} / wordt geweigerd: code`, `- doet: melden / vult in: {…}`,
`- bericht: naam / van: baan / met: {…}`, `- klok: 2027-03-01 09:00`, `- afwezig: Naam / tot: datum / vervanger: Naam`,
`- tabel: D08 / vervang: cel / door: cel`,
`- verwacht: {proces, taken, geen taken, feiten, berichten, soort, loket, status, niets bewaard}`.
"""

import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

import processes
from engine import tags
from engine.calendar import AMSTERDAM
from engine.clock import VirtualClock
from engine.engine import Engine
from engine.errors import Invalid, PerspectiefError, Refused
from engine.facts import to_json
from engine.model import (
    ENGINE,
    Actor,
    Case,
    CaseKind,
    Event,
    Instance,
    Relation,
    Task,
)
from engine.placing import HUB
from engine.step.casefacts import CaseFacts, instance_scope
from engine.step.routing import new_reference
from engine.step.run import Run
from engine.views import ReportReceipt
from perspectief.factory import shipped_files
from perspectief.memory import memory_engine
from perspectief.people import ORGANISATIONS
from perspectief.rehearsal import Rehearsal, login_of

REFUSALS = {
    "vier ogen": "four-eyes",
    "mag niet": "not-allowed",
    "niet te zien": "not-found",
    "klopt niet": "invalid",
    "al gedaan": "already-done",
    "van iemand anders": "already-claimed",
}
START = datetime(2027, 3, 1, 9, tzinfo=AMSTERDAM)


class Differs(Exception):
    """The scenario expected something else: the message says where, what was expected and what happened."""


class _Lined(yaml.SafeLoader):
    """Remembers on which line a mapping stands, so that a difference can be found in the file."""


def _mapping(loader: _Lined, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = loader.construct_mapping(node, deep=True)  # type: ignore[assignment] # keys are texts here
    found["__line__"] = node.start_mark.line + 1
    return found


_Lined.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


@dataclass(slots=True)
class Play:
    """One scenario while it runs."""

    stage: Rehearsal
    process: str
    case: Case | None = None
    receipt: ReportReceipt | None = None
    names: dict[str, str] = field(default_factory=dict)  # name in the file -> login

    @property
    def engine(self) -> Engine:
        """The engine that plays."""
        return self.stage.engine


def run_files(paths: Sequence[Path]) -> int:
    """Run the files, or every scenario beside the shipped processes; 0 when all went as told."""
    wrong = 0
    for path in paths or shipped_scenarios():
        try:
            run_text(path.read_text(encoding="utf-8"))
            print(f"goed    {path.parent.parent.name}/{path.name}")
        except (Differs, PerspectiefError, ValueError) as error:  # ValueError: a process that cannot start like this
            wrong += 1
            print(f"anders  {path.parent.parent.name}/{path.name}: {error}", file=sys.stderr)
    return 1 if wrong else 0


def shipped_scenarios() -> list[Path]:
    """The scenario files beside the processes."""
    return sorted(Path(processes.__file__).parent.glob("*/scenarios/*.yaml"))


def run_text(text: str) -> None:
    """Play one scenario on an engine in memory. Raises Differs at the first line that does not go as told."""
    told = read_story(text)
    clock = VirtualClock(starts_at(told))
    with memory_engine(clock) as engine:
        play_on(Rehearsal(engine, clock), told)


def read_story(text: str) -> dict[str, Any]:
    """A scenario file as it tells its story. Raises Differs for what is not YAML."""
    # The loader only builds plain values, as SafeLoader does; it adds line numbers.
    try:
        return dict(yaml.load(text, Loader=_Lined))  # noqa: S506 - see above
    except yaml.YAMLError as error:
        raise Differs(f"this is not YAML; a stray colon wants quotes: {error}") from error


def starts_at(told: Mapping[str, Any]) -> datetime:
    """The moment at which a story begins, in UTC."""
    return _moment((told.get("gegeven") or {}).get("klok"), START)


def play_on(stage: Rehearsal, told: Mapping[str, Any]) -> Play:
    """Play a story on a stage: who carries out the acts is the stage's affair. Raises Differs as run_text does."""
    play = begin(stage, told)
    for step in told["stappen"]:
        take(play, step)
    return play


def begin(stage: Rehearsal, told: Mapping[str, Any]) -> Play:
    """Everything that is there before the first step of a story."""
    play = Play(stage, str(told.get("proces", "P00")))
    _set_the_stage(play, told.get("gegeven") or {}, told["stappen"])
    return play


def _set_the_stage(play: Play, given: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> None:
    """Organisations, definitions, and a case with its facts unless the first step makes one."""
    from engine.model import Organisation

    with play.engine.desk.store.begin() as tx:
        for key, name, lanes in ORGANISATIONS:
            tx.add(Organisation(key=key, name=name, lanes=lanes))
    answer = play.engine.definitions.deploy(shipped_files(), ENGINE)
    if answer.bundle is None:
        worst = [row for row in answer.findings if row.severity == "error"]
        raise Differs(f"the shipped definitions are refused: {worst[0].file}: {worst[0].text_en}")
    if steps and steps[0].get("doet") == "melden":
        return
    _open_case(play, given, steps)


def _first_director(steps: Sequence[Mapping[str, Any]]) -> str | None:
    """The first `casusregisseur Naam` of a scenario that starts halfway: who directs the case then."""
    told = (str(step.get("wie", "")) for step in steps)
    return next((who.split()[-1] for who in told if who.startswith("casusregisseur ")), None)


def _open_case(play: Play, given: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> None:
    start = "bericht" not in steps[0]
    # A process that a message starts begins without a director: its own steps name one.
    engine = play.engine
    kind = CaseKind.CARE if play.process == "P05" else CaseKind.PERSON
    facts = {key: value for key, value in (given.get("feiten") or {}).items() if key != "__line__"}
    if start and "caseDirector" not in facts and (name := _first_director(steps)):
        facts["caseDirector"] = name
    for name in ("caseDirector", "caseDeputy"):
        if name in facts:
            facts[name] = _account(play, str(facts[name]), "casusregisseur", HUB)
    hub = play.stage.organisation_for(HUB)
    with engine.desk.store.begin() as tx:
        row = tx.add(Case(reference=new_reference(), kind=kind, opened_at=engine.desk.clock.now()))
        run = Run(tx, engine.desk.parts, row, ENGINE, engine.desk.clock.now())
        run.join(HUB, hub, "scenario")
        instance_facts = {name for name in facts if run.vocabulary.facts[name].scope == "instance"}
        for name in sorted(set(facts) - instance_facts):
            run.set_fact(name, plain(facts[name]), source="scenario")
        if start:
            started = run.start(play.process)
            for name in sorted(instance_facts):
                run.set_fact(name, plain(facts[name]), instance=started.id, source="scenario")
        run.settle()
        play.case = run.case
    play.stage.wake()


def take(play: Play, step: Mapping[str, Any]) -> None:
    """Take one step of a story. Raises Differs with its line."""
    line = step.get("__line__")
    for word, act in _ACTS.items():
        if word in step:
            try:
                act(play, step)
            except Differs as error:
                raise Differs(f"line {line}: {error}") from error
            except PerspectiefError as error:
                raise Differs(f"line {line}: {_shown(error)}") from error
            return
    raise Differs(f"line {line}: no step of this kind; use {', '.join(_ACTS)}")


# --- acts -------------------------------------------------------------------------------------------------------


def _expect(play: Play, step: Mapping[str, Any]) -> None:
    for word, wanted in step["verwacht"].items():
        if word == "__line__":
            continue
        if word not in _CHECKS:
            raise Differs(f"nobody can expect {word!r}; use {', '.join(_CHECKS)}")
        _CHECKS[word](play, wanted)
        play.stage.witness(play.case, word, wanted)


def _report(play: Play, step: Mapping[str, Any]) -> None:
    play.receipt = play.stage.report(_answers(play, step.get("vult in")))
    found = play.stage.cases()
    play.case = found[-1] if found else None
    play.stage.wake()


def _do(play: Play, step: Mapping[str, Any]) -> None:
    if step["doet"] == "melden":
        _report(play, step)
        return
    task = _task(play, str(step["doet"]))
    actor = _who(play, str(step.get("wie", "")), task)
    given = _answers(play, step.get("vult in"))
    if refused := step.get("wordt geweigerd"):
        code = play.stage.refusal(task, given, actor)
        if code is None:
            raise Differs(f"{step['doet']} went through, but should be refused: {refused}")
        if code != REFUSALS.get(str(refused), refused):
            raise Differs(f"{step['doet']} should be refused: {refused}; it is refused as {code}")
        return
    try:
        play.stage.complete(task, given, actor, on_behalf_of=step.get("namens"))
    except PerspectiefError as error:
        raise Differs(f"{step['doet']}: {_shown(error)}") from error
    play.stage.wake()


def _message(play: Play, step: Mapping[str, Any]) -> None:
    name = str(step["bericht"])
    payload = {key: plain(value) for key, value in (step.get("met") or {}).items() if key != "__line__"}
    for case in _cases(play):
        if case.id == (play.case.id if play.case else 0) or _waits(play, case, name):
            target = case if _waits(play, case, name) or case.kind is CaseKind.PERSON else play.case
            break
    else:
        target = play.case
    assert target is not None
    declared = play.engine.vocabulary.messages.get(name)
    payload = {**payload, **_needed_key(play, declared, payload)}
    play.stage.bring(str(step.get("van", "")), name, target.reference, payload)
    play.stage.wake()


def _clock(play: Play, step: Mapping[str, Any]) -> None:
    play.stage.go_to(_moment(step["klok"], START))


def _absent(play: Play, step: Mapping[str, Any]) -> None:
    account = play.stage.accounts[str(step["afwezig"])]
    deputy = play.stage.accounts.get(str(step.get("vervanger", "")))
    today = play.stage.clock.now().date()
    play.engine.absences.set_absent(ENGINE, account, today, _moment(step["tot"], START).date(), deputy)


def _table(play: Play, step: Mapping[str, Any]) -> None:
    """A designer deploys a changed table: every cell `vervang` becomes `door`."""
    key = str(step["tabel"])
    with play.engine.desk.look() as (_, snapshot):
        source = snapshot.decisions[key].row.source
    old, new = (f"<text>{escape(str(step[word]))}</text>" for word in ("vervang", "door"))
    if old not in source:
        raise Differs(f"table {key} has no cell {step['vervang']!r}")
    try:
        play.stage.deploy({f"{key}.dmn": source.replace(old, new).encode()})
    except Refused as refused:
        raise Differs(f"table {key} is refused: {refused.findings[0].text_en}") from refused  # type: ignore[attr-defined] # a Finding


_ACTS: Mapping[str, Callable[[Play, Mapping[str, Any]], None]] = {
    "verwacht": _expect,
    "doet": _do,
    "bericht": _message,
    "afwezig": _absent,
    "tabel": _table,
    "klok": _clock,
}


# --- expectations -----------------------------------------------------------------------------------------------


def _expect_process(play: Play, wanted: object) -> None:
    if play.receipt is not None and not play.receipt.stored:
        return  # the receipt says how it ended; nothing else exists
    ended = [row for row in _instances(play) if row.process == play.process and row.outcome is not None]
    names = [name for row in ended for name in (row.outcome, _end_name(play, row))]
    if wanted not in names:
        running = ", ".join(_task_names(play)) or "no open task"
        raise Differs(f"{play.process} should end as {wanted!r}; it ended as {names or 'not at all'} ({running})")


def _expect_tasks(play: Play, wanted: Any) -> None:
    names = _task_names(play)
    for name in wanted:
        if name not in names:
            raise Differs(f"there should be a task {name!r}; open are {names}")


def _expect_no_tasks(play: Play, unwanted: Any) -> None:
    names = _task_names(play)
    for name in unwanted:
        if name in names:
            raise Differs(f"there should be no task {name!r}; open are {names}")


def _expect_facts(play: Play, wanted: Mapping[str, Any]) -> None:
    vocabulary = play.engine.vocabulary
    for name, value in wanted.items():
        if name == "__line__":
            continue
        found = _fact(play, name)
        if found != to_json(vocabulary.facts[name], plain(value)):
            raise Differs(f"{name} should be {value!r}; it is {found!r}")


def _expect_messages(play: Play, wanted: Any) -> None:
    sent = _sent(play)
    for name in wanted:
        if name not in sent:
            raise Differs(f"the message {name!r} should be sent; sent are {sorted(sent)}")


def _expect_kind(play: Play, wanted: object) -> None:
    case = _now(play)
    if case is None or case.kind.value != wanted:
        raise Differs(f"the case should be of kind {wanted!r}; it is {case.kind.value if case else 'absent'}")


def _expect_status(play: Play, wanted: object) -> None:
    case = _now(play)
    if case is None or case.status.value != wanted:
        raise Differs(f"the case should be {wanted!r}; it is {case.status.value if case else 'absent'}")


def _expect_road(play: Play, wanted: object) -> None:
    road = play.receipt.road if play.receipt else None
    if road != wanted:
        raise Differs(f"the road should be {wanted!r}; it is {road!r}")


def _expect_nothing(play: Play, wanted: object) -> None:
    with play.engine.desk.store.reading() as reader:
        about_cases = [row for row in reader.find(Event) if row.case]
        if reader.find(Case) or reader.find(Task) or about_cases:
            raise Differs("nothing should be stored; there is a case")


def _expect_owners(play: Play, wanted: Mapping[str, Any]) -> None:
    for name, owner in wanted.items():
        if name == "__line__":
            continue
        task = _task(play, name)
        found = play.engine.accounts.actor(task.assignee).name if task.assignee else "nobody"
        if found != owner:
            raise Differs(f"{name!r} should be {owner}'s; it is {found}'s")


def _expect_events(play: Play, wanted: Any) -> None:
    with play.engine.desk.store.reading() as reader:
        kinds = {row.kind for case in _cases(play) for row in reader.find(Event, case=case.id)}
    for kind in wanted:
        if kind not in kinds:
            raise Differs(f"{kind} should have happened; what happened: {sorted(kinds)}")


_CHECKS: Mapping[str, Callable[[Play, Any], None]] = {
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
}


# --- looking ----------------------------------------------------------------------------------------------------


def _cases(play: Play) -> list[Case]:
    """The scenario's case with the cases that belong to the same person."""
    if play.case is None:
        return []
    with play.engine.desk.store.reading() as reader:
        ids = [play.case.id, *(row.other for row in reader.find(Relation, case=play.case.id))]
        return [case for case in (reader.get(Case, id) for id in ids) if case]


def _now(play: Play) -> Case | None:
    return next(iter(_cases(play)), None)


def _waits(play: Play, case: Case, name: str) -> bool:
    from engine.model import Subscription

    with play.engine.desk.store.reading() as reader:
        return bool(reader.find(Subscription, case=case.id, kind="message", name=name))


def _needed_key(play: Play, declared: Any, payload: Mapping[str, Any]) -> dict[str, object]:
    if declared is None or declared.key == "case" or declared.key in payload or play.case is None:
        return {}
    return {declared.key: play.case.reference}


def _instances(play: Play) -> list[Instance]:
    with play.engine.desk.store.reading() as reader:
        return [row for case in _cases(play) for row in reader.find(Instance, case=case.id)]


def _end_name(play: Play, row: Instance) -> str:
    with play.engine.desk.store.reading() as reader:
        events = reader.find(Event, case=row.case, instance=row.id, kind=tags.INSTANCE_ENDED)
        model = play.engine.desk.library.model(reader, row.definition)
    element = model.elements.get(events[-1].element or "") if events else None
    return element.name if element else ""


def _task_names(play: Play) -> list[str]:
    return [task.name for task in play.stage.open_tasks(play.case.id)] if play.case else []


def _task(play: Play, name: str) -> Task:
    found = [task for task in play.stage.open_tasks(play.case.id) if task.name == name] if play.case else []
    if not found:
        raise Differs(f"there is no open task {name!r}; open are {_task_names(play)}")
    return found[0]


def _fact(play: Play, name: str) -> object:
    vocabulary = play.engine.vocabulary
    with play.engine.desk.store.reading() as reader:
        for case in _cases(play):
            facts = CaseFacts(reader, case, vocabulary, play.engine.desk.sealer)
            scopes = ["", *(instance_scope(row.id) for row in _instances(play))]
            for scope in scopes:
                value = facts.json(name, scope)
                if value is not None:
                    return value
    return None


def _sent(play: Play) -> set[str]:
    import json

    with play.engine.desk.store.reading() as reader:
        rows = [row for case in _cases(play) for row in reader.find(Event, case=case.id, kind=tags.MESSAGE_SENT)]
    return {str(json.loads(row.detail).get("name")) for row in rows}


# --- people and values ------------------------------------------------------------------------------------------


def _who(play: Play, told: str, task: Task) -> Actor | None:
    """The person a step names as `rol Naam`, with that role at the organisation that has the task."""
    words = told.split()
    if len(words) < 2:
        return None
    name, role_words = words[-1], _code(" ".join(words[:-1]))
    lane = play.engine.vocabulary.lanes.get(task.lane)
    for role in lane.roles.values() if lane else ():
        if role_words in (_code(role.key), _code(role.label), *(_code(word) for word in role.label.split())):
            return play.stage.person(name, task.organisation or 0, task.lane, role.key)
    if login_of(name) == play.names.get(name) or name in play.stage.accounts:
        return play.engine.accounts.actor(play.stage.accounts[name])
    raise Differs(f"{task.name!r} is a task of {task.lane}.{task.role}; nobody there is {' '.join(words[:-1])!r}")


def _account(play: Play, name: str, role: str, lane: str) -> str:
    actor = play.stage.person(name, play.stage.organisation_for(lane), lane, role)
    play.names[name] = login_of(name)
    return login_of(name) if actor else ""


def _answers(play: Play, told: Mapping[str, Any] | None) -> dict[str, object]:
    """The answers of a step; a person's name where an account is asked becomes that account."""
    answers = {key: plain(value) for key, value in (told or {}).items() if key != "__line__"}
    for key in ("caseDirector", "deputy"):
        if isinstance(answers.get(key), str):
            answers[key] = _account(play, str(answers[key]), "casusregisseur", HUB)
    return answers


def plain(value: Any) -> Any:
    """A YAML value as a form or the API would send it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "__line__"}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or AMSTERDAM).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _moment(value: Any, default: datetime) -> datetime:
    if value is None:
        return default.astimezone(UTC)
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day, 9)
    else:
        moment = datetime.fromisoformat(str(value))
    return (moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)).astimezone(UTC)


def _code(text: object) -> str:
    bare = unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode()
    return bare.casefold().strip().replace(" ", "")


def _shown(error: PerspectiefError) -> str:
    if isinstance(error, Invalid):
        return "; ".join(f"{row.path}: {row.message_nl}" for row in error.fields)  # type: ignore[attr-defined] # FieldProblem
    return f"{error.code}: {error.text_en}"
